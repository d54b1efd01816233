package dev.ringcast.channel;

/** A request that waits for a stream to go on. Both methods return at once and throw nothing; any thread. */
public interface Waiter {
    /** Whether what it waits for is there now. */
    boolean isReady();

    /** It is there, or will never be; called at most once. */
    void wake();
}
