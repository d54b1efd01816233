package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.util.Comparator;

/**
 * How far a media playlist has come.
 *
 * @param sequence the media sequence number of the segment that grows or comes next
 * @param parts how many of its parts are listed
 */
record Position(long sequence, int parts) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::sequence).thenComparingInt(Position::parts);

    static Position of(ParsedPlaylist playlist) {
        return new Position(
                playlist.open().map(Segment::sequence).orElse(playlist.lastSequence() + 1),
                playlist.openParts().size());
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
