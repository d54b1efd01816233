package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import java.util.function.Consumer;

/** Tells what goes wrong in a capture process to the process that shows it. */
final class PipedProblems implements ProblemSink {
    private static final System.Logger LOG = System.getLogger(PipedProblems.class.getName());

    private final Consumer<CaptureNews> pipe;

    PipedProblems(Consumer<CaptureNews> pipe) {
        this.pipe = pipe;
    }

    @Override
    public void note(String text) {
        pipe.accept(new CaptureNews.Noted(text));
    }

    @Override
    public void note(Failure failure) {
        note(failure.text());
        if (failure.defect() != null) {
            LOG.log(System.Logger.Level.ERROR, failure.text(), failure.defect());
        }
    }

    /** It ends with this process. */
    @Override
    public void leftBehind(Thread thread) {}

    @Override
    public void restarted(RestartReason reason) {
        pipe.accept(new CaptureNews.Restarted(reason));
    }
}
