/** The server's list of channels. */

const TIMEOUT_MILLIS = 8000;

/** Clocks that differ by less are taken as equal: the server's Date header counts whole seconds. */
export const CLOCK_TOLERANCE_MILLIS = 2000;

/** The page itself asks for the first answer, at some time since it was opened. */
let first = true;

/** Not every browser that could play has AbortSignal.timeout. */
function deadline(millis) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), millis);
  return controller.signal;
}

/** When an answer was asked for, by the clock, and how long it took to begin. */
function timed(response, begun) {
  const took = Date.now() - begun;
  const [timing] = first ? performance.getEntriesByName(response.url) : [];
  first = false;
  return timing?.responseStart > 0
    ? { asked: performance.timeOrigin + timing.requestStart, took: timing.responseStart - timing.requestStart }
    : { asked: begun, took };
}

/**
 * Fetches `live/channels.json`.
 *
 * @returns {Promise<{problem: ?string, channels: object[], clockAheadMillis: number}>} the answer, and by how much this
 *   machine's clock is ahead of the server's; that of each channel's media as its `aheadOfMedia`, null when unknown
 * @throws {Error} if the server does not answer, or not with a list of channels
 */
export async function fetchChannels() {
  const begun = first ? performance.timeOrigin : Date.now();
  const response = await fetch("live/channels.json", { signal: deadline(TIMEOUT_MILLIS) });
  const { asked, took } = timed(response, begun);
  if (!response.ok) {
    throw new Error(`The server answered with status ${response.status}.`);
  }
  const answer = await response.json();
  if (!Array.isArray(answer.channels)) {
    throw new Error("The server's answer holds no list of channels.");
  }
  return {
    problem: answer.problem || null,
    channels: answer.channels.map((channel) => ({
      ...channel,
      aheadOfMedia: aheadOfMedia(channel, response.headers, asked, took),
    })),
    clockAheadMillis: clockAhead(response.headers, asked, took),
  };
}

/** As if the answer was made half-way between the question and its coming. */
function aheadOfMedia(channel, headers, asked, took) {
  const told = Date.parse(channel.now);
  const cached = Number(headers.get("Age") ?? 0) > 0;
  return cached || Number.isNaN(told) ? null : { millis: asked + took / 2 - told, within: took / 2 };
}

/** As if it was made half-way between question and answer, which is wrong by half of what both took at most. */
function clockAhead(headers, asked, took) {
  // An answer out of a cache tells the time at which it was made.
  const served = Date.parse(headers.get("Date") ?? "") + Number(headers.get("Age") ?? 0) * 1000;
  const ahead = asked + took / 2 - served;
  return Math.abs(ahead) > CLOCK_TOLERANCE_MILLIS + took / 2 ? ahead : 0;
}
