package dev.ringcast.ring;

/**
 * How what rings hold stands to what they may.
 *
 * @param held bytes of media
 * @param most how many they may be ({@link RingLimits#maxBytes})
 * @param wanted how many the whole window would take at the bit rate of what is listed, with the segments that have left
 *     it (L13)
 */
public record RingRoom(long held, long most, long wanted) {
    /** Of rings that are elsewhere. */
    public static final RingRoom UNKNOWN = new RingRoom(0, 0, 0);

    /** Of these rings and others. */
    public RingRoom plus(RingRoom other) {
        return new RingRoom(held + other.held, most + other.most, wanted + other.wanted);
    }

    /** Whether all that could go has gone, and it is still too much. */
    public boolean isExceeded() {
        return held > most;
    }

    /** Whether the window is shorter than asked for. It is not judged by the first few segments. */
    public boolean isShort() {
        return wanted > most && held > most / 2;
    }
}
