package dev.ringcast.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequence and picture parameter sets of an H.264 stream, and the form in which it has its NAL units: with start
 * codes (Annex B) or with their lengths (ISO/IEC 14496-15).
 *
 * @param sequence each without start code or length
 * @param picture likewise
 * @param lengthSize bytes of a length; 0 for start codes
 */
record ParameterSets(List<ByteBuffer> sequence, List<ByteBuffer> picture, int lengthSize) {
    private static final int SEQUENCE = 7;
    private static final int PICTURE = 8;
    private static final int IDR = 5;

    /**
     * The head of an access unit.
     *
     * @param sets its parameter sets
     * @param idr whether its first slice is of an IDR picture (L19)
     * @param whole whether there is a slice in it, so that nothing more of the unit has to be looked at
     */
    record Head(ParameterSets sets, boolean idr, boolean whole) {}

    /** Those that stand before a stream; empty ones if the header holds none. */
    static ParameterSets ofHeader(byte[] header) {
        if (header.length > 6 && header[0] == 1) {
            return ofConfiguration(header);
        }
        return head(header, 0).sets;
    }

    private static ParameterSets ofConfiguration(byte[] header) {
        ParameterSets found = new ParameterSets(new ArrayList<>(), new ArrayList<>(), (header[4] & 3) + 1);
        ByteBuffer bytes = ByteBuffer.wrap(header);
        bytes.position(5);
        readSized(bytes, 0x1f, found.sequence);
        readSized(bytes, 0xff, found.picture);
        return found;
    }

    private static void readSized(ByteBuffer bytes, int countMask, List<ByteBuffer> into) {
        int count = bytes.hasRemaining() ? bytes.get() & countMask : 0;
        for (int i = 0; i < count && bytes.remaining() >= 2; i++) {
            int told = bytes.getShort() & 0xffff;
            int size = Math.min(told, bytes.remaining());
            into.add(bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
        }
    }

    /** Looks at an access unit of this stream, up to its first slice. */
    Head head(byte[] unit) {
        return head(unit, lengthSize);
    }

    private static Head head(byte[] bytes, int lengthSize) {
        ParameterSets found = new ParameterSets(new ArrayList<>(), new ArrayList<>(), lengthSize);
        int begin = lengthSize == 0 ? afterStartCode(bytes, 0) : lengthSize;
        while (begin >= 0 && begin < bytes.length) {
            int type = bytes[begin] & 0x1f;
            if (type >= 1 && type <= IDR) {
                return new Head(found, type == IDR, true);
            }
            int next = lengthSize == 0 ? afterStartCode(bytes, begin) : begin + length(bytes, begin, lengthSize);
            int end = lengthSize == 0 ? endBefore(bytes, next) : Math.min(next, bytes.length);
            if (end <= begin) {
                break;
            }
            if (type == SEQUENCE) {
                found.sequence.add(ByteBuffer.wrap(bytes, begin, end - begin).slice());
            } else if (type == PICTURE) {
                found.picture.add(ByteBuffer.wrap(bytes, begin, end - begin).slice());
            }
            begin = lengthSize == 0 ? next : next + lengthSize;
        }
        return new Head(found, false, false);
    }

    private static int length(byte[] bytes, int begin, int size) {
        long length = 0;
        for (int i = begin - size; i < begin; i++) {
            length = (length << 8) | (bytes[i] & 0xff);
        }
        return (int) Math.min(length, bytes.length);
    }

    /** Where the NAL unit begins that follows the next start code; -1 if there is none. */
    private static int afterStartCode(byte[] bytes, int from) {
        for (int i = from; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                return i + 3;
            }
        }
        return -1;
    }

    /** Where a unit ends if the next one begins there: start code and zeros are no part of it. */
    private static int endBefore(byte[] bytes, int next) {
        int end = next < 0 ? bytes.length : next - 3;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    boolean isEmpty() {
        return sequence.isEmpty();
    }

    /** The first sequence parameter set's content. */
    SequenceParameters parameters() {
        if (isEmpty()) {
            throw new IllegalArgumentException("no sequence parameter set");
        }
        return SequenceParameters.read(bytes(sequence.get(0)));
    }

    /** Whether there are sets among the others that are not among these. */
    boolean isChangedBy(ParameterSets others) {
        return !sequence.containsAll(others.sequence) || !picture.containsAll(others.picture);
    }

    /** These, with those of a newer access unit in their place. */
    ParameterSets replacedBy(ParameterSets newer) {
        return new ParameterSets(
                newer.sequence.isEmpty() ? sequence : newer.sequence,
                newer.picture.isEmpty() ? picture : newer.picture,
                lengthSize);
    }

    /** As they stand before a stream of this form. */
    byte[] header() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (lengthSize == 0) {
            for (List<ByteBuffer> list : List.of(sequence, picture)) {
                for (ByteBuffer set : list) {
                    out.writeBytes(new byte[] {0, 0, 0, 1});
                    out.writeBytes(bytes(set));
                }
            }
            return out.toByteArray();
        }
        byte[] first = bytes(sequence.get(0));
        out.writeBytes(new byte[] {1, first[1], first[2], first[3], (byte) (0xfc | (lengthSize - 1))});
        out.write(0xe0 | sequence.size());
        sequence.forEach(set -> writeSized(out, set));
        out.write(picture.size());
        picture.forEach(set -> writeSized(out, set));
        return out.toByteArray();
    }

    private static void writeSized(ByteArrayOutputStream out, ByteBuffer set) {
        out.write(set.remaining() >> 8);
        out.write(set.remaining());
        out.writeBytes(bytes(set));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
