package dev.ringcast.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a low-latency playlist says about its end.
 *
 * @param part address of the last part it lists, as it stands there
 * @param end when that part ends, by the programme's clock: EXT-X-PROGRAM-DATE-TIME has milliseconds, the rest cut off
 * @param hint address of the part that it hints at
 */
record PlaylistEnd(String part, Instant end, String hint) {
    private static final Duration FRAME = Duration.ofNanos(33_333_333);
    private static final String DATE_TIME = "#EXT-X-PROGRAM-DATE-TIME:";
    private static final Pattern PART = Pattern.compile("#EXT-X-PART:DURATION=([0-9.]+),URI=\"([^\"]+)\"");
    private static final Pattern HINT = Pattern.compile("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("([^/]+)/([0-9]+)\\.([0-9]+)\\.[a-z0-9]+");

    /**
     * Reads the end of a playlist.
     *
     * @throws IllegalArgumentException if it lists no part or hints at none
     */
    static PlaylistEnd of(String playlist) {
        int begin = playlist.lastIndexOf(DATE_TIME);
        Matcher hint = HINT.matcher(playlist);
        Matcher part = PART.matcher(playlist);
        if (begin < 0 || !part.find(begin) || !hint.find(begin)) {
            throw new IllegalArgumentException("no part or no hint in: " + playlist);
        }
        Instant end = Instant.parse(playlist.substring(begin + DATE_TIME.length(), playlist.indexOf('\n', begin)));
        String last;
        do {
            end = end.plus(Math.round(Double.parseDouble(part.group(1)) * 1e6), ChronoUnit.MICROS);
            last = part.group(2);
        } while (part.find());
        return new PlaylistEnd(last, end, hint.group(1));
    }

    /** When the last frame of that part was due, at 30 frames a second: {@link AnswerBench} tells why. */
    Instant lastFrame() {
        return end.minus(FRAME);
    }

    /** The run in the address of a part. */
    static String run(String part) {
        return name(part).group(1);
    }

    /** The media sequence number in the address of a part. */
    static long sequence(String part) {
        return Long.parseLong(name(part).group(2));
    }

    /** The number within its segment in the address of a part. */
    static int number(String part) {
        return Integer.parseInt(name(part).group(3));
    }

    private static Matcher name(String part) {
        Matcher matcher = NAME.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the address of a part: " + part);
        }
        return matcher;
    }
}
