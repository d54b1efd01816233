package dev.ringcast.source;

import dev.ringcast.media.FrameRate;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** How many pictures a second a container says that there are. */
final class StreamRate {
    private static final long MOST_FRAMES = 240;

    private StreamRate() {}

    /** The rate of pictures that the container tells or was found. */
    static Optional<FrameRate> of(AVStream stream) {
        return Optional.of(stream.avg_frame_rate())
                .filter(StreamRate::isLikely)
                .or(() -> Optional.of(stream.r_frame_rate()).filter(StreamRate::isLikely))
                .map(rate -> new FrameRate(rate.num(), rate.den()));
    }

    /** Streams without a rate of their own are told to have that of their clock. */
    private static boolean isLikely(AVRational rate) {
        return rate.num() > 0 && rate.den() > 0 && rate.num() <= MOST_FRAMES * rate.den();
    }
}
