package dev.ringcast.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends answers from the container's threads, and never lets clients that do not read hold more than a few of these. To
 * write and wait is the fastest way to a client that reads. Where many do not, the next answers are {@link PatientAnswer}s,
 * which cost more but hold no thread. Safe for any thread.
 */
@ApplicationScoped
class AnswerSender {
    /** Two processors are kept busy by far fewer, and a container has far more: 200 as a rule. */
    static final int MOST_WRITING = 32;

    private final AtomicInteger writing = new AtomicInteger();

    /**
     * Sends an answer and counts it. The request may be asynchronous when this returns.
     *
     * @param head whether the request was HEAD
     */
    void send(Answer answer, Tally tally, HttpServletRequest request, HttpServletResponse response, boolean head)
            throws IOException {
        if (head || !answer.hasBody()) {
            tally.send(answer, response, head);
            return;
        }
        boolean patient = writing.incrementAndGet() > MOST_WRITING;
        try {
            if (patient) {
                new PatientAnswer(answer, tally, System::nanoTime).start(request, response);
            } else {
                tally.send(answer, response, false);
                // Else the container would write the last of it later, uncounted here.
                response.flushBuffer();
            }
        } finally {
            writing.decrementAndGet();
        }
    }
}
