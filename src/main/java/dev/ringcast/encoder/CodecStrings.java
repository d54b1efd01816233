package dev.ringcast.encoder;

import java.util.Locale;

/** Codec names of RFC 6381. */
final class CodecStrings {
    private static final int SEQUENCE_PARAMETER_SET = 7;

    private CodecStrings() {}

    /**
     * {@code avc1.PPCCLL} from the first sequence parameter set of Annex B parameter sets.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String avc1(byte[] annexB) {
        for (int i = 0; i + 6 < annexB.length; i++) {
            if (annexB[i] == 0
                    && annexB[i + 1] == 0
                    && annexB[i + 2] == 1
                    && (annexB[i + 3] & 0x1f) == SEQUENCE_PARAMETER_SET) {
                return String.format(
                        Locale.ROOT,
                        "avc1.%02x%02x%02x",
                        annexB[i + 4] & 0xff,
                        annexB[i + 5] & 0xff,
                        annexB[i + 6] & 0xff);
            }
        }
        throw new IllegalArgumentException("no sequence parameter set in " + annexB.length + " bytes");
    }
}
