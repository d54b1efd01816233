package dev.ringcast.rules;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A playlist as {@link PlaylistParser} understood it.
 *
 * @param multivariant whether it lists variants and not segments
 * @param tags the values of the tags that concern the whole playlist, by name in the order in which they stand; a tag
 *     without a value has an empty one
 * @param segments of a media playlist, those that are complete
 * @param open the segment that still grows, if parts of it are listed
 * @param hints in the order in which they stand
 * @param reports in the order in which they stand
 * @param variants of a multivariant playlist
 */
public record ParsedPlaylist(
        boolean multivariant,
        Map<String, String> tags,
        List<Segment> segments,
        Optional<Segment> open,
        List<Hint> hints,
        List<Report> reports,
        List<Variant> variants) {
    /**
     * A media segment.
     *
     * @param sequence its media sequence number
     * @param discontinuitySequence its discontinuity sequence number; in a delta update without the discontinuities
     *     that are skipped
     * @param uri empty while it grows
     * @param duration EXTINF in seconds; while it grows, how long its parts last
     * @param map the attributes of the EXT-X-MAP that applies
     * @param gap whether it has EXT-X-GAP
     * @param parts those listed
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
            Optional<String> key,
            boolean gap,
            List<Part> parts) {

        /** The URI of the EXT-X-MAP that applies. */
        public Optional<String> mapUri() {
            return map.flatMap(attributes -> AttributeList.quoted(AttributeList.parse(attributes), "URI"));
        }

        /** Whether it still grows. */
        public boolean grows() {
            return uri.isEmpty();
        }

        /** Its URI, or that of its first part while it grows. */
        public String location() {
            return grows() && !parts.isEmpty() ? parts.get(0).uri() : uri;
        }

        /** What remains of it when its parts are old: parts leave the playlist before their segment does (L34). */
        Segment withoutParts() {
            return parts.isEmpty() ? this : with(uri, duration, byteRange, gap);
        }

        /** What is known of it from its first part on. */
        Segment head() {
            return with("", BigDecimal.ZERO, Optional.empty(), false);
        }

        private Segment with(String newUri, BigDecimal newDuration, Optional<String> newByteRange, boolean newGap) {
            return new Segment(
                    sequence,
                    discontinuitySequence,
                    newUri,
                    newDuration,
                    discontinuity,
                    programDateTime,
                    programDateTimeText,
                    map,
                    newByteRange,
                    key,
                    newGap,
                    List.of());
        }
    }

    /**
     * A partial segment.
     *
     * @param sequence the media sequence number of its segment
     * @param index its part index: the first part of a segment has 0
     * @param duration in seconds
     */
    public record Part(long sequence, int index, String uri, BigDecimal duration, boolean independent, boolean gap) {}

    /** EXT-X-PRELOAD-HINT: {@code PART} or {@code MAP}, and its URI. */
    public record Hint(String type, String uri) {}

    /**
     * EXT-X-RENDITION-REPORT.
     *
     * @param uri as written
     * @param lastSequence LAST-MSN
     * @param lastPart LAST-PART, if it is there
     */
    public record Report(String uri, long lastSequence, Optional<Long> lastPart) {}

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

    /** The attributes of a tag that concerns the whole playlist, quoted strings with their quotes; empty without it. */
    public Map<String, String> attributes(String name) {
        return tag(name).map(AttributeList::parse).orElse(Map.of());
    }

    /** EXT-X-MEDIA-SEQUENCE, 0 if absent. */
    public long mediaSequence() {
        return number("EXT-X-MEDIA-SEQUENCE").orElse(0L);
    }

    /** So many target durations, in seconds; 0 if there is none. */
    BigDecimal targetDurations(int count) {
        return BigDecimal.valueOf(count * number("EXT-X-TARGETDURATION").orElse(0L));
    }

    /** SKIPPED-SEGMENTS, 0 if this is no delta update. */
    public long skippedSegments() {
        return AttributeList.number(attributes("EXT-X-SKIP"), "SKIPPED-SEGMENTS")
                .orElse(0L);
    }

    /** The media sequence number of the last complete segment; the one before EXT-X-MEDIA-SEQUENCE if there is none. */
    public long lastSequence() {
        return mediaSequence() + skippedSegments() + segments.size() - 1;
    }

    /** Whether there is EXT-X-ENDLIST. */
    public boolean ended() {
        return tag("EXT-X-ENDLIST").isPresent();
    }

    /** Whether there is EXT-X-PART-INF. */
    public boolean lowLatency() {
        return tag("EXT-X-PART-INF").isPresent();
    }

    /** The attributes of EXT-X-SERVER-CONTROL. */
    public Map<String, String> serverControl() {
        return attributes("EXT-X-SERVER-CONTROL");
    }

    /** PART-TARGET in seconds. */
    public Optional<BigDecimal> partTarget() {
        return AttributeList.decimal(attributes("EXT-X-PART-INF"), "PART-TARGET");
    }

    /** The sum of all EXTINF, in seconds. */
    public BigDecimal duration() {
        return segments.stream().map(Segment::duration).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The segments in their order, the one that grows as the last. */
    public List<Segment> allSegments() {
        return Stream.concat(segments.stream(), open.stream()).toList();
    }

    /** The segment with this media sequence number, complete or not. */
    public Optional<Segment> segment(long sequence) {
        return allSegments().stream()
                .filter(segment -> segment.sequence() == sequence)
                .findFirst();
    }

    /** The parts listed, in their order, those of the segment that grows as the last. */
    public List<Part> parts() {
        return allSegments().stream()
                .flatMap(segment -> segment.parts().stream())
                .toList();
    }

    /** The parts of the segment that grows; empty if there are none yet. */
    public List<Part> openParts() {
        return open.map(Segment::parts).orElse(List.of());
    }

    /** The hint of this type, {@code PART} or {@code MAP}. */
    public Optional<Hint> hint(String type) {
        return hints.stream().filter(hint -> hint.type().equals(type)).findFirst();
    }

    /** The URIs of the EXT-X-MAPs that apply, each once, in their order. */
    public List<String> mapUris() {
        return allSegments().stream()
                .flatMap(segment -> segment.mapUri().stream())
                .distinct()
                .toList();
    }
}
