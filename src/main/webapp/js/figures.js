/**
 * The player's figures, for tests and the curious, as `window.ringcast`. Read-only:
 *
 * - `state`: "connecting", "away" (the server), "waiting" (for the source), "problem", "stopped", "starting", "playing",
 *   "paused", "blocked", "reconnecting", "refused" (it needs a link that is good) or "unsupported"
 * - `stalls`: how often the picture stood still for 100 ms or more while it should play (the browser's `waiting` event);
 *   the start and seeks excepted
 * - `rebuilds`: how often playback was lost and begun anew, unless the viewer or the source was the reason
 * - `droppedFrames`: frames the browser did not show, rebuilds included
 * - `latency`: seconds between the programme date-time of now and that of the picture; null when unknown
 * - `errors`: the last 50 errors of hls.js, `{time, type, details, fatal, text}`, oldest first
 */
const MOST_ERRORS = 50;

export const figures = {
  state: "connecting",
  stalls: 0,
  rebuilds: 0,
  droppedFrames: 0,
  latency: null,
  errors: [],

  addError(type, details, fatal, text) {
    this.errors.push(Object.freeze({ time: new Date().toISOString(), type, details, fatal, text }));
    this.errors.splice(0, this.errors.length - MOST_ERRORS);
  },
};

const shown = {};
for (const name of ["state", "stalls", "rebuilds", "droppedFrames", "latency"]) {
  Object.defineProperty(shown, name, { enumerable: true, get: () => figures[name] });
}
Object.defineProperty(shown, "errors", { enumerable: true, get: () => [...figures.errors] });
Object.defineProperty(window, "ringcast", { value: Object.freeze(shown) });
