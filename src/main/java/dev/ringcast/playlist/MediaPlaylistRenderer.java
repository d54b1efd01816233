package dev.ringcast.playlist;

import static dev.ringcast.playlist.PlaylistTag.DISCONTINUITY;
import static dev.ringcast.playlist.PlaylistTag.DISCONTINUITY_SEQUENCE;
import static dev.ringcast.playlist.PlaylistTag.ENDLIST;
import static dev.ringcast.playlist.PlaylistTag.EXTINF;
import static dev.ringcast.playlist.PlaylistTag.GAP;
import static dev.ringcast.playlist.PlaylistTag.INDEPENDENT_SEGMENTS;
import static dev.ringcast.playlist.PlaylistTag.MAP;
import static dev.ringcast.playlist.PlaylistTag.MEDIA_SEQUENCE;
import static dev.ringcast.playlist.PlaylistTag.PART;
import static dev.ringcast.playlist.PlaylistTag.PART_INF;
import static dev.ringcast.playlist.PlaylistTag.PRELOAD_HINT;
import static dev.ringcast.playlist.PlaylistTag.PROGRAM_DATE_TIME;
import static dev.ringcast.playlist.PlaylistTag.RENDITION_REPORT;
import static dev.ringcast.playlist.PlaylistTag.SERVER_CONTROL;
import static dev.ringcast.playlist.PlaylistTag.SKIP;
import static dev.ringcast.playlist.PlaylistTag.TARGETDURATION;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.ring.RingSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Renders the media playlist of a sliding window, for low-latency and ordinary players at once: a pure function of its
 * arguments.
 *
 * <p>It says nothing that could change later for a segment once listed (L8), and has no EXT-X-PLAYLIST-TYPE, because
 * segments leave it (L23). EXT-X-INDEPENDENT-SEGMENTS stands here as well as in the multivariant playlist (L19): players
 * are also given the address of a media playlist alone.
 */
final class MediaPlaylistRenderer {
    private final RingSnapshot snapshot;
    private final MediaPlaylistSettings settings;
    private final List<RenditionReport> reports;
    private final List<MediaSegment> segments;

    /** How far the end of each listed segment is from the end of the playlist, the open segment's parts included. */
    private final Duration[] distances;

    /**
     * @param snapshot with at least one listed segment
     * @throws IllegalArgumentException if no segment is listed
     */
    MediaPlaylistRenderer(RingSnapshot snapshot, MediaPlaylistSettings settings, List<RenditionReport> reports) {
        if (snapshot.segments().isEmpty()) {
            throw new IllegalArgumentException("a media playlist without a segment: wait for the first to be complete");
        }
        this.snapshot = snapshot;
        this.settings = settings;
        this.reports = reports;
        this.segments = snapshot.segments();
        this.distances = new Duration[segments.size()];
        Duration distance = snapshot.open().map(MediaSegment::duration).orElse(Duration.ZERO);
        for (int i = distances.length - 1; i >= 0; i--) {
            distances[i] = distance;
            distance = distance.plus(segments.get(i).duration());
        }
    }

    /** The whole playlist. */
    String full() {
        return render(0);
    }

    /** The delta update (L36); empty if there is nothing to skip or the playlist has ended. */
    Optional<String> delta() {
        int skipped = 0;
        while (skipped < distances.length && distances[skipped].compareTo(settings.skipBoundary()) > 0) {
            skipped++;
        }
        return skipped > 0 && !snapshot.ended() ? Optional.of(render(skipped)) : Optional.empty();
    }

    private String render(int skipped) {
        PlaylistText text = new PlaylistText();
        head(text);
        if (skipped > 0) {
            text.tag(SKIP, "SKIPPED-SEGMENTS=" + skipped);
        }
        String run = "";
        for (int i = skipped; i < segments.size(); i++) {
            MediaSegment segment = segments.get(i);
            begin(text, segment, !segment.run().equals(run));
            run = segment.run();
            // L34: the distance of its first part, and with it the whole segment.
            if (distances[i].plus(segment.duration()).compareTo(settings.partsBoundary()) <= 0) {
                parts(text, segment);
            }
            if (segment.gap()) {
                text.tag(GAP);
            }
            text.tag(EXTINF, Decimals.seconds(segment.duration()) + ",");
            text.uri(uri(segment, ""));
        }
        if (snapshot.ended()) {
            text.tag(ENDLIST);
        } else {
            String last = run;
            snapshot.open().filter(open -> !open.parts().isEmpty()).ifPresent(open -> {
                begin(text, open, !open.run().equals(last));
                parts(text, open);
            });
            hints(text);
            reports.forEach(report -> text.tag(RENDITION_REPORT, attributes(report)));
        }
        return text.document();
    }

    private void head(PlaylistText text) {
        text.tag(INDEPENDENT_SEGMENTS);
        text.tag(TARGETDURATION, settings.targetDuration());
        text.tag(
                SERVER_CONTROL,
                "CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=" + Decimals.seconds(settings.partHoldBack()) + ",CAN-SKIP-UNTIL="
                        + Decimals.seconds(settings.skipBoundary()));
        text.tag(PART_INF, "PART-TARGET=" + Decimals.seconds(settings.partTarget()));
        text.tag(MEDIA_SEQUENCE, snapshot.mediaSequence());
        // Always, also before the first discontinuity: it must be there by the time one slides out (L16).
        text.tag(DISCONTINUITY_SEQUENCE, snapshot.discontinuitySequence());
    }

    /** What stands before the first part of a segment, or before the segment if its parts are not listed (L32). */
    private void begin(PlaylistText text, MediaSegment segment, boolean otherRun) {
        if (segment.discontinuity()) {
            text.tag(DISCONTINUITY);
        }
        if (otherRun && settings.packaging() == Packaging.CMAF) {
            text.tag(MAP, "URI=\"" + segment.run() + "/" + Packaging.INIT_NAME + '"');
        }
        text.tag(PROGRAM_DATE_TIME, Decimals.dateTime(segment.programDateTime()));
    }

    private void parts(PlaylistText text, MediaSegment segment) {
        for (int i = 0; i < segment.parts().size(); i++) {
            PartialSegment part = segment.parts().get(i);
            text.tag(
                    PART,
                    "DURATION=" + Decimals.seconds(part.duration()) + ",URI=\"" + uri(segment, "." + i) + '"'
                            + (part.independent() ? ",INDEPENDENT=YES" : "")
                            + (part.gap() ? ",GAP=YES" : ""));
        }
    }

    private void hints(PlaylistText text) {
        MediaSegment last = segments.get(segments.size() - 1);
        snapshot.open()
                .filter(open -> open.parts().isEmpty() && !open.run().equals(last.run()))
                .filter(open -> settings.packaging() == Packaging.CMAF)
                .ifPresent(open ->
                        text.tag(PRELOAD_HINT, "TYPE=MAP,URI=\"" + open.run() + "/" + Packaging.INIT_NAME + '"'));
        String part = snapshot.open()
                .map(open -> uri(open, "." + open.parts().size()))
                .orElseGet(() -> last.run() + "/" + (last.sequence() + 1) + ".0."
                        + settings.packaging().fileEnding());
        text.tag(PRELOAD_HINT, "TYPE=PART,URI=\"" + part + '"');
    }

    private String uri(MediaSegment segment, String part) {
        return segment.run() + "/" + segment.sequence() + part + "."
                + settings.packaging().fileEnding();
    }

    private static String attributes(RenditionReport report) {
        return "URI=\"" + report.uri() + "\",LAST-MSN=" + report.position().reportedSequence() + ",LAST-PART="
                + report.position().reportedPart();
    }
}
