package dev.ringcast.source;

import org.jspecify.annotations.Nullable;

/** A source could not be opened, failed, ended or stayed silent. The message is fit to be shown: no credentials. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the source as it may be shown, redacted
     * @param reason what failed and what to do about it
     */
    public SourceException(String source, String reason, @Nullable Throwable cause) {
        super(source + ": " + reason, cause);
    }
}
