package dev.ringcast.ring;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of a {@link SegmentRing} at one moment. Immutable: any number of threads may read it, for as long as they
 * like.
 *
 * @param segments the complete segments that the media playlist lists, oldest first, without a hole in their sequence
 * @param retired the segments that have left the list and can still be fetched (L13), oldest first
 * @param open the segment that is being filled
 * @param ended whether no segment follows (L22)
 */
public record RingSnapshot(
        List<MediaSegment> segments, List<MediaSegment> retired, Optional<MediaSegment> open, boolean ended) {
    /** Nothing yet. */
    static final RingSnapshot EMPTY = new RingSnapshot(List.of(), List.of(), Optional.empty(), false);

    /** Copies the lists and checks that the media sequence numbers of what is listed have no holes. */
    public RingSnapshot {
        segments = List.copyOf(segments);
        retired = List.copyOf(retired);
        requireNoHoles(segments);
    }

    /** EXT-X-MEDIA-SEQUENCE: the number of the first listed segment (L11); 0 before there is one. */
    public long mediaSequence() {
        return segments.isEmpty() ? 0 : segments.get(0).sequence();
    }

    /**
     * EXT-X-DISCONTINUITY-SEQUENCE (L16); 0 before there is a segment. A reader counts the EXT-X-DISCONTINUITY of the
     * first listed segment, if it has one, on top of this number; so that one is not in it.
     */
    public long discontinuitySequence() {
        if (segments.isEmpty()) {
            return 0;
        }
        MediaSegment first = segments.get(0);
        return first.discontinuity() ? first.discontinuitySequence() - 1 : first.discontinuitySequence();
    }

    /** The last listed segment. */
    public Optional<MediaSegment> last() {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
    }

    /** The number of the last listed segment; 0 before there is one. */
    public long lastSequence() {
        return last().map(MediaSegment::sequence).orElse(0L);
    }

    /**
     * The segment of that name: listed, retired or open. Takes the same short time whatever the number is.
     *
     * @param run as in {@link MediaSegment#run}
     * @param sequence any number
     */
    public Optional<MediaSegment> find(String run, long sequence) {
        return at(segments, sequence)
                .or(() -> open.filter(segment -> segment.sequence() == sequence))
                .or(() -> at(retired, sequence))
                .filter(segment -> segment.run().equals(run));
    }

    /** The init segment of a run that has a segment here: listed, retired or open. */
    public Optional<MediaBytes> init(String run) {
        return Stream.of(open.stream(), segments.stream(), retired.stream())
                .flatMap(each -> each)
                .filter(segment -> segment.run().equals(run) && !segment.init().isEmpty())
                .map(MediaSegment::init)
                .findFirst();
    }

    /** Bytes of media held: listed, retired and open. */
    public long bytes() {
        long sum = open.map(MediaSegment::size).orElse(0L);
        for (MediaSegment segment : segments) {
            sum += segment.size();
        }
        for (MediaSegment segment : retired) {
            sum += segment.size();
        }
        return sum;
    }

    /** Segments held: listed, retired and open. */
    public int count() {
        return segments.size() + retired.size() + (open.isPresent() ? 1 : 0);
    }

    private static Optional<MediaSegment> at(List<MediaSegment> segments, long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            MediaSegment segment = segments.get(middle);
            if (segment.sequence() == sequence) {
                return Optional.of(segment);
            }
            if (segment.sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private static void requireNoHoles(List<MediaSegment> segments) {
        for (int i = 1; i < segments.size(); i++) {
            long before = segments.get(i - 1).sequence();
            long sequence = segments.get(i).sequence();
            if (sequence != before + 1) {
                throw new IllegalArgumentException("media sequence number " + sequence + " follows " + before);
            }
        }
    }
}
