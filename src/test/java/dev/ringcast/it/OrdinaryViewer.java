package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A low-latency viewer of a channel named live, that others must not harm; and what it can see of the server. */
final class OrdinaryViewer {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Pattern HINT = Pattern.compile("TYPE=PART,URI=\"([^/]+/([0-9]+)\\.([0-9]+)\\.m4s)\"");

    private final Http http = Http.anonymous();
    private final TomcatProcess tomcat;
    private final String folder;

    /** @param folder address of a rendition, from slash to slash */
    OrdinaryViewer(TomcatProcess tomcat, String folder) {
        this.tomcat = tomcat;
        this.folder = folder;
    }

    /**
     * Watches so many parts: waits for the playlist with each, and gets it.
     *
     * @throws AssertionError if one is refused or missing
     */
    void watch(int parts) throws IOException, InterruptedException {
        Matcher hint = hint(now());
        for (int i = 0; i < parts; i++) {
            String part = hint.group(1);
            String playlist = playlist(Long.parseLong(hint.group(2))) + "&_HLS_part=" + hint.group(3);
            HttpResponse<String> answer = http.get(tomcat.address(playlist));
            assertThat(answer.statusCode()).as(playlist).isEqualTo(200);
            assertThat(answer.body()).contains(part);
            assertThat(http.bytes(tomcat.address(folder + part)).statusCode())
                    .as(part)
                    .isEqualTo(200);
            hint = hint(answer.body());
        }
    }

    /** The media sequence number of the segment that grows. */
    long newest() {
        return Long.parseLong(hint(now()).group(2));
    }

    /** The address of the playlist once it has that segment. */
    String playlist(long sequence) {
        return folder + "cmaf.m3u8?_HLS_msn=" + sequence;
    }

    /** The addresses of all segments in the playlist. */
    List<String> segments() {
        return now().lines()
                .filter(line -> line.endsWith(".m4s"))
                .map(line -> folder + line)
                .toList();
    }

    /** How many requests wait. */
    double waiting() throws IOException, InterruptedException {
        return metric("ringcast_waiting_requests{channel=\"live\"}");
    }

    /** How many answers of that kind there were, by the class of their status. */
    long answers(String kind, String code) throws IOException, InterruptedException {
        String sample = "ringcast_requests_total{channel=\"live\",code=\"" + code + "\",kind=\"" + kind + "\"}";
        PrometheusText text = scrape();
        return text.samplesOf(sample).isEmpty() ? 0 : (long) text.value(sample);
    }

    /** How many pictures went out. */
    double frames() throws IOException, InterruptedException {
        return metric("ringcast_output_frames_total{channel=\"live\"}");
    }

    /** How many pictures were left out. */
    double droppedFrames() throws IOException, InterruptedException {
        return metric("ringcast_output_dropped_frames_total{channel=\"live\"}");
    }

    /** How many sockets the server has open. */
    long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + tomcat.pid() + "/fd"))) {
            return files.filter(OrdinaryViewer::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    private String now() {
        return Await.value("a playlist", SOON, () -> {
            HttpResponse<String> answer = http.get(tomcat.address(folder + "cmaf.m3u8"));
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        });
    }

    private static Matcher hint(String playlist) {
        Matcher hint = HINT.matcher(playlist);
        if (!hint.find()) {
            throw new AssertionError("no hint in: " + playlist);
        }
        return hint;
    }

    private double metric(String sample) throws IOException, InterruptedException {
        return scrape().value(sample);
    }

    private PrometheusText scrape() throws IOException, InterruptedException {
        return PrometheusText.parse(http.get(tomcat.address("/metrics")).body());
    }
}
