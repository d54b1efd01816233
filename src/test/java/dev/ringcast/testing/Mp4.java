package dev.ringcast.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A reader of MP4 boxes (ISO/IEC 14496-12), for what tests want to know of fragments. */
public final class Mp4 {
    private Mp4() {}

    /**
     * A box.
     *
     * @param type four characters
     * @param content what follows its header
     */
    public record Box(String type, ByteBuffer content) {
        /** The boxes within it. */
        public List<Box> boxes() {
            return Mp4.boxes(content);
        }

        /**
         * The only box of a type within it.
         *
         * @throws AssertionError if there is none, or more than one
         */
        public Box only(String wanted) {
            return Mp4.only(boxes(), wanted);
        }
    }

    /**
     * One track's share of a fragment.
     *
     * @param track its number
     * @param decodeTime of its first sample, in the track's time scale
     * @param duration of its samples together
     * @param samples their number
     * @param offset from the first sample's decoding time to its presentation
     */
    public record TrackFragment(int track, long decodeTime, long duration, int samples, int offset) {}

    /** The boxes that follow each other in some bytes. */
    public static List<Box> boxes(byte[] bytes) {
        return boxes(ByteBuffer.wrap(bytes));
    }

    /** The tracks of a fragment's {@code moof}. */
    public static List<TrackFragment> tracks(Box moof) {
        List<TrackFragment> tracks = new ArrayList<>();
        for (Box box : moof.boxes()) {
            if (box.type.equals("traf")) {
                tracks.add(track(box));
            }
        }
        return tracks;
    }

    /** Of each track of an init segment, in their order, the units of time a second. */
    public static List<Long> timescales(byte[] init) {
        return only(boxes(init), "moov").boxes().stream()
                .filter(box -> box.type.equals("trak"))
                .map(track -> track.only("mdia").only("mdhd").content.duplicate())
                .map(header -> header.getInt(0) >>> 24 == 1 ? header.getInt(20) : header.getInt(12))
                .map(Integer::toUnsignedLong)
                .toList();
    }

    private static TrackFragment track(Box traf) {
        ByteBuffer header = traf.only("tfhd").content.duplicate();
        int headerFlags = header.getInt() & 0xffffff;
        int number = header.getInt();
        header.position(header.position() + ((headerFlags & 1) != 0 ? 8 : 0) + ((headerFlags & 2) != 0 ? 4 : 0));
        long usual = (headerFlags & 8) != 0 ? header.getInt() : 0;

        ByteBuffer time = traf.only("tfdt").content.duplicate();
        long decodeTime = time.getInt() >>> 24 == 1 ? time.getLong() : time.getInt() & 0xffffffffL;

        ByteBuffer run = traf.only("trun").content.duplicate();
        int flags = run.getInt() & 0xffffff;
        int samples = run.getInt();
        run.position(run.position() + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0));
        long duration = 0;
        int offset = 0;
        for (int i = 0; i < samples; i++) {
            duration += (flags & 0x100) != 0 ? run.getInt() : usual;
            run.position(run.position() + 4 * Integer.bitCount(flags & 0x600));
            int composition = (flags & 0x800) != 0 ? run.getInt() : 0;
            offset = i == 0 ? composition : offset;
        }
        return new TrackFragment(number, decodeTime, duration, samples, offset);
    }

    private static Box only(List<Box> boxes, String wanted) {
        List<Box> found = boxes.stream().filter(box -> box.type.equals(wanted)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " boxes of type " + wanted + " among "
                    + boxes.stream().map(Box::type).toList());
        }
        return found.get(0);
    }

    private static List<Box> boxes(ByteBuffer content) {
        List<Box> boxes = new ArrayList<>();
        ByteBuffer left = content.duplicate();
        while (left.hasRemaining()) {
            int size = left.getInt();
            byte[] type = new byte[4];
            left.get(type);
            if (size < 8 || size - 8 > left.remaining()) {
                throw new AssertionError("a box of " + size + " bytes, " + left.remaining() + " are left");
            }
            boxes.add(new Box(new String(type, StandardCharsets.ISO_8859_1), left.slice(left.position(), size - 8)));
            left.position(left.position() + size - 8);
        }
        return boxes;
    }
}
