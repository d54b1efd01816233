package dev.ringcast.channel;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.FrameRate;
import dev.ringcast.source.CopySink;
import dev.ringcast.source.CopySource;
import dev.ringcast.source.MediaSources;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import dev.ringcast.source.SourceFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The run of a channel whose source is served without encoding: one thread reads the source, cuts at its keyframes and
 * fills the ring. Where timestamps jump or parameters change another life begins under another name, with a discontinuity
 * (L17). The run ends when the source does: nothing can be shown in its place, so gaps stand there (L25) until the next
 * run has media.
 */
final class CopyRun implements ChannelRun {
    /** So many times it may begin anew at once; apart from that, once in a segment's duration (see the numbering). */
    private static final int SPARE_LIVES = 3;

    private final ChannelPlan plan;
    private final RunOutput output;
    private final ProblemSink problems;
    private final Runnable begins;
    private final RunFigures figures = new RunFigures();
    private final AtomicLong received = new AtomicLong();
    private final long created = System.nanoTime();
    private final StopSignal closing = new StopSignal();
    private final MemoryLimit memory;
    private volatile @Nullable CopySource reading;
    private @Nullable CopyLife life;
    private int lives;
    private volatile ChannelState state;
    private volatile RunDescription description = RunDescription.UNKNOWN;
    private volatile SourceFormat format = new SourceFormat("", "");

    /**
     * @param begins is called right before media begin, each time that they do
     * @param before what the channel is doing until media come
     */
    CopyRun(ChannelPlan plan, RunOutput output, ProblemSink problems, Runnable begins, ChannelState before) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
        this.begins = begins;
        this.state = before;
        this.memory = new MemoryLimit(plan, problems);
    }

    @Override
    public void run() throws FfmpegException, SourceException, NotCopiedException {
        try {
            copy();
            endLife();
        } finally {
            NativeRuntime.trimMemory();
        }
    }

    private void copy() throws SourceException, NotCopiedException {
        try (CopySource source = MediaSources.copy(plan.source())) {
            if (closing.enter(source::close)) {
                reading = source;
                source.run(new Sink());
            }
        } catch (SourceException | NotCopiedException | RuntimeException | Error e) {
            try {
                endLife();
            } catch (FfmpegException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        } finally {
            reading = null;
        }
    }

    private void endLife() throws FfmpegException {
        CopyLife ending = life;
        life = null;
        if (ending != null) {
            try (ending) {
                if (ending.finish()) {
                    output.publish();
                }
            }
        }
    }

    @Override
    public RunStatus status() {
        return new RunStatus(state, description, List.of(), format);
    }

    @Override
    public RunFigures.Totals figures() {
        return figures.totals(received.get(), 0);
    }

    @Override
    public Optional<Duration> sincePart(long nanoTime) {
        return figures.sincePart(nanoTime);
    }

    @Override
    public Duration sourceStillFor(long nanoTime) {
        CopySource source = reading;
        return source == null ? Duration.ZERO : source.stillFor(nanoTime);
    }

    @Override
    public void close() {
        closing.give();
    }

    private NotCopiedException refused(String reason) {
        return new NotCopiedException(plan.shownSource(), reason);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }

    private final class Sink implements CopySink {
        private final SenderClock clock = new SenderClock();
        private KeyframeLimit keys = new KeyframeLimit(plan.copying().gop());

        @Override
        public void begin(Format found, Duration ago) throws FfmpegException, NotCopiedException {
            endLife();
            lives++;
            long most = SPARE_LIVES
                    + (System.nanoTime() - created)
                            / plan.cadence().segmentDuration().toNanos();
            if (lives > most) {
                throw refused("its timestamps or parameters change again and again");
            }
            FrameRate rate = found.frameRate().orElse(plan.cadence().frameRate());
            Duration picture = Duration.ofNanos(rate.nanosAt(1));
            if (picture.compareTo(plan.timing().partTarget()) > 0) {
                throw refused("its pictures are " + seconds(picture) + " apart, longer than channel." + plan.name()
                        + ".part");
            }
            noteShortParts(rate);
            begins.run();
            clock.start(0, System.nanoTime() - ago.toNanos());
            life = CopyLife.open(plan, output, found, output.begin(Instant.now().minus(ago)));
            keys = new KeyframeLimit(plan.copying().gop());
            tell(found, rate);
        }

        private void noteShortParts(FrameRate rate) {
            if (lives == 1 && !plan.timing().allowsPartsOf(rate)) {
                problems.note(plan.shownSource() + ": with " + rate + " pictures a second no part comes to 85 % of"
                        + " PART-TARGET, which some players refuse: set channel." + plan.name()
                        + ".video.fps to the source's frame rate");
            }
        }

        private void tell(Format found, FrameRate rate) {
            SourceFormat words = found.words();
            format = words;
            description = new RunDescription(
                    "copied: " + words.video(),
                    words.audio().isEmpty() ? "" : "copied: " + words.audio(),
                    List.of(found.codecs()),
                    Optional.of(new RunDescription.Copied(found.width(), found.height(), rate, found.bitsPerSecond())));
            if (!(state instanceof ChannelState.Live)) {
                state = new ChannelState.Live(Instant.now());
            }
        }

        private NotCopiedException tooRare(String what, Duration since) {
            return refused(what + " for " + seconds(since) + ", and channel." + plan.name() + ".gop is "
                    + seconds(plan.copying().gop()));
        }

        @Override
        public void withoutBeginning(Duration since) throws NotCopiedException {
            if (keys.isExceededBy(since)) {
                throw tooRare("no keyframe that players can begin with (IDR)", since);
            }
        }

        @Override
        public boolean video(NativePacket packet, boolean idr) throws FfmpegException, NotCopiedException {
            received.incrementAndGet();
            CopyLife current = life;
            if (current == null) {
                return false;
            }
            long dts = current.nanos(packet.dts());
            // A hole ends the life and its limit with it: it says nothing of how far keyframes are apart.
            boolean goesOn = current.goesOn(packet, idr);
            Optional<Duration> exceeded =
                    goesOn ? keys.exceeded(dts, current.nanos(packet.pts()), idr) : Optional.empty();
            if (exceeded.isPresent()) {
                throw tooRare("no keyframe", exceeded.get());
            }
            if (!goesOn || !current.video(packet, idr)) {
                problems.note(plan.shownSource() + ": a picture is longer than channel." + plan.name()
                        + ".part, or its time goes back; the stream begins anew");
                endLife();
                return false;
            }
            figures.encoded(true);
            if (current.takeChanged()) {
                output.publish();
                memory.check(output.room());
                long now = System.nanoTime();
                long late = clock.late(dts, now);
                if (current.takeHasPart()) {
                    figures.publishedPart(late, now);
                }
                if (idr) {
                    figures.published(late);
                }
            }
            figures.observe(received.get(), System.nanoTime());
            return true;
        }

        @Override
        public long unneeded() {
            CopyLife current = life;
            return current == null ? 0 : current.uncut();
        }

        @Override
        public void trouble(String words) {
            problems.note(plan.shownSource() + ": " + words);
        }

        @Override
        public void audio(NativePacket packet) throws FfmpegException {
            CopyLife current = life;
            if (current != null) {
                current.audio(packet);
            }
        }
    }
}
