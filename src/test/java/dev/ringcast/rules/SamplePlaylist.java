package dev.ringcast.rules;

import java.time.Instant;

/**
 * Low-latency media playlists without a fault: segments of two seconds in four parts each, of run {@code a} up to 19
 * and of run {@code b} from 20 on.
 */
final class SamplePlaylist {
    static final int SECOND_RUN = 20;

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final int PARTS = 4;

    private SamplePlaylist() {}

    /**
     * The whole playlist.
     *
     * @param first the first segment
     * @param last the last complete segment
     * @param openParts how many parts of the next segment there are
     */
    static String full(int first, int last, int openParts) {
        return head(6, first) + segments(first, last, openParts) + end(last, openParts);
    }

    /** The delta update that skips the first {@code skipped} segments of {@link #full}. */
    static String delta(int first, int last, int openParts, int skipped) {
        return head(9, first)
                + "#EXT-X-SKIP:SKIPPED-SEGMENTS=" + skipped + "\n"
                + segments(first + skipped, last, openParts)
                + end(last, openParts);
    }

    /** The first parts of a segment. */
    static String parts(int sequence, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("#EXT-X-PART:DURATION=0.500000,URI=\"%s\"%s\n"
                    .formatted(uri(sequence, "." + i), i == 0 ? ",INDEPENDENT=YES" : ""));
        }
        return text.toString();
    }

    private static String head(int version, int first) {
        return """
                #EXTM3U
                #EXT-X-VERSION:%d
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-TARGETDURATION:2
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.500000,CAN-SKIP-UNTIL=12.000000
                #EXT-X-PART-INF:PART-TARGET=0.500000
                #EXT-X-MEDIA-SEQUENCE:%d
                #EXT-X-DISCONTINUITY-SEQUENCE:%d
                """.formatted(version, first, first > SECOND_RUN ? 6 : 5);
    }

    private static String segments(int first, int last, int openParts) {
        StringBuilder text = new StringBuilder();
        for (int sequence = first; sequence <= last; sequence++) {
            begin(text, sequence, sequence == first);
            boolean listed = (last - sequence + 1) * PARTS + openParts <= 3 * PARTS;
            text.append(parts(sequence, listed ? PARTS : 0));
            text.append("#EXTINF:2.000000,\n").append(uri(sequence, "")).append('\n');
        }
        return text.toString();
    }

    private static String end(int last, int openParts) {
        StringBuilder text = new StringBuilder();
        if (openParts > 0) {
            begin(text, last + 1, false);
            text.append(parts(last + 1, openParts));
        } else if (last + 1 == SECOND_RUN) {
            text.append("#EXT-X-PRELOAD-HINT:TYPE=MAP,URI=\"b/init.mp4\"\n");
        }
        return text.append("""
                        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="%s"
                        #EXT-X-RENDITION-REPORT:URI="../low/cmaf.m3u8",LAST-MSN=%d,LAST-PART=%d
                        """.formatted(
                                uri(last + 1, "." + openParts),
                                openParts > 0 ? last + 1 : last,
                                (openParts > 0 ? openParts : PARTS) - 1))
                .toString();
    }

    private static void begin(StringBuilder text, int sequence, boolean map) {
        if (sequence == SECOND_RUN) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        if (map || sequence == SECOND_RUN) {
            text.append("#EXT-X-MAP:URI=\"").append(run(sequence)).append("/init.mp4\"\n");
        }
        text.append("#EXT-X-PROGRAM-DATE-TIME:")
                .append(START.plusSeconds(2L * (sequence - 10)).toString().replace("Z", ".000Z"))
                .append('\n');
    }

    private static String uri(int sequence, String part) {
        return run(sequence) + "/" + sequence + part + ".m4s";
    }

    private static String run(int sequence) {
        return sequence < SECOND_RUN ? "a" : "b";
    }
}
