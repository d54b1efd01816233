package dev.ringcast.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A reader of MPEG-TS (ISO/IEC 13818-1) for what tests want to know of one stream, piece after piece: sync bytes and
 * continuity counters go on, and when what begins in it is shown.
 */
public final class MpegTs {
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int COUNTERS = 16;
    private static final int FIRST_VIDEO = 0xE0;

    /** A piece of ours or FFmpeg's begins with three. */
    private static final int TABLES = 4;

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
            if (hasPayload(bytes, at)) {
                count(pid(bytes, at), bytes[at + 3] & 0xf);
            }
            if (begins(bytes, at)) {
                int content = content(bytes, at);
                starts.add(new Start(isVideo(bytes, content), pts(bytes, content + 9)));
            }
        }
        return starts;
    }

    /** The picture track of a piece that begins with one of its PES packets, as its encoder wrote it. */
    public static byte[] pictures(byte[] bytes) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int video = -1;
        for (int at = 0; at < bytes.length; at += PACKET) {
            int content = content(bytes, at);
            if (begins(bytes, at) && isVideo(bytes, content)) {
                video = pid(bytes, at);
                content += 9 + (bytes[content + 8] & 0xff);
            }
            if (hasPayload(bytes, at) && pid(bytes, at) == video) {
                stream.write(bytes, content, at + PACKET - content);
            }
        }
        return stream.toByteArray();
    }

    /** Makes the times of some pictures stuffing, so that there are none: by their number, from 0 on. */
    public static void takeTimes(byte[] bytes, IntPredicate pictures) {
        int picture = 0;
        for (int at = 0; at < bytes.length; at += PACKET) {
            int content = content(bytes, at);
            if (begins(bytes, at) && isVideo(bytes, content) && pictures.test(picture++)) {
                bytes[content + 7] &= 0x3f;
            }
        }
    }

    /**
     * Stores the sound elsewhere between the pictures.
     *
     * @param share of the whole by which it stands behind its pictures, or before them if less than 0
     */
    public static byte[] moveSound(byte[] bytes, double share) {
        List<Integer> sound = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        int pid = -1;
        for (int at = 0; at < bytes.length; at += PACKET) {
            if (begins(bytes, at) && !isVideo(bytes, content(bytes, at))) {
                pid = pid(bytes, at);
            }
            (pid(bytes, at) == pid ? sound : others).add(at);
        }
        ByteArrayOutputStream moved = new ByteArrayOutputStream();
        int next = 0;
        for (int i = 0; i < others.size(); i++) {
            moved.write(bytes, others.get(i), PACKET);
            // Not before the tables.
            double end = i < TABLES ? 0 : ((double) i / others.size() - share) * sound.size();
            for (; next < Math.min(end, sound.size()); next++) {
                moved.write(bytes, sound.get(next), PACKET);
            }
        }
        for (int at : sound.subList(next, sound.size())) {
            moved.write(bytes, at, PACKET);
        }
        return moved.toByteArray();
    }

    private static int pid(byte[] bytes, int at) {
        return ((bytes[at + 1] & 0x1f) << 8) | (bytes[at + 2] & 0xff);
    }

    private static boolean hasPayload(byte[] bytes, int at) {
        return (bytes[at + 3] & 0x10) != 0;
    }

    /** Where the payload begins. */
    private static int content(byte[] bytes, int at) {
        boolean adaptation = (bytes[at + 3] & 0x20) != 0;
        return at + 4 + (adaptation ? 1 + (bytes[at + 4] & 0xff) : 0);
    }

    /** Whether a PES packet with a PTS begins. */
    private static boolean begins(byte[] bytes, int at) {
        return hasPayload(bytes, at) && (bytes[at + 1] & 0x40) != 0 && isPes(bytes, content(bytes, at));
    }

    private static boolean isVideo(byte[] bytes, int content) {
        return (bytes[content + 3] & 0xf0) == FIRST_VIDEO;
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
