package dev.ringcast.web;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the order in which they came, but those of a crowd after all others: a thousand requests from one address
 * should not keep a single viewer waiting. Safe for any thread.
 */
final class AnswerQueue {
    private final Queue<AnswerThreads.Writing> answers = new ConcurrentLinkedQueue<>();
    private final Queue<AnswerThreads.Writing> crowd = new ConcurrentLinkedQueue<>();

    void add(AnswerThreads.Writing answer) {
        (answer.ofCrowd() ? crowd : answers).add(answer);
    }

    /** Takes the next; null if there is none. */
    AnswerThreads.@Nullable Writing poll() {
        AnswerThreads.Writing answer = answers.poll();
        return answer == null ? crowd.poll() : answer;
    }

    boolean isEmpty() {
        return answers.isEmpty() && crowd.isEmpty();
    }
}
