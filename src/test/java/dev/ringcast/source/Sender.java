package dev.ringcast.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The system's own ffmpeg, sending the test stream in real time, again and again. */
final class Sender implements AutoCloseable {
    private final Process process;

    private Sender(Process process) {
        this.process = process;
    }

    /** Sends the test stream out of MPEG-TS. */
    static Sender start(String... output) throws IOException {
        List<String> copied = new ArrayList<>(List.of("-c", "copy"));
        copied.addAll(List.of(output));
        return of(List.of("h264-aac.ts"), copied);
    }

    /** Sends files of the test media, each again and again. */
    static Sender of(List<String> files, List<String> output) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error"));
        for (String file : files) {
            command.addAll(List.of("-re", "-stream_loop", "-1", "-i"));
            command.add(RunningSource.media().resolve(file).toString());
        }
        command.addAll(output);
        return new Sender(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    boolean isSending() {
        return process.isAlive();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
