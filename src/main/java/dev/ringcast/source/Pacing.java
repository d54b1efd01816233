package dev.ringcast.source;

/** Who keeps the time of a source. */
public enum Pacing {
    /** The source delivers in real time by itself (a camera, a network stream): never hold it back. */
    LIVE,
    /** The source delivers as fast as it is read (a file): the sink holds it back. */
    PACED
}
