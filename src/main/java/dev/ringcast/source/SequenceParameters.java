package dev.ringcast.source;

import java.util.Locale;

/**
 * What an H.264 sequence parameter set (ITU-T H.264, 7.3.2.1.1) says of the picture.
 *
 * @param codec {@code avc1.PPCCLL} as RFC 6381 writes it
 * @param width in pixels, as it is shown
 * @param height in pixels, as it is shown
 * @param ordinary whether it is 4:2:0 with eight bits, which is all that browsers decode
 */
record SequenceParameters(String codec, int width, int height, boolean ordinary) {
    private static final int HIGH = 100;

    /**
     * Reads one.
     *
     * @param unit the NAL unit without a start code
     * @throws IllegalArgumentException if it is none, or damaged
     */
    static SequenceParameters read(byte[] unit) {
        if (unit.length < 5) {
            throw new IllegalArgumentException("a sequence parameter set of " + unit.length + " bytes");
        }
        int profile = unit[1] & 0xff;
        String codec = String.format(Locale.ROOT, "avc1.%02x%02x%02x", profile, unit[2] & 0xff, unit[3] & 0xff);
        Bits bits = new Bits(unit, 4);
        bits.golomb();
        boolean ordinary = true;
        int chroma = 1;
        boolean planes = false;
        if (profile >= HIGH || profile == 44 || profile == 83 || profile == 86) {
            chroma = bits.golomb();
            planes = chroma == 3 && bits.flag();
            int moreBits = bits.golomb() + bits.golomb();
            ordinary = chroma == 1 && moreBits == 0;
            bits.flag();
            if (bits.flag()) {
                skipScalingLists(bits, chroma == 3 ? 12 : 8);
            }
        }
        bits.golomb();
        skipOrder(bits);
        bits.golomb();
        bits.flag();
        int width = (bits.golomb() + 1) * 16;
        int heightUnits = bits.golomb() + 1;
        boolean frames = bits.flag();
        int height = heightUnits * 16 * (frames ? 1 : 2);
        if (!frames) {
            bits.flag();
        }
        bits.flag();
        if (bits.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = (chroma == 1 ? 2 : 1) * (frames ? 1 : 2);
            if (planes) {
                unitX = 1;
                unitY = frames ? 1 : 2;
            }
            width -= unitX * (bits.golomb() + bits.golomb());
            height -= unitY * (bits.golomb() + bits.golomb());
        }
        if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height);
        }
        return new SequenceParameters(codec, width, height, ordinary);
    }

    private static void skipOrder(Bits bits) {
        int type = bits.golomb();
        if (type == 0) {
            bits.golomb();
        } else if (type == 1) {
            bits.flag();
            bits.golomb();
            bits.golomb();
            int count = bits.golomb();
            for (int i = 0; i < count; i++) {
                bits.golomb();
            }
        }
    }

    private static void skipScalingLists(Bits bits, int lists) {
        for (int list = 0; list < lists; list++) {
            if (bits.flag()) {
                int last = 8;
                int next = 8;
                for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
                    if (next != 0) {
                        int code = bits.golomb();
                        next = (last + ((code & 1) != 0 ? (code + 1) / 2 : -code / 2)) & 0xff;
                    }
                    last = next == 0 ? last : next;
                }
            }
        }
    }

    /** The bits of a NAL unit, without the bytes that keep start codes out of it. */
    private static final class Bits {
        private final byte[] bytes;
        private int position;
        private int bit;
        private int zeros;

        Bits(byte[] bytes, int from) {
            this.bytes = bytes;
            this.position = from;
        }

        boolean flag() {
            if (bit == 0 && zeros >= 2 && position < bytes.length && bytes[position] == 3) {
                position++;
                zeros = 0;
            }
            if (position >= bytes.length) {
                throw new IllegalArgumentException("the sequence parameter set ends early");
            }
            boolean set = (bytes[position] & (0x80 >> bit)) != 0;
            bit++;
            if (bit == 8) {
                zeros = bytes[position] == 0 ? zeros + 1 : 0;
                position++;
                bit = 0;
            }
            return set;
        }

        /** An unsigned number in Exp-Golomb code. */
        int golomb() {
            int length = 0;
            while (!flag()) {
                length++;
                if (length > 30) {
                    throw new IllegalArgumentException("the sequence parameter set is damaged");
                }
            }
            int value = 1;
            for (int i = 0; i < length; i++) {
                value = (value << 1) | (flag() ? 1 : 0);
            }
            return value - 1;
        }
    }
}
