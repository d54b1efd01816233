/** Seconds that stay behind the picture, and how many more may gather before they are let go. */
const KEPT_SECONDS = 30;
const GATHERED_SECONDS = 10;
/** By so much the newest part may end before the playlist does: a frame of sound, and some rounding. */
const NEWEST_SECONDS = 0.1;

/* global Hls */

/**
 * Lets go of media that were shown, in place of hls.js's `backBufferLength`. That one removes them when a segment begins
 * on the screen. If the removal is done just while a part is loaded, hls.js 1.7.4 takes the parts of that segment for
 * missing and, where sound ends a little before the segment, loads nothing more until playback has run dry. So parts make
 * room only when the newest was appended: the next one does not exist yet.
 */
export function trimBackBuffer(video, hls) {
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { part }) => {
    const { buffered, currentTime } = video;
    const endOffset = currentTime - KEPT_SECONDS;
    const due = buffered.length > 0 && endOffset - buffered.start(0) > GATHERED_SECONDS;
    if (due && (!part || part.end > hls.latestLevelDetails.partEnd - NEWEST_SECONDS)) {
      hls.trigger(Hls.Events.BUFFER_FLUSHING, { startOffset: 0, endOffset, type: null });
    }
  });
}
