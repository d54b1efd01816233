package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Asks for a media playlist with directives and judges the answer, also when it came.
 *
 * <p>The clock is the stream: a slow machine makes a part as late as an answer. An answer came at once if there was no new
 * part meanwhile, and in time if its playlist ends with what was asked for. As the edge may move by itself between looking
 * at it and asking, another attempt follows then; an answer that waits where it must not is overtaken by the edge in each.
 */
final class DirectiveProbe {
    /** Enough for the right edge, twenty attempts or a wait of two segments. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many parts later an answer may have arrived, at the worst: two seconds. */
    private static final int LATE = 4;

    private static final Pattern BLOCKING = Pattern.compile("[?&]_HLS_msn=");

    /** Directives that have nothing wrong but that they ask for too much. */
    private static final Pattern NUMBERS = Pattern.compile("_HLS_msn=[0-9]{1,18}(&_HLS_part=[0-9]{1,18})?");

    private final Http http = Http.anonymous();
    private final URI asked;
    private final URI edge;
    private final URI clock;

    /**
     * @param asked the playlist that is asked for
     * @param edge the one that says what the directives are relative to
     * @param clock the one that goes on
     */
    DirectiveProbe(URI asked, URI edge, URI clock) {
        this.asked = asked;
        this.edge = edge;
        this.clock = clock;
    }

    /** Asks what the row says, until an answer can be judged. */
    void check(DirectiveRow row) {
        Await.until(row + ": answered " + row.due(), PATIENCE, () -> attempt(row));
    }

    private boolean attempt(DirectiveRow row) throws IOException, InterruptedException {
        LiveEdge tick = edge(clock);
        LiveEdge before = edge.equals(clock) ? tick : edge(edge);
        if (!before.is(row.edge())) {
            return false;
        }
        String query = before.fill(row.query());
        URI address = query.isEmpty() ? asked : URI.create(asked + "?" + query);
        HttpResponse<byte[]> answer = http.bytes(row.head() ? "HEAD" : "GET", address, row.headers());
        LiveEdge after = edge(clock);
        if (!row.waits() && after.count() != tick.count()) {
            return false;
        }
        checkHeaders(row, before, answer);
        assertThat(answer.body().length == 0).as("no body").isEqualTo(row.head());
        if (answer.statusCode() != 200) {
            return true;
        }
        if (edge.equals(clock)) {
            checkModified(answer, before.targetDuration());
        }
        long due = before.count(row.due());
        if (row.waits()) {
            assertThat(after.count())
                    .as("parts when the answer to %s came", address)
                    .isLessThanOrEqualTo(due + LATE);
        }
        return row.head() ? after.count() == due || !row.waits() : shows(row, due, answer);
    }

    /** Whether it ends with what is due; more, if the edge has moved meanwhile, says nothing. */
    private static boolean shows(DirectiveRow row, long due, HttpResponse<byte[]> answer) throws IOException {
        String text = text(answer);
        assertThat(text.contains("#EXT-X-SKIP:SKIPPED-SEGMENTS="))
                .as("%s is a delta update", answer.uri())
                .isEqualTo(row.delta());
        long count = LiveEdge.of(text).count();
        assertThat(count).as("parts in %s", answer.uri()).isGreaterThanOrEqualTo(due);
        return count == due;
    }

    private void checkHeaders(DirectiveRow row, LiveEdge before, HttpResponse<?> answer) {
        HttpHeaders headers = answer.headers();
        assertThat(answer.statusCode()).as("status of %s", answer.uri()).isEqualTo(row.status());
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(headers.firstValue("Cache-Control"))
                .as("Cache-Control of %s", answer.uri())
                .contains("public, max-age=" + maxAge(answer, before.targetDuration()));
        assertThat(headers.firstValue("Content-Encoding").isPresent())
                .as("compressed")
                .isEqualTo(row.gzip() && row.status() == 200);
        assertThat(headers.firstValue("Priority"))
                .as("L39: urgency of a playlist")
                .isEqualTo(row.status() == 200 ? Optional.of("u=1") : Optional.empty());
        checkFresh(answer);
    }

    /** L40: no Age. L41: no redirect. */
    static void checkFresh(HttpResponse<?> answer) {
        assertThat(answer.headers().firstValue("Age")).isEmpty();
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.statusCode() / 100).isNotEqualTo(3);
    }

    /** L41: a media playlist that goes on is no older than three target durations, by the same answer's clock. */
    static void checkModified(HttpResponse<?> answer, long targetDuration) {
        Duration age = Duration.between(date(answer, "Last-Modified"), date(answer, "Date"));
        assertThat(age).isBetween(Duration.ZERO, Duration.ofSeconds(3 * targetDuration));
    }

    private static ZonedDateTime date(HttpResponse<?> answer, String header) {
        return ZonedDateTime.parse(
                answer.headers().firstValue(header).orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** What has ended may go on at the same address later; what lies too far ahead may soon be waited for. */
    private long maxAge(HttpResponse<?> answer, long targetDuration) {
        boolean ended = !edge.equals(clock);
        return switch (answer.statusCode()) {
            case 200 -> BLOCKING.matcher(answer.uri().toString()).find() && !ended ? 6 * targetDuration : 1;
            case 400 -> NUMBERS.matcher(answer.uri().getRawQuery()).matches() ? 1 : targetDuration;
            default -> 1;
        };
    }

    private LiveEdge edge(URI playlist) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.get(playlist);
        assertThat(answer.statusCode()).as("%s", playlist).isEqualTo(200);
        return LiveEdge.of(answer.body());
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        boolean gzip = answer.headers().firstValue("Content-Encoding").isPresent();
        try (InputStream body = new ByteArrayInputStream(answer.body());
                InputStream plain = gzip ? new GZIPInputStream(body) : body) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
