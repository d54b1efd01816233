package dev.ringcast.testing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A reader of H.264 (ISO/IEC 14496-10), for what tests want to know of its pictures. */
public final class H264 {
    /** The type of the units of which an IDR consists. */
    public static final int IDR = 5;

    private static final int TYPE = 0x1f;

    private H264() {}

    /** The types of all slices in a stream whose units begin with start codes, as in MPEG-TS. */
    public static List<Integer> slices(byte[] stream) {
        List<Integer> slices = new ArrayList<>();
        for (int at = 0; at + 3 < stream.length; at++) {
            if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1 && isSlice(stream[at + 3])) {
                slices.add(stream[at + 3] & TYPE);
            }
        }
        return slices;
    }

    /** The type of the first slice in units that begin with their length in four bytes, as in MP4. */
    public static int firstSlice(ByteBuffer units) {
        ByteBuffer left = units.duplicate();
        int size = left.getInt();
        while (!isSlice(left.get(left.position()))) {
            left.position(left.position() + size);
            size = left.getInt();
        }
        return left.get(left.position()) & TYPE;
    }

    private static boolean isSlice(byte unit) {
        return (unit & TYPE) > 0 && (unit & TYPE) <= IDR;
    }
}
