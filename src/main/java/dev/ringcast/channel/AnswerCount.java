package dev.ringcast.channel;

import java.util.EnumMap;
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

    /** The first digit of an HTTP status code. */
    public enum StatusClass {
        /** Here it is. */
        SUCCESS("2xx"),
        /** The client has it already. */
        REDIRECTION("3xx"),
        /** The client asked for what is not there. */
        CLIENT_ERROR("4xx"),
        /** It is there later, or something failed. */
        SERVER_ERROR("5xx");

        private final String digits;

        StatusClass(String digits) {
            this.digits = digits;
        }

        /** As people write it: {@code 2xx}. */
        public String digits() {
            return digits;
        }

        static StatusClass of(int status) {
            if (status < 300) {
                return SUCCESS;
            }
            return status < 400 ? REDIRECTION : status < 500 ? CLIENT_ERROR : SERVER_ERROR;
        }
    }

    private record OfKind(Map<StatusClass, LongAdder> answers, LongAdder bytes) {
        static OfKind none() {
            Map<StatusClass, LongAdder> answers = new EnumMap<>(StatusClass.class);
            for (StatusClass status : StatusClass.values()) {
                answers.put(status, new LongAdder());
            }
            return new OfKind(answers, new LongAdder());
        }

        LongAdder of(StatusClass status) {
            return Objects.requireNonNull(answers.get(status));
        }
    }

    /** Nothing yet. */
    public AnswerCount() {
        for (Kind kind : Kind.values()) {
            kinds.put(kind, OfKind.none());
        }
    }

    /**
     * An answer was given.
     *
     * @param status HTTP status code
     * @param bodyBytes what of its body was written
     */
    public void add(Kind kind, int status, long bodyBytes) {
        of(kind).of(StatusClass.of(status)).increment();
        of(kind).bytes.add(bodyBytes);
    }

    /** How many answers of that sort were given. */
    public long answers(Kind kind, StatusClass status) {
        return of(kind).of(status).sum();
    }

    /** How many bytes their bodies had. */
    public long bytes(Kind kind) {
        return of(kind).bytes.sum();
    }

    private OfKind of(Kind kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }
}
