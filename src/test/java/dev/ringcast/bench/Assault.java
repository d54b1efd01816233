package dev.ringcast.bench;

/** Clients that ask for more than their share, in threads of their own. Closing it ends them. */
interface Assault extends AutoCloseable {
    /** How many requests were sent up to now, or connections opened where no request gets that far. */
    long asked();

    /** What the server did about it, in words. */
    String outcome();

    @Override
    void close();
}
