package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Hands packets on to the sink, in lives that begin with an IDR and have the same parameters throughout. In each, the
 * first picture's decoding time is zero. Used by the source's thread alone.
 */
final class CopyOutput {
    /** What stands before the first slice is shorter. */
    private static final int HEAD = 16_384;

    /** Before pictures that are not IDR there is hardly anything. */
    private static final int SHORT_HEAD = 128;

    private static final long NEVER = Long.MIN_VALUE;

    private final CopySink sink;
    private final InputLife life;
    private final boolean slowed;
    private final AVStream video;
    private final Optional<AVStream> audio;
    private RealTimePace pace = new RealTimePace();
    private ParameterSets sets;
    private boolean setsAreNew;
    private Optional<ByteBuffer> configuration = Optional.empty();
    private boolean hasSound;
    private boolean soundIsNew;
    private boolean going;
    private long waitingSince = NEVER;
    private Optional<NativeTrack> picture = Optional.empty();
    private Optional<NativeTrack> sound = Optional.empty();
    private long videoOrigin;
    private long audioOrigin;

    /** @param slowed whether to hold everything back until its time has come */
    CopyOutput(CopySink sink, InputLife life, boolean slowed, AVStream video, Optional<AVStream> audio)
            throws FfmpegException {
        this.sink = sink;
        this.life = life;
        this.slowed = slowed;
        this.video = video;
        this.audio = audio;
        this.sets = ParameterSets.ofHeader(header(video));
        if (audio.isPresent()) {
            byte[] header = header(audio.get());
            this.configuration = header.length == 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(header));
        }
    }

    private static byte[] header(AVStream stream) throws FfmpegException {
        try (NativeTrack track = NativeTrack.of(stream)) {
            return track.header();
        }
    }

    /** The next IDR begins a new life. */
    void interrupt() {
        going = false;
        waitingSince = NEVER;
        pace = new RealTimePace();
    }

    /** New parameter sets that came beside the packets. */
    void videoHeader(byte[] header) {
        ParameterSets told = ParameterSets.ofHeader(header);
        if (!told.isEmpty() && (sets.isChangedBy(told) || told.lengthSize() != sets.lengthSize())) {
            sets = told;
            setsAreNew = true;
            interrupt();
        }
    }

    /** There is sound, and this is its configuration, if it was told. Until a life with it begins, the one without goes on. */
    void soundIsThere(Optional<ByteBuffer> told) {
        boolean another = told.isPresent() && !told.equals(configuration);
        if (another) {
            configuration = told;
        }
        if (!hasSound && configuration.isPresent()) {
            hasSound = true;
            soundIsNew = true;
        } else if (another) {
            interrupt();
        }
    }

    /**
     * Hands a packet on and closes it.
     *
     * @param newest the decoding time of the picture that came last, in microseconds
     */
    void take(CopyQueue.Entry entry, long newest)
            throws FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        try (NativePacket packet = entry.packet()) {
            if (slowed) {
                long now = System.nanoTime();
                long delay = pace.delay(entry.micros(), now / 1000);
                if (delay > 0) {
                    life.gate().sleepUntil(now + TimeUnit.MICROSECONDS.toNanos(delay));
                }
            }
            life.requireOpen();
            if (entry.isVideo()) {
                long ago = slowed ? 0 : Math.max(0, newest - entry.micros());
                video(packet, Duration.of(ago, ChronoUnit.MICROS));
                watchBeginning(entry.micros());
            } else if (going && sound.isPresent()) {
                move(packet.avPacket(), audioOrigin);
                sink.audio(packet);
            }
        }
    }

    private void watchBeginning(long micros) throws NotCopiedException {
        if (going) {
            waitingSince = NEVER;
        } else if (waitingSince == NEVER) {
            waitingSince = micros;
        } else {
            sink.withoutBeginning(Duration.of(micros - waitingSince, ChronoUnit.MICROS));
        }
    }

    private void video(NativePacket packet, Duration ago) throws FfmpegException, NotCopiedException {
        AVPacket av = packet.avPacket();
        ParameterSets.Head head = head(av, SHORT_HEAD);
        if (!head.whole()) {
            head = head(av, HEAD);
        }
        boolean changed = head.idr() && sets.isChangedBy(head.sets());
        if (changed) {
            sets = sets.replacedBy(head.sets());
            setsAreNew = true;
        }
        if (head.idr() && (!going || changed || soundIsNew)) {
            going = begin(av.dts(), ago);
        }
        if (going) {
            move(av, videoOrigin);
            going = sink.video(packet, head.idr());
            if (!going && head.idr()) {
                move(av, -videoOrigin);
                going = begin(av.dts(), ago);
                move(av, videoOrigin);
                going = going && sink.video(packet, true);
            }
        }
    }

    private ParameterSets.Head head(AVPacket unit, int most) {
        byte[] bytes = new byte[Math.min(unit.size(), most)];
        unit.data().get(bytes);
        return sets.head(bytes);
    }

    private static void move(AVPacket packet, long origin) {
        packet.pts(packet.pts() - origin);
        packet.dts(packet.dts() - origin);
    }

    /** @return whether the parameters are known, so that a life could begin */
    private boolean begin(long dts, Duration ago) throws FfmpegException, NotCopiedException {
        if (sets.isEmpty()) {
            return false;
        }
        SequenceParameters parameters = parameters();
        close();
        NativeTrack pictures = NativeTrack.of(video);
        picture = Optional.of(pictures);
        if (setsAreNew) {
            pictures.setHeader(sets.header());
        }
        pictures.parameters().width(parameters.width());
        pictures.parameters().height(parameters.height());
        videoOrigin = dts;
        soundIsNew = false;
        String codecs = parameters.codec();
        if (audio.isPresent() && hasSound && configuration.isPresent()) {
            byte[] config = configuration.get().array();
            NativeTrack sounds = NativeTrack.of(audio.get());
            sound = Optional.of(sounds);
            sounds.setHeader(config);
            AacConfiguration.complete(sounds.parameters(), config);
            audioOrigin = av_rescale_q(dts, pictures.timeBase(), sounds.timeBase());
            codecs += "," + AacConfiguration.codec(config);
        }
        CopySink.Format format = new CopySink.Format(
                words(parameters),
                pictures,
                sound,
                codecs,
                parameters.width(),
                parameters.height(),
                StreamRate.of(video),
                video.codecpar().bit_rate()
                        + audio.map(stream -> stream.codecpar().bit_rate()).orElse(0L));
        sink.begin(format, ago);
        return true;
    }

    private SequenceParameters parameters() throws NotCopiedException {
        SequenceParameters parameters;
        try {
            parameters = sets.parameters();
        } catch (IllegalArgumentException e) {
            throw new NotCopiedException(life.shown(), "its picture cannot be understood: " + e.getMessage());
        }
        if (!parameters.ordinary()) {
            throw new NotCopiedException(
                    life.shown(), "its picture is not 4:2:0 with 8 bits, and browsers decode nothing else");
        }
        return parameters;
    }

    private SourceFormat words(SequenceParameters parameters) {
        String rate = StreamRate.of(video)
                .map(frames -> " "
                        + String.format(Locale.ROOT, "%.2f", frames.framesPerSecond())
                                .replaceFirst("\\.?0+$", "") + " fps")
                .orElse("");
        String sounds = sound.map(track -> "aac " + track.parameters().sample_rate() + " Hz, "
                        + track.parameters().ch_layout().nb_channels() + " channels")
                .orElse("");
        return new SourceFormat("h264 " + parameters.width() + "x" + parameters.height() + rate, sounds);
    }

    /** Lets the tracks of the last life go. */
    void close() {
        picture.ifPresent(NativeTrack::close);
        sound.ifPresent(NativeTrack::close);
        picture = Optional.empty();
        sound = Optional.empty();
    }
}
