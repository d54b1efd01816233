package dev.ringcast.bench;

/** A thread that works until it is closed. */
final class Worker implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closing;

    /** @param work looks at {@link #isClosing} now and then */
    Worker(String name, Runnable work) {
        this.thread = new Thread(work, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isClosing() {
        return closing;
    }

    /** Waits for its end. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
