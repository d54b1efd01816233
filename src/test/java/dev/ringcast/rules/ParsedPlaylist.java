package dev.ringcast.rules;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A playlist as {@link PlaylistParser} understood it.
 *
 * @param multivariant whether it lists variants and not segments
 * @param tags the values of the tags that concern the whole playlist, by name; a tag without a value has an empty one
 * @param segments of a media playlist
 * @param variants of a multivariant playlist
 */
public record ParsedPlaylist(
        boolean multivariant, Map<String, String> tags, List<Segment> segments, List<Variant> variants) {
    /**
     * A media segment.
     *
     * @param sequence its media sequence number
     * @param discontinuitySequence its discontinuity sequence number
     * @param duration EXTINF in seconds
     * @param map the attributes of the EXT-X-MAP that applies
     */
    public record Segment(
            long sequence,
            long discontinuitySequence,
            String uri,
            BigDecimal duration,
            boolean discontinuity,
            Optional<OffsetDateTime> programDateTime,
            Optional<String> programDateTimeText,
            Optional<String> map,
            Optional<String> byteRange,
            Optional<String> key) {}

    /** A variant: its attributes as written, and its URI. */
    public record Variant(Map<String, String> attributes, String uri) {}

    /** The value of a tag that concerns the whole playlist. */
    public Optional<String> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    /** The number that a tag has, if it is there and a number. */
    public Optional<Long> number(String name) {
        return tag(name).filter(value -> value.matches("\\d{1,18}")).map(Long::valueOf);
    }

    /** EXT-X-MEDIA-SEQUENCE, 0 if absent. */
    public long mediaSequence() {
        return number("EXT-X-MEDIA-SEQUENCE").orElse(0L);
    }

    /** Whether there is EXT-X-ENDLIST. */
    public boolean ended() {
        return tag("EXT-X-ENDLIST").isPresent();
    }

    /** The sum of all EXTINF, in seconds. */
    public BigDecimal duration() {
        return segments.stream().map(Segment::duration).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
