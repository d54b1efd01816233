package dev.ringcast.bench;

import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads one media playlist as a player does, by blocking reloads from part to part, and holds each version against the
 * rules and against all before it.
 */
final class SoakWatch {
    private static final double MOMENT_SECONDS = 0.2;
    private static final String GAP = "GAP=YES";

    private final String channel;
    private final String name;
    private final URI playlist;
    private final boolean delta;
    private final PlaylistRuleChecker checker;
    private final SoakTally tally;
    private final Http http = Http.anonymous();
    private boolean seen;
    private String newest = "";

    /**
     * @param name of the playlist within its channel
     * @param delta whether to ask for delta updates
     * @param lateness by how much later than due a part may be read (L10)
     */
    SoakWatch(String channel, String name, URI playlist, boolean delta, Duration lateness, SoakTally tally) {
        this.channel = channel;
        this.name = name;
        this.playlist = playlist;
        this.delta = delta;
        this.checker = PlaylistRuleChecker.readingAtOnce(lateness);
        this.tally = tally;
    }

    String channel() {
        return channel;
    }

    String name() {
        return name;
    }

    /** Without directives. */
    URI address() {
        return playlist;
    }

    /** Reads until the soak ends or the thread is interrupted. */
    void run() throws InterruptedException {
        String query = "";
        while (!tally.ended()) {
            query = read(query);
            if (query.isEmpty()) {
                Bench.pass(MOMENT_SECONDS);
            }
        }
    }

    /** Reads once; returns the query of what is to come next, or nothing if that cannot be told. */
    private String read(String query) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.get(URI.create(playlist + query));
        } catch (IOException e) {
            // Time to learn that the server has been told to stop.
            Bench.pass(1);
            tally.broken(channel, name, new Violation("L14", query + " is not answered: " + e));
            return "";
        }
        Instant at = Instant.now();
        // 503 is what a wait of three target durations ends with (L35); that nothing came is for L10 to say.
        if (answer.statusCode() == 200) {
            seen = true;
            checker.observe(answer.body(), at).forEach(violation -> tally.broken(channel, name, violation));
            return next(answer.body(), at);
        }
        if (seen && answer.statusCode() != 503) {
            tally.broken(channel, name, new Violation("L14", query + " answers " + answer.statusCode()));
        }
        return "";
    }

    private String next(String text, Instant at) {
        if (text.endsWith("#EXT-X-ENDLIST\n")) {
            return "";
        }
        PlaylistEnd end;
        try {
            end = PlaylistEnd.of(text);
        } catch (IllegalArgumentException e) {
            tally.broken(channel, name, new Violation("L37", String.valueOf(e.getMessage())));
            return "";
        }
        boolean gap = text.substring(text.lastIndexOf("#EXT-X-PART:"))
                .lines()
                .findFirst()
                .orElse("")
                .contains(GAP);
        if (!gap && !end.part().equals(newest)) {
            tally.late(channel, Duration.between(end.end(), at).toNanos() / 1e9);
        }
        newest = end.part();
        return "?_HLS_msn=" + PlaylistEnd.sequence(end.hint()) + "&_HLS_part=" + PlaylistEnd.number(end.hint())
                + (delta ? "&_HLS_skip=YES" : "");
    }
}
