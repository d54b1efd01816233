package dev.ringcast.channel;

import dev.ringcast.channel.CaptureNews.Ended;
import dev.ringcast.channel.ChannelFigures.RestartReason;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeLoadException;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.ffmpeg.Poster;
import dev.ringcast.process.ParentPipe;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A run in a process of its own. {@link IsolatedRun} starts it, tells it what to do and takes what it makes; a crash of
 * FFmpeg ends this process and no other. One run, one process: nothing of a run that has failed is left in the next.
 */
final class CaptureProcess {
    /** So often it tells how it is. */
    static final Duration STATUS = Duration.ofMillis(500);

    /** No source and no encoder takes longer to close, by their contracts. */
    private static final Duration STOP = Duration.ofSeconds(2);

    private final ParentPipe parent;
    private final ChannelRun run;
    private final CountDownLatch ended = new CountDownLatch(1);
    private RunDescription told = RunDescription.UNKNOWN;

    private CaptureProcess(ParentPipe parent, CaptureOrder.Run order) {
        this.parent = parent;
        ChannelPlan plan = order.plan();
        RunOutput output = new PipedOutput(plan, this::tell);
        ProblemSink problems = new PipedProblems(this::tell);
        Runnable begins = () -> tell(new CaptureNews.Begins());
        this.run = order.kind() instanceof RunKind.Copying copying
                ? new CopyRun(plan, output, problems, begins, copying.before())
                : new EncodingRun(
                        plan,
                        RunId.next(),
                        order.kind() instanceof RunKind.Encoding encoding ? encoding.why() : "",
                        output,
                        problems,
                        begins);
    }

    /** What the virtual machine starts. There are no arguments: all users of the machine could see them. */
    public static void main(String[] arguments) {
        ParentPipe parent = ParentPipe.open();
        Logger.getLogger("").setLevel(Level.WARNING);
        try {
            Optional<CaptureOrder> order = parent.read(CaptureOrder.class);
            if (order.isPresent() && order.get() instanceof CaptureOrder.Run run) {
                load(run.natives());
                new CaptureProcess(parent, run).work();
            }
        } catch (IOException | UncheckedIOException e) {
            // The parent is gone.
        } catch (NativeLoadException e) {
            parent.send(
                    CaptureNews.class, new Ended(Optional.of(RestartReason.INTERNAL), String.valueOf(e.getMessage())));
        }
        ParentPipe.end(0);
    }

    private static void load(Optional<Path> natives) throws NativeLoadException {
        if (natives.isPresent()) {
            NativeRuntime.start(natives.get());
        } else {
            NativeRuntime.load();
        }
    }

    private void work() {
        start("capture-status", this::report);
        start("capture-orders", this::obey);
        Ended end = capture();
        tell(CaptureNews.Status.of(run));
        tell(end);
        ended.countDown();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private Ended capture() {
        try {
            run.run();
            return new Ended(Optional.empty(), "");
        } catch (FfmpegException e) {
            return failed(RestartReason.ENCODER, e);
        } catch (SourceException e) {
            return failed(RestartReason.SOURCE, e);
        } catch (NotCopiedException e) {
            return failed(RestartReason.NOT_COPIED, e);
        } catch (RunEndedException e) {
            return failed(e.reason(), e);
        } catch (UncheckedIOException e) {
            // The parent is gone; there is nobody to tell.
            throw e;
        } catch (RuntimeException e) {
            Failure failure = Failure.internal(e);
            new PipedProblems(this::tell).note(failure);
            return new Ended(Optional.of(failure.reason()), failure.text());
        }
    }

    private static Ended failed(RestartReason reason, Exception why) {
        return new Ended(Optional.of(reason), String.valueOf(why.getMessage()));
    }

    /** Whoever has the rings needs the description by the time that media can be seen. */
    private void tell(CaptureNews news) {
        RunDescription now = news instanceof CaptureNews.Media ? run.status().description() : told;
        if (!now.equals(told)) {
            told = now;
            parent.send(CaptureNews.class, CaptureNews.Status.of(run));
        }
        parent.send(CaptureNews.class, news);
    }

    private void report() {
        try {
            while (!ended.await(STATUS.toMillis(), TimeUnit.MILLISECONDS)) {
                parent.send(CaptureNews.class, CaptureNews.Status.of(run));
            }
        } catch (InterruptedException | UncheckedIOException e) {
            ParentPipe.end(1);
        }
    }

    /** Until there is no more input: then the run has to end, and soon. */
    private void obey() {
        try {
            Optional<CaptureOrder> order = parent.read(CaptureOrder.class);
            while (order.isPresent()) {
                if (order.get() instanceof CaptureOrder.PosterOf poster) {
                    parent.send(CaptureNews.class, picture(poster));
                }
                order = parent.read(CaptureOrder.class);
            }
            run.close();
            if (ended.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // The parent is gone, or so wrong that it cannot be obeyed.
        }
        ParentPipe.end(1);
    }

    private static CaptureNews.Picture picture(CaptureOrder.PosterOf poster) {
        try {
            return new CaptureNews.Picture(Optional.of(Poster.jpeg(poster.media())), "");
        } catch (IOException e) {
            return new CaptureNews.Picture(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
