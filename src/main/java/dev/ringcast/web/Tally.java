package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Where the answer to a request is counted.
 *
 * @param count of the channel that was asked for
 * @param kind what was asked for
 */
record Tally(AnswerCount count, AnswerCount.Kind kind) {
    /** Sends an answer and counts it; its body only if it could be written. */
    void send(Answer answer, HttpServletResponse response, boolean head) throws IOException {
        long written = 0;
        try {
            answer.sendTo(response, head);
            written = head ? 0 : answer.body().size();
        } finally {
            add(answer, written);
        }
    }

    /** Counts an answer of whose body so much could be written. */
    void add(Answer answer, long written) {
        count.add(kind, answer.status(), written);
    }
}
