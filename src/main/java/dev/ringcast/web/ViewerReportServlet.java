package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes what a player reports of itself every ten seconds: {@code {"channel": "live", "latencyMillis": 1200, "stalls":
 * 0, "roundTripMillis": 35}}, the last if it knows it. Answers 204, or 400 to anything else, and keeps nothing that tells who sent it.
 */
public final class ViewerReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final int MOST_BYTES = 512;
    private static final int MOST_LATENCY_MILLIS = 120_000;
    private static final int MOST_STALLS = 1000;
    private static final int MOST_ROUND_TRIP_MILLIS = 60_000;

    @Inject
    private transient Channels channels;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", CacheControl.NO_STORE);
        if (!request.getMethod().equals("POST")) {
            tally(Optional.empty())
                    .send(
                            Answer.methodNotAllowed("POST"),
                            response,
                            request.getMethod().equals("HEAD"));
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Optional<Channel> channel =
                body.length <= MOST_BYTES ? take(body, RequestHeaders.address(request)) : Optional.empty();
        int status = channel.isPresent() ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_BAD_REQUEST;
        response.setStatus(status);
        tally(channel).count().add(AnswerCount.Kind.REPORT, status, 0);
    }

    private Tally tally(Optional<Channel> channel) {
        AnswerCount count = channel.map(Channel::answers).orElseGet(channels::strayAnswers);
        return new Tally(count, AnswerCount.Kind.REPORT);
    }

    /** Takes a report and returns the channel it is about; nothing if it is none. */
    private Optional<Channel> take(byte[] body, String address) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonObject report = reader.readObject();
            Optional<Channel> channel = channels.find(report.getString("channel", ""));
            OptionalInt latency = number(report, "latencyMillis", MOST_LATENCY_MILLIS);
            OptionalInt stalls = number(report, "stalls", MOST_STALLS);
            boolean good = channel.isPresent() && latency.isPresent() && stalls.isPresent();
            if (good) {
                OptionalInt roundTrip = number(report, "roundTripMillis", MOST_ROUND_TRIP_MILLIS);
                channel.get().viewerReports().add(address, latency.getAsInt(), stalls.getAsInt(), roundTrip);
            }
            return good ? channel : Optional.empty();
        } catch (JsonException | NumberFormatException e) {
            // The latter comes of an exponent that no number of the JDK has.
            return Optional.empty();
        }
    }

    /** A number from 0 to {@code most}. As a double: the whole digits of 1e999999999 would take a gigabyte. */
    private static OptionalInt number(JsonObject report, String key, int most) {
        double value = report.get(key) instanceof JsonNumber number ? number.doubleValue() : -1;
        return value >= 0 && value <= most ? OptionalInt.of((int) value) : OptionalInt.empty();
    }
}
