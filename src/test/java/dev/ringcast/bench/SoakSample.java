package dev.ringcast.bench;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import dev.ringcast.rules.PlaylistRenditions;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Goes round the playlists of a soak: all that one lists is there (L13, L14), the last complete segment is its parts one
 * after the other (L32), and the renditions of a channel fit together (L27, L38).
 */
final class SoakSample {
    private static final int PAUSE_SECONDS = 2;
    private static final int TS_PACKET = 188;

    private final List<SoakWatch> watches;
    private final SoakTally tally;
    private final Http http = Http.anonymous();
    private long segments;
    private long bytes;

    SoakSample(List<SoakWatch> watches, SoakTally tally) {
        this.watches = watches;
        this.tally = tally;
    }

    /** Goes on until the soak ends or the thread is interrupted. */
    void run() throws InterruptedException {
        while (!tally.ended()) {
            for (SoakWatch watch : watches) {
                Bench.pass(PAUSE_SECONDS);
                try {
                    look(watch);
                    compare(watch);
                } catch (IOException e) {
                    Bench.pass(1);
                    tally.broken(watch.channel(), watch.name(), new Violation("L14", "a sample: " + e));
                }
            }
        }
    }

    /** How many segments were fetched twice, whole and in parts, and their bytes. Once it has ended. */
    String summary() {
        return segments + " segments fetched whole and in parts, " + (bytes >> 20) + " MB";
    }

    private void look(SoakWatch watch) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.get(watch.address());
        if (answer.statusCode() != 200) {
            return;
        }
        ParsedPlaylist playlist;
        try {
            playlist = PlaylistRuleChecker.parse(answer.body());
        } catch (IllegalArgumentException e) {
            tally.broken(watch.channel(), watch.name(), new Violation("L2", String.valueOf(e.getMessage())));
            return;
        }
        List<String> listed = Stream.concat(
                        playlist.mapUris().stream(),
                        playlist.segments().stream()
                                .filter(segment -> !segment.gap())
                                .map(Segment::uri))
                .toList();
        for (String uri : listed) {
            int status =
                    http.send("HEAD", watch.address().resolve(uri), Map.of()).statusCode();
            require(watch, status == 200, "L14", uri + " is listed and answers " + status);
        }
        playlist.segment(playlist.lastSequence())
                .filter(segment -> !segment.parts().isEmpty() && !segment.gap())
                .ifPresent(segment -> concatenate(watch, segment));
    }

    private void concatenate(SoakWatch watch, Segment segment) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        try {
            for (Part part : segment.parts()) {
                if (!part.gap()) {
                    parts.write(fetch(watch, part.uri()));
                }
            }
            byte[] whole = fetch(watch, segment.uri());
            segments++;
            bytes += 2L * whole.length;
            require(
                    watch,
                    Arrays.equals(whole, parts.toByteArray()),
                    "L32",
                    segment.uri() + " has " + whole.length + " bytes, its parts have " + parts.size()
                            + ", and they are not the same");
            require(
                    watch,
                    !segment.uri().endsWith(".ts") || (whole.length % TS_PACKET == 0 && whole[0] == 0x47),
                    "L14",
                    segment.uri() + " is not whole packets of MPEG-TS");
        } catch (IOException e) {
            tally.broken(watch.channel(), watch.name(), new Violation("L14", segment.uri() + ": " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] fetch(SoakWatch watch, String uri) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.bytes(watch.address().resolve(uri));
        require(watch, answer.statusCode() == 200, "L14", uri + " is listed and answers " + answer.statusCode());
        return answer.body();
    }

    /** With the other renditions of the same packaging. */
    private void compare(SoakWatch watch) throws IOException, InterruptedException {
        Map<URI, String> texts = new LinkedHashMap<>();
        for (SoakWatch other : watches) {
            if (other.channel().equals(watch.channel()) && packaging(other).equals(packaging(watch))) {
                HttpResponse<String> answer = http.get(other.address());
                if (answer.statusCode() != 200) {
                    return;
                }
                texts.put(other.address(), answer.body());
            }
        }
        PlaylistRenditions.check(texts)
                .forEach(violation -> tally.broken(watch.channel(), packaging(watch), violation));
    }

    private static String packaging(SoakWatch watch) {
        return watch.name().substring(watch.name().indexOf('/') + 1);
    }

    private void require(SoakWatch watch, boolean holds, String rule, String text) {
        if (!holds) {
            tally.broken(watch.channel(), watch.name(), new Violation(rule, text));
        }
    }
}
