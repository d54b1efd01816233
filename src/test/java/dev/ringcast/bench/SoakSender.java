package dev.ringcast.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** An {@code ffmpeg} process that sends a film again and again in real time, until it is told to be away. */
final class SoakSender implements AutoCloseable {
    private final String channel;
    private final ProcessBuilder command;
    private Process process;
    private boolean away;
    private int ends;

    /** @param output address to send to, as ffmpeg takes it */
    SoakSender(String channel, Path film, String output) throws IOException {
        this.channel = channel;
        this.command = new ProcessBuilder(FfmpegBuild.command(
                        "-re", "-stream_loop", "-1", "-i", film.toString(), "-c", "copy", "-f", "mpegts", output))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        this.process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The channel that it is the source of. */
    String channel() {
        return channel;
    }

    /** Ends it, as {@code kill -9} does or as SIGTERM does. */
    synchronized void leave(boolean hard) {
        away = true;
        if (hard) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** Lets it send again. */
    synchronized void comeBack() throws IOException {
        away = false;
        process.destroyForcibly().onExit().join();
        process = command.start();
    }

    /** Starts it again if it has ended by itself, as one does that listens for a single SRT caller who hung up. */
    synchronized void keep() throws IOException {
        if (!away && !process.isAlive()) {
            ends++;
            process = command.start();
        }
    }

    /** How often it has ended by itself. */
    synchronized int ends() {
        return ends;
    }

    @Override
    public synchronized void close() {
        away = true;
        process.destroyForcibly().onExit().join();
    }
}
