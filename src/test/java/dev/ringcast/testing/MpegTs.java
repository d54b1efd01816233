package dev.ringcast.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of MPEG-TS (ISO/IEC 13818-1) for what tests want to know of one stream, piece after piece: sync bytes and
 * continuity counters go on, and when what begins in it is shown.
 */
public final class MpegTs {
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int COUNTERS = 16;
    private static final int FIRST_VIDEO = 0xE0;

    private final Map<Integer, Integer> counters = new HashMap<>();

    /**
     * The beginning of a PES packet.
     *
     * @param video whether it is of a picture track, else sound
     * @param pts its presentation time in ticks of 90 kHz, 33 bits
     */
    public record Start(boolean video, long pts) {}

    /**
     * Reads the next piece.
     *
     * @return the PES packets with a time that begin in it, in their order
     * @throws AssertionError if it is not whole packets, or packets are missing
     */
    public List<Start> read(byte[] bytes) {
        require(bytes.length % PACKET == 0, bytes.length + " bytes are no whole packets");
        List<Start> starts = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PACKET) {
            require(bytes[at] == SYNC, "no sync byte at " + at);
            int pid = ((bytes[at + 1] & 0x1f) << 8) | (bytes[at + 2] & 0xff);
            boolean payload = (bytes[at + 3] & 0x10) != 0;
            boolean adaptation = (bytes[at + 3] & 0x20) != 0;
            if (payload) {
                count(pid, bytes[at + 3] & 0xf);
            }
            int content = at + 4 + (adaptation ? 1 + (bytes[at + 4] & 0xff) : 0);
            if (payload && (bytes[at + 1] & 0x40) != 0 && isPes(bytes, content)) {
                starts.add(new Start((bytes[content + 3] & 0xf0) == FIRST_VIDEO, pts(bytes, content + 9)));
            }
        }
        return starts;
    }

    private void count(int pid, int counter) {
        Integer before = counters.put(pid, counter);
        require(
                before == null || counter == (before + 1) % COUNTERS,
                "continuity counter " + counter + " after " + before + " of PID " + pid);
    }

    /** One with a PTS. */
    private static boolean isPes(byte[] bytes, int at) {
        return bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1 && (bytes[at + 7] & 0x80) != 0;
    }

    private static long pts(byte[] bytes, int at) {
        return ((bytes[at] & 0x0eL) << 29)
                | ((bytes[at + 1] & 0xffL) << 22)
                | ((bytes[at + 2] & 0xfeL) << 14)
                | ((bytes[at + 3] & 0xffL) << 7)
                | ((bytes[at + 4] & 0xfeL) >> 1);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
