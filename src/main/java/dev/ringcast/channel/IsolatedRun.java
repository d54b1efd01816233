package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.process.ChildJvm;
import dev.ringcast.source.NotCopiedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run in a process of its own, {@link CaptureProcess}: all that touches what a source sends is there, and a crash is no
 * more than the end of the run. {@link #run} reads what the process tells. A process whose beat or source stands still is
 * killed, so this run never does.
 */
final class IsolatedRun implements ChannelRun {
    /** How long its encoder, its source or a poster may stand still. Opening them takes a while on a busy machine. */
    static final Duration STUCK = Duration.ofSeconds(15);

    /** How long whoever asks for a poster waits; it may come later, as long as it does. */
    private static final Duration POSTER = Duration.ofSeconds(5);

    private final ChannelPlan plan;
    private final RunKind kind;
    private final ChannelOutput output;
    private final Problems problems;
    private final Isolation isolation;
    private final IsolatedOutput media;
    private final MemoryLimit memory;
    private final IsolatedPosters posters = new IsolatedPosters(POSTER);
    private final Object lock = new Object();
    private @Nullable ChildJvm child;
    private boolean closed;
    private volatile CaptureNews.Status told;
    private volatile long lastPartNanos;
    private volatile boolean hasPart;

    IsolatedRun(
            ChannelPlan plan,
            RunKind kind,
            ChannelOutput output,
            Problems problems,
            GapFiller gaps,
            Isolation isolation) {
        this.plan = plan;
        this.kind = kind;
        this.output = output;
        this.problems = problems;
        this.isolation = isolation;
        this.media = new IsolatedOutput(output, gaps);
        this.memory = new MemoryLimit(plan, problems);
        this.told = CaptureNews.Status.before(
                kind instanceof RunKind.Copying copying ? copying.before() : new ChannelState.Starting(Instant.now()));
    }

    @Override
    public void run() throws RunEndedException {
        if (kind instanceof RunKind.Encoding) {
            output.restore();
        }
        try (ChildJvm process = start()) {
            Optional<CaptureNews.Ended> end = enter(process) ? obey(process) : Optional.empty();
            if (end.isPresent() && end.get().reason().isPresent()) {
                throw new RunEndedException(end.get().reason().get(), end.get().text());
            }
        } finally {
            leave();
        }
    }

    private ChildJvm start() throws RunEndedException {
        try {
            return ChildJvm.start(
                    plan.name(), isolation.command(plan.name()), plan.limits().maxBytes());
        } catch (IOException e) {
            throw crashed("cannot be started: " + e.getMessage());
        }
    }

    private boolean enter(ChildJvm process) {
        synchronized (lock) {
            child = process;
            return !closed;
        }
    }

    private void leave() {
        synchronized (lock) {
            child = null;
        }
        posters.end();
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private static RunEndedException crashed(String ending) {
        return new RunEndedException(RestartReason.PROCESS, "the capture process " + ending);
    }

    /** Takes what it tells until it has ended; returns its last words, or nothing if it was told to end. */
    private Optional<CaptureNews.Ended> obey(ChildJvm process) throws RunEndedException {
        try {
            process.send(CaptureOrder.class, new CaptureOrder.Run(plan.withoutKeys(), kind, isolation.natives()));
            Optional<CaptureNews> news = process.read(CaptureNews.class);
            while (news.isPresent()) {
                if (news.get() instanceof CaptureNews.Ended ended) {
                    return Optional.of(ended);
                }
                take(news.get(), process);
                news = process.read(CaptureNews.class);
            }
        } catch (NotCopiedException e) {
            throw new RunEndedException(RestartReason.NOT_COPIED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return ended(process, Optional.of(e));
        }
        return ended(process, Optional.empty());
    }

    /** A process that has ended within a frame tells more by how it ended than by the frame. */
    private Optional<CaptureNews.Ended> ended(ChildJvm process, Optional<IOException> why) throws RunEndedException {
        if (isClosed()) {
            return Optional.empty();
        }
        try {
            if (!process.endsSoon()) {
                process.kill("sent what cannot be read and was killed: "
                        + why.map(IOException::getMessage).orElse("nothing"));
            }
            throw crashed(process.ending());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void take(CaptureNews news, ChildJvm process) throws NotCopiedException {
        if (news instanceof CaptureNews.Media fresh) {
            media.write(fresh.writes());
            if (kind instanceof RunKind.Copying) {
                memory.check(output.room());
            }
            if (fresh.writes().stream().anyMatch(CaptureNews.AppendPart.class::isInstance)) {
                lastPartNanos = System.nanoTime();
                hasPart = true;
            }
        } else if (news instanceof CaptureNews.Status now) {
            take(now, process);
        } else if (news instanceof CaptureNews.Begins) {
            media.begin();
        } else if (news instanceof CaptureNews.Withdrawn withdrawn) {
            output.withdraw(withdrawn.rendition());
        } else if (news instanceof CaptureNews.Noted noted) {
            problems.note(noted.problem());
        } else if (news instanceof CaptureNews.Restarted restarted) {
            problems.restarted(restarted.reason());
        } else if (news instanceof CaptureNews.Picture made) {
            posters.made(made);
        }
    }

    private void take(CaptureNews.Status now, ChildJvm process) {
        told = now;
        boolean posterOverdue = posters.isOverdue();
        if (now.still().compareTo(STUCK) > 0) {
            kill(process, "encoder");
        } else if (now.sourceStill().compareTo(STUCK) > 0) {
            kill(process, "source");
        } else if (posterOverdue) {
            kill(process, "decoder of posters");
        }
    }

    private static void kill(ChildJvm process, String still) {
        process.kill("was killed: its " + still + " has stood still for " + STUCK.toSeconds() + " s");
    }

    @Override
    public Optional<MediaBytes> poster(MediaBytes transportStream) throws IOException {
        ChildJvm process;
        synchronized (lock) {
            process = child;
        }
        return process == null
                ? Optional.empty()
                : posters.of(transportStream, order -> process.send(CaptureOrder.class, order));
    }

    @Override
    public RunStatus status() {
        return told.run();
    }

    @Override
    public RunFigures.Totals figures() {
        return told.figures();
    }

    @Override
    public Optional<Duration> sincePart(long nanoTime) {
        return hasPart ? Optional.of(Duration.ofNanos(nanoTime - lastPartNanos)) : Optional.empty();
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (child != null) {
                child.stop();
            }
        }
    }
}
