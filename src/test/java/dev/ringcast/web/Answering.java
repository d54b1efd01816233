package dev.ringcast.web;

/** An answer that is written, or handed over, by a given action. */
record Answering(Runnable written, Runnable handedOver, boolean ofCrowd) implements AnswerThreads.Writing {
    @Override
    public void write() {
        written.run();
    }

    @Override
    public void handOver() {
        handedOver.run();
    }
}
