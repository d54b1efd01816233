package dev.ringcast.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a process writes to standard error: passed on line by line, no more than is worth reading, and what it repeats as one
 * line with a count. For one thread.
 */
final class ErrorText {
    /** How many different lines are passed on between two calls of {@link #breathe}. */
    private static final int MOST_LINES = 20;

    private static final int LONGEST_LINE = 500;

    /** How much is read at a time: who writes faster waits, and whoever reads has time for something else. */
    private static final int MOST_AT_A_TIME = 64 * 1024;

    private final InputStream in;
    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    /** Those lines, with how often each came again. */
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private int leftOut;

    ErrorText(InputStream in, Consumer<String> log) {
        this.in = in;
        this.log = log;
    }

    /** Passes on what is there, without waiting; the rest of a flood the next time. */
    void drain() throws IOException {
        take(in.readNBytes(Math.min(in.available(), MOST_AT_A_TIME)));
    }

    /** Passes on the rest; the process has ended. */
    void finish() throws IOException {
        take(in.readAllBytes());
        end();
        breathe();
    }

    /** Begins a new span of time. */
    void breathe() {
        lines.forEach((text, again) -> {
            if (again > 0) {
                log.accept(text + " (" + again + " more)");
            }
        });
        if (leftOut > 0) {
            log.accept(leftOut + " lines more");
        }
        lines.clear();
        leftOut = 0;
    }

    private void take(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                end();
            } else if (line.size() < LONGEST_LINE) {
                line.write(each);
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (text.isEmpty()) {
            return;
        }
        if (lines.containsKey(text)) {
            lines.merge(text, 1, Integer::sum);
        } else if (lines.size() < MOST_LINES) {
            lines.put(text, 0);
            log.accept(text);
        } else {
            leftOut++;
        }
    }
}
