package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.Mp4;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fragments of which segments of CMAF consist. */
final class Fragments {
    private Fragments() {}

    /** The tracks of a part, which must be one fragment. */
    static List<Mp4.TrackFragment> tracks(PartialSegment part) {
        List<Mp4.Box> boxes = Mp4.boxes(part.bytes().toByteArray());
        assertThat(boxes).extracting(Mp4.Box::type).containsExactly("moof", "mdat");
        return Mp4.tracks(boxes.get(0));
    }

    /**
     * Requires that each track's fragments follow each other to the tick, over all parts and segments.
     *
     * @param segments of one run
     * @param tracks how many there must be in each part
     */
    static void requireContinuous(List<MediaSegment> segments, int tracks) {
        Map<Integer, Long> expected = new HashMap<>();
        for (MediaSegment segment : segments) {
            for (PartialSegment part : segment.parts()) {
                List<Mp4.TrackFragment> found = tracks(part);
                assertThat(found).hasSize(tracks);
                for (Mp4.TrackFragment track : found) {
                    Long before = expected.put(track.track(), track.decodeTime() + track.duration());
                    assertThat(before == null ? track.decodeTime() : before).isEqualTo(track.decodeTime());
                }
            }
        }
        assertThat(expected).hasSize(tracks);
    }
}
