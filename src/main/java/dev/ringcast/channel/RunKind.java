package dev.ringcast.channel;

/** What kind a run is. */
sealed interface RunKind {
    /**
     * It encodes.
     *
     * @param why why the source is not served as it is; empty if that is not asked for
     */
    record Encoding(String why) implements RunKind {}

    /**
     * It serves the source as it is.
     *
     * @param before what the channel is doing until media come
     */
    record Copying(ChannelState before) implements RunKind {}
}
