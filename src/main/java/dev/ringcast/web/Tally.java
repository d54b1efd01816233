package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the answer to a request is counted.
 *
 * @param count of the channel that was asked for
 * @param kind what was asked for
 */
record Tally(AnswerCount count, AnswerCount.Kind kind) {
    /** Sends an answer and counts it, with the pieces of its body that could be written. */
    void send(Answer answer, HttpServletResponse response, boolean head) throws IOException {
        LongAdder written = new LongAdder();
        try {
            answer.sendTo(response, head, written::add);
        } finally {
            add(answer, written.sum());
        }
    }

    /** Counts an answer of whose body so much could be written. */
    void add(Answer answer, long written) {
        count.add(kind, answer.status(), written);
    }
}
