package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Programs that send a film again and again in real time. By SRT and RTMP a sender waits until it is called, once, and
 * begins with the film's first picture then; by UDP it sends at once.
 */
final class FilmSender {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String LISTENING = "0A";

    private FilmSender() {}

    /** Starts one. */
    static void start(SideBySide senders, Path film, String mode, int port) throws IOException {
        // A camera has no half second in advance, which is what FFmpeg sends at first, also if told 0.
        List<String> command = FfmpegBuild.command(
                "-re",
                "-readrate_initial_burst",
                "0.001",
                "-stream_loop",
                "-1",
                "-i",
                film.toString(),
                "-c",
                "copy",
                "-f");
        command.addAll(
                switch (mode) {
                    case "srt" -> List.of("mpegts", address(mode, port) + "?mode=listener");
                    case "rtmp" -> List.of("flv", "-listen", "1", address(mode, port));
                    default -> List.of("mpegts", address(mode, port) + "?pkt_size=1316");
                });
        senders.start(command);
    }

    /** The address that the media are read from; the mode is {@code udp}, {@code srt} or {@code rtmp}. */
    static String address(String mode, int port) {
        return mode + "://127.0.0.1:" + port + (mode.equals("rtmp") ? "/live/film" : "");
    }

    /** Waits until somebody listens on a TCP port of 127.0.0.1, without a call: a sender answers the first one only. */
    static void awaitListener(int port) {
        Await.until(
                "a sender that listens on port " + port,
                SOON,
                () -> listens(Files.readString(Path.of("/proc/net/tcp")), port));
    }

    /** Whether somebody listens on that port, by Linux's table of TCP sockets. */
    static boolean listens(String table, int port) {
        String end = String.format(Locale.ROOT, ":%04X", port);
        return table.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(fields -> fields.length > 3 && fields[1].endsWith(end) && fields[3].equals(LISTENING));
    }
}
