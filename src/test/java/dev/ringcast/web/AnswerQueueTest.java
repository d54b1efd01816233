package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {
    private final AnswerQueue queue = new AnswerQueue();
    private final List<String> written = new ArrayList<>();

    @Test
    void poll_crowdAndOthers_givesTheOthersFirstAndEachInItsOrder() {
        add("crowd 1", true);
        add("viewer 1", false);
        add("crowd 2", true);
        writeNext();
        add("viewer 2", false);
        while (!queue.isEmpty()) {
            writeNext();
        }
        assertThat(written).containsExactly("viewer 1", "viewer 2", "crowd 1", "crowd 2");
        assertThat(queue.poll()).isNull();
    }

    private void writeNext() {
        Objects.requireNonNull(queue.poll()).write();
    }

    private void add(String name, boolean ofCrowd) {
        queue.add(new Answering(() -> written.add(name), () -> {}, ofCrowd));
    }
}
