package dev.ringcast.media;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A media segment, complete or still growing.
 *
 * @param run the life of the encoder and muxer it comes from; part of its name, so that no name is ever used twice;
 *     {@code [A-Za-z0-9_-]{1,64}}
 * @param sequence its media sequence number (L11)
 * @param programDateTime the wall clock at its first frame (L18)
 * @param discontinuity whether EXT-X-DISCONTINUITY stands before it (L17)
 * @param discontinuitySequence its discontinuity sequence number, constant for life (L16)
 * @param init what a decoder needs before any segment of the run: the init segment (L21); empty where the packaging has none
 * @param parts its content: all of them gaps (L25), or none
 */
public record MediaSegment(
        String run,
        long sequence,
        Instant programDateTime,
        boolean discontinuity,
        long discontinuitySequence,
        MediaBytes init,
        List<PartialSegment> parts) {
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Checks that the run is fit to stand in a URI, and copies the list. */
    public MediaSegment {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("not a run: '" + run + "'; allowed is " + RUN);
        }
        if (sequence < 0 || discontinuitySequence < 0) {
            throw new IllegalArgumentException(
                    "negative sequence number: media " + sequence + ", discontinuity " + discontinuitySequence);
        }
        parts = List.copyOf(parts);
        if (parts.stream().map(PartialSegment::gap).distinct().count() > 1) {
            throw new IllegalArgumentException("segment " + sequence + " is a gap in some of its parts only");
        }
    }

    /** The same segment with another content. */
    public MediaSegment withParts(List<PartialSegment> content) {
        return new MediaSegment(run, sequence, programDateTime, discontinuity, discontinuitySequence, init, content);
    }

    /** EXT-X-GAP: whether it stands for media that are missing (L25). Nothing can be fetched of it. */
    public boolean gap() {
        return !parts.isEmpty() && parts.get(0).gap();
    }

    /** EXTINF: the sum of its parts' durations. */
    public Duration duration() {
        Duration sum = Duration.ZERO;
        for (PartialSegment part : parts) {
            sum = sum.plus(part.duration());
        }
        return sum;
    }

    /** The wall clock at its end: that of the next segment's first frame, unless a discontinuity follows. */
    public Instant end() {
        return programDateTime.plus(duration());
    }

    /** The number of bytes of all its parts. */
    public long size() {
        long sum = 0;
        for (PartialSegment part : parts) {
            sum += part.bytes().size();
        }
        return sum;
    }
}
