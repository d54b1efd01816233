import { figures } from "./figures.js";
import { mediaTime } from "./media-clock.js";
import { parts, showFigures } from "./view.js";

const { video, controller } = parts;
const MEASURE_MILLIS = 500;
/** Latencies outside this range, in seconds, tell of a wrong clock rather than of the way of the picture. */
const LIKELY_LATENCY = [-1, 120];

/** By how much this machine's clock is ahead of the server's. */
export const clock = { aheadMillis: 0 };

let droppedBefore = 0;

/** Keeps the figures true; `current` tells the playback of now, or null. */
export function startReadout(current) {
  setInterval(() => measure(current()), MEASURE_MILLIS);
}

/** A playback is about to end: its dropped frames stay counted. */
export function keepDroppedFrames() {
  droppedBefore += video.getVideoPlaybackQuality().droppedVideoFrames;
}

function measure(playback) {
  const quality = video.getVideoPlaybackQuality();
  figures.droppedFrames = droppedBefore + (playback ? quality.droppedVideoFrames : 0);
  figures.latency = playback?.started ? latency(playback) : null;
  showFigures({
    latency: figures.latency,
    width: playback ? video.videoWidth : 0,
    height: video.videoHeight,
    bitsPerSecond: playback?.bitsPerSecond ?? 0,
    dropped: quality.droppedVideoFrames,
    shown: playback ? quality.totalVideoFrames : 0,
  });
  const target = playback?.targetLatency;
  if (target) {
    // The edge moves in steps, so a picture in its place is at times a whole step further behind.
    setAttribute("liveedgeoffset", (target + playback.edgeStep + 1).toFixed(1));
    setAttribute("seektoliveoffset", target.toFixed(1));
  }
}

function latency(playback) {
  const taken = playback.pictureTime;
  const byClock = taken === null ? null : ((mediaTime() ?? Date.now() - clock.aheadMillis) - taken) / 1000;
  const likely = byClock !== null && byClock > LIKELY_LATENCY[0] && byClock < LIKELY_LATENCY[1];
  if (likely) {
    return Math.max(0, byClock);
  }
  // While it stands, hls.js goes on telling what was true when it last loaded something.
  return video.paused ? null : playback.edgeLatency;
}

function setAttribute(name, value) {
  if (controller.getAttribute(name) !== value) {
    controller.setAttribute(name, value);
  }
}
