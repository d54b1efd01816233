package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import dev.ringcast.config.ChannelConfig.Encode;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel alive: run after run on one thread, with a pause after a failure, until it is stopped. Where it is
 * encoded, the source has its own supervisor within the run. Where sources may be copied, gaps stand between the runs.
 */
final class ChannelSupervisor {
    private static final System.Logger LOG = System.getLogger(ChannelSupervisor.class.getName());

    /** Longer than opening an encoder takes, and closing a source, on a busy machine. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private static final Duration GOOD_RUN = Duration.ofSeconds(30);

    /** What players see as a source that is away, where gaps stand for it. */
    private static final Set<RestartReason> AWAY = EnumSet.of(RestartReason.SOURCE, RestartReason.PROCESS);

    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final Problems problems;
    private final GapFiller gaps;
    private final RunChoice choice;
    private final StopSignal signal = new StopSignal();

    private boolean encodeNext;
    private volatile boolean running;
    private volatile boolean died;
    private volatile @Nullable ChannelRun run;
    private volatile ChannelState state = new ChannelState.Starting(Instant.now());

    /**
     * @param gaps stand between the runs; outlives this supervisor
     * @param choice of this supervisor alone
     */
    ChannelSupervisor(ChannelPlan plan, ChannelOutput output, Problems problems, GapFiller gaps, RunChoice choice) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
        this.gaps = gaps;
        this.choice = choice;
    }

    /** What the channel is doing. Any thread. */
    ChannelState state() {
        ChannelRun current = run;
        return current != null && state instanceof ChannelState.Starting
                ? current.status().state()
                : state;
    }

    /** The run that is on, or the last one. Any thread. */
    Optional<ChannelRun> run() {
        return Optional.ofNullable(run);
    }

    /** Whether it has ended by an error of the virtual machine, or a run has lost its beat. Any thread. */
    boolean stuck() {
        ChannelRun current = run;
        return died
                || (running
                        && current != null
                        && current.stillFor(System.nanoTime()).compareTo(STUCK) > 0);
    }

    /** Ends {@link #supervise}, which returns as soon as its run does. Any thread, any number of times. */
    void stop() {
        signal.give();
    }

    /** Makes run after run until it is stopped. Called once. */
    void supervise() {
        boolean ended = false;
        try {
            runUntilStopped();
            ended = true;
        } finally {
            // An error of the virtual machine; it goes on to the thread's handler, which writes where it happened.
            if (!ended) {
                died = true;
                state = new ChannelState.Failed(Instant.now(), "its thread has died; Tomcat should be restarted");
            }
        }
    }

    private void runUntilStopped() {
        Backoff backoff = new Backoff(RandomGenerator.getDefault());
        LOG.log(System.Logger.Level.INFO, "channel {0}: started, source {1}", plan.name(), plan.shownSource());
        while (!signal.isGiven()) {
            long begin = System.nanoTime();
            Optional<Failure> failure = attempt();
            // While gaps are written the run has written nothing, and only one may write.
            if (!gaps.isOpen()) {
                output.endRun();
            }
            if (failure.isEmpty()) {
                break;
            }
            problems.note(failure.get());
            boolean filled = plan.copying().encode() != Encode.ALWAYS && gaps.open();
            if (encodeNext) {
                encodeNext = false;
                problems.restarted(failure.get().reason());
                continue;
            }
            state = filled && AWAY.contains(failure.get().reason())
                    ? away(failure.get().text())
                    : failed(failure.get().text());
            if (System.nanoTime() - begin > GOOD_RUN.toNanos()) {
                backoff.reset();
            }
            if (!signal.pause(backoff.next())) {
                break;
            }
            problems.restarted(failure.get().reason());
        }
        gaps.close();
        LOG.log(System.Logger.Level.INFO, "channel {0}: stopped", plan.name());
    }

    private static ChannelState failed(String reason) {
        return new ChannelState.Failed(Instant.now(), reason);
    }

    /** Since the first failure: runs without media do not interrupt it. */
    private ChannelState away(String reason) {
        Instant since = run().map(current -> current.status().state())
                .filter(ChannelState.Away.class::isInstance)
                .map(ChannelState::since)
                .orElseGet(Instant::now);
        return new ChannelState.Away(since, reason);
    }

    /** Runs once; returns why it failed, or nothing if it was told to stop. */
    private Optional<Failure> attempt() {
        try {
            ChannelRun next =
                    choice.next(state instanceof ChannelState.Away ? state : new ChannelState.Starting(Instant.now()));
            run = next;
            if (signal.enter(next::close)) {
                state = new ChannelState.Starting(Instant.now());
                running = true;
                next.run();
            }
            return Optional.empty();
        } catch (FfmpegException e) {
            return Optional.of(failure(RestartReason.ENCODER, e));
        } catch (SourceException e) {
            return Optional.of(failure(RestartReason.SOURCE, e));
        } catch (NotCopiedException e) {
            return Optional.of(failure(RestartReason.NOT_COPIED, e));
        } catch (RunEndedException e) {
            return Optional.of(failure(e.reason(), e));
        } catch (RuntimeException | OutOfMemoryError e) {
            // JavaCPP throws this error for native memory too, and there may be enough again a moment later.
            return Optional.of(Failure.internal(e));
        } finally {
            running = false;
        }
    }

    private Failure failure(RestartReason reason, Exception why) {
        String text = String.valueOf(why.getMessage());
        return switch (reason) {
            case ENCODER -> new Failure(reason, "encoder or muxer failed: " + text);
            case NOT_COPIED -> {
                encodeNext = choice.encodesInstead(text);
                yield new Failure(reason, encodeNext ? "encoded because " + text : choice.advice(text));
            }
            default -> new Failure(reason, text);
        };
    }
}
