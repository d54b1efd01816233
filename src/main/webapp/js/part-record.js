/* global Hls */

/** What hls.js allows itself, in seconds. */
const MOST_MISSING = 0.2;
/** More than a part's sound can be shorter than its picture, less than a part. */
const MISSING_PARTS = 0.75;

/**
 * Makes hls.js's record of what is buffered notice a single missing part. hls.js 1.7.4 holds a segment for whole when no
 * more than 0.2 s of it are missing. With parts of 0.2 s or less, the last part of a segment was never loaded if it was
 * announced while the one before was still being appended, and nothing after it until playback had run dry.
 *
 * That record is given to this part of hls.js only, which its configuration lets one replace.
 */
export class PartRecord extends Hls.DefaultConfig.bufferController {
  constructor(hls, fragmentTracker) {
    super(hls, fragmentTracker);
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => {
      fragmentTracker.bufferPadding = Math.min(MOST_MISSING, MISSING_PARTS * (details.partTarget || Infinity));
    });
  }
}
