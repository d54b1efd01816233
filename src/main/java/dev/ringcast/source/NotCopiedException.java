package dev.ringcast.source;

/** A source works, but cannot be served without encoding. The message is fit to be shown: no credentials. */
public final class NotCopiedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the source as it may be shown, redacted
     * @param reason what does not fit
     */
    public NotCopiedException(String source, String reason) {
        super(source + ": " + reason);
    }
}
