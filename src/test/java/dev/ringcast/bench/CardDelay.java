package dev.ringcast.bench;

import dev.ringcast.source.TestCardStrip;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long the pictures of the test card are kept back until their beat, as the newest whole segment tells. */
final class CardDelay {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DATE_TIME = "#EXT-X-PROGRAM-DATE-TIME:";
    private static final int WIDTH = 1280;
    private static final int STRIP = TestCardStrip.height(720);
    private static final double FRAME_MILLIS = 1000.0 / 30;

    private CardDelay() {}

    /** Milliseconds from when each picture was due on the card to its beat, at 1280x720 and 30 frames a second. */
    static List<Double> millis(TomcatProcess tomcat, String folder) throws IOException, InterruptedException {
        List<String> playlist = Http.anonymous()
                .get(tomcat.address(folder + "ts.m3u8"))
                .body()
                .lines()
                .toList();
        int last = playlist.lastIndexOf(playlist.stream()
                .filter(line -> line.endsWith(".ts"))
                .reduce((before, after) -> after)
                .orElseThrow());
        Instant begin = playlist.subList(0, last).stream()
                .filter(line -> line.startsWith(DATE_TIME))
                .reduce((before, after) -> after)
                .map(line -> Instant.parse(line.substring(DATE_TIME.length())))
                .orElseThrow();
        byte[] strips = strips(tomcat.address(folder + playlist.get(last)).toString());
        List<Double> millis = new ArrayList<>();
        for (int picture = 0; (picture + 1) * WIDTH * STRIP <= strips.length; picture++) {
            int at = picture * WIDTH * STRIP;
            Optional<TestCardStrip> strip =
                    TestCardStrip.read(WIDTH, STRIP, (x, y) -> strips[at + y * WIDTH + x] & 0xff);
            if (strip.isPresent()) {
                millis.add(begin.toEpochMilli()
                        + picture * FRAME_MILLIS
                        - strip.get().unixMillis());
            }
        }
        return millis;
    }

    /** The strip along the bottom of each picture, one byte a pixel. */
    private static byte[] strips(String segment) throws IOException, InterruptedException {
        Path file = Files.createTempFile("ringcast-strips", ".gray");
        try {
            FfmpegProgram.Result result = FfmpegProgram.run(
                    SOON,
                    "-nostdin",
                    "-v",
                    "error",
                    "-y",
                    "-i",
                    segment,
                    "-vf",
                    "crop=in_w:" + STRIP + ":0:in_h-" + STRIP + ",format=gray",
                    "-fps_mode",
                    "passthrough",
                    "-f",
                    "rawvideo",
                    file.toString());
            if (result.code() != 0) {
                throw new IOException("ffmpeg cannot read " + segment + ": " + result.output());
            }
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
