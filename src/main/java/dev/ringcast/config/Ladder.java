package dev.ringcast.config;

import dev.ringcast.config.ChannelConfig.Rendition;
import dev.ringcast.config.ChannelConfig.Video;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The renditions of a channel. A rung has the aspect of {@code video.size} and is never larger than that; see {@link Rung}
 * for how it is written.
 */
final class Ladder {
    private Ladder() {}

    /** The one rendition of a channel without a ladder. */
    static List<Rendition> single(Video video) {
        return List.of(whole(video.height() + "p", video));
    }

    /** The one rendition of a channel that may be as its source is; the configured size holds where it is encoded. */
    static List<Rendition> copied(Video video) {
        return List.of(whole("source", video));
    }

    private static Rendition whole(String name, Video video) {
        return new Rendition(
                name,
                video.width(),
                video.height(),
                video.bitrate(),
                video.maxrate(),
                video.buffer(),
                1,
                video.profile());
    }

    /**
     * The renditions of some rungs, from the largest to the smallest; sound alone comes last.
     *
     * @param cadence the channel's
     * @throws IllegalArgumentException if a rung is larger than the picture, there twice or of a frame rate that does not
     *     fit, or if none has a picture
     */
    static List<Rendition> of(List<Rung> rungs, Video video, Cadence cadence) {
        Set<Integer> heights = new TreeSet<>();
        List<Rendition> renditions = new ArrayList<>();
        for (Rung rung : rungs) {
            if (rung.height() > video.height()) {
                throw new IllegalArgumentException(
                        rung.name() + " is larger than video.size, and pictures are never made larger");
            }
            if (!heights.add(rung.height())) {
                throw new IllegalArgumentException(rung.name() + " is named twice");
            }
            renditions.add(rung.hasPicture() ? rendition(rung, video, cadence) : sound(rung));
        }
        if (heights.equals(Set.of(0))) {
            throw new IllegalArgumentException(rungs.get(0).name() + " alone has no picture: name a height besides");
        }
        renditions.sort(Comparator.comparingInt(Rendition::height).reversed());
        return List.copyOf(renditions);
    }

    private static Rendition sound(Rung rung) {
        return new Rendition(rung.name(), 0, 0, 0, 0, 0, 1, "");
    }

    private static Rendition rendition(Rung rung, Video video, Cadence cadence) {
        int width = (int) Math.round((double) rung.height() * video.width() / video.height() / 2) * 2;
        double peak = (double) video.maxrate() / video.bitrate();
        double seconds = (double) video.buffer() / video.maxrate();
        long maxrate = Math.round(rung.bitrate() * peak);
        return new Rendition(
                rung.name(),
                width,
                rung.height(),
                rung.bitrate(),
                maxrate,
                Math.round(maxrate * seconds),
                rung.frameRate().map(rate -> every(rate, rung, cadence)).orElse(1),
                rung.profile().orElse(video.profile()));
    }

    /** Which of the channel's pictures make this frame rate. */
    private static int every(FrameRate rate, Rung rung, Cadence cadence) {
        List<Integer> divisors = cadence.divisors();
        for (int divisor : divisors) {
            if (cadence.frameRate().dividedBy(divisor).equals(rate)) {
                return divisor;
            }
        }
        double wanted = cadence.frameRate().framesPerSecond() / rate.framesPerSecond();
        Stream<Integer> faster = divisors.stream().filter(each -> each < wanted).reduce((one, next) -> next).stream();
        Stream<Integer> slower = divisors.stream().filter(each -> each > wanted).limit(1);
        String nearest = Stream.concat(faster, slower)
                .map(each -> cadence.frameRate().dividedBy(each).toString())
                .collect(Collectors.joining(" and "));
        throw new IllegalArgumentException(rung.name() + " cannot have " + rate
                + " frames a second: that must be video.fps=" + cadence.frameRate()
                + " divided by a number that divides the " + cadence.framesPerPart() + " frames of a part and the "
                + cadence.framesPerSegment() + " of a segment; nearest: " + nearest);
    }
}
