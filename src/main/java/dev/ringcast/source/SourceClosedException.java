package dev.ringcast.source;

/** The source was closed while it was delivering: {@code run} returns. */
final class SourceClosedException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceClosedException() {
        super("the source was closed", null, false, false);
    }
}
