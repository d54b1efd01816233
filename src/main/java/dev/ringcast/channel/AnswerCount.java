package dev.ringcast.channel;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was answered for a channel. Adding takes neither lock nor memory. Safe for any thread. */
public final class AnswerCount {
    private final Map<Kind, OfKind> kinds = new EnumMap<>(Kind.class);

    /** What was asked for. */
    public enum Kind {
        /** A multivariant playlist. */
        MULTIVARIANT,
        /** A media playlist as it is. */
        PLAYLIST,
        /** A media playlist that holds a certain segment or part (L35). */
        BLOCKING,
        /** A partial segment. */
        PART,
        /** A media segment. */
        SEGMENT,
        /** An init segment. */
        INIT,
        /** A picture. */
        POSTER,
        /** Nothing: a player told how it fares. */
        REPORT,
        /** A file of the pages, or an address that names nothing. */
        OTHER
    }

    private static final int INTERNAL_ERROR = 500;

    private static final List<Integer> STATUSES =
            List.of(200, 204, 206, 304, 400, 403, 404, 405, 416, INTERNAL_ERROR, 503);

    private record OfKind(List<LongAdder> answers, LongAdder bytes) {
        static OfKind none() {
            return new OfKind(STATUSES.stream().map(status -> new LongAdder()).toList(), new LongAdder());
        }

        LongAdder of(int status) {
            int index = STATUSES.indexOf(status);
            return answers.get(index < 0 ? STATUSES.indexOf(INTERNAL_ERROR) : index);
        }
    }

    /** Nothing yet. */
    public AnswerCount() {
        for (Kind kind : Kind.values()) {
            kinds.put(kind, OfKind.none());
        }
    }

    /** The HTTP status codes that are answered. */
    public static List<Integer> statuses() {
        return STATUSES;
    }

    /**
     * An answer was given.
     *
     * @param status HTTP status code; one that should not be counts as 500
     * @param bodyBytes what of its body was written
     */
    public void add(Kind kind, int status, long bodyBytes) {
        of(kind).of(status).increment();
        of(kind).bytes.add(bodyBytes);
    }

    /** How many answers of that sort were given. */
    public long answers(Kind kind, int status) {
        return of(kind).of(status).sum();
    }

    /** How many bytes of their bodies were written. */
    public long bytes(Kind kind) {
        return of(kind).bytes.sum();
    }

    private OfKind of(Kind kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }
}
