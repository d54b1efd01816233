/* global Hls */

/** hls.js's names for a segment that is buffered, and for one that is so in part. */
const BUFFERED = "OK";
const IN_PART = "PARTIAL";

/**
 * Makes hls.js's record of what is buffered true in two cases where that of hls.js 1.7.4 is not.
 *
 * The last part of a segment may be missing: hls.js holds a segment for whole when no more than 0.2 s of it are missing. A
 * last part that is not longer, less what its sound is shorter than its picture, was never loaded if it was announced while
 * the one before was still being appended, and nothing after it either: playback ran dry.
 *
 * And parts of one rendition are replaced by those of another: after a change forth and back within a segment, hls.js went
 * on with a part in the middle of it, which cannot be decoded without those before.
 *
 * That record is given to this part of hls.js only, which its configuration lets one replace.
 */
export class PartRecord extends Hls.DefaultConfig.bufferController {
  constructor(hls, fragmentTracker) {
    super(hls, fragmentTracker);
    hls.on(Hls.Events.LEVEL_SWITCHING, (_, { level }) => forgetParts(hls.levels[level].details));
    const stateOf = fragmentTracker.getState.bind(fragmentTracker);
    fragmentTracker.getState = (segment) => {
      const state = stateOf(segment);
      const parts = hls.latestLevelDetails?.partList ?? [];
      return state === BUFFERED && lacksNextPart(segment, parts) ? IN_PART : state;
    };
  }
}

/** Whether a part of the segment is there to be loaded after one that was. */
function lacksNextPart({ level, sn }, parts) {
  const ofSegment = parts.filter(({ fragment }) => fragment.sn === sn && fragment.level === level);
  return ofSegment.some((part, index) => index > 0 && ofSegment[index - 1].loaded && !part.loaded && !part.gap);
}

function forgetParts(details) {
  for (const part of details?.partList ?? []) {
    part.elementaryStreams = { audio: null, video: null, audiovideo: null };
  }
}
