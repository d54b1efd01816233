package dev.ringcast.config;

import org.jspecify.annotations.Nullable;

/** The configuration file cannot be read. The message is fit to be shown. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    UnreadableException(String text, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    /** What is wrong with which file. */
    String text() {
        return text;
    }
}
