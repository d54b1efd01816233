/** What time it is as a channel's media count it, which need not be what either machine's clock says. */

/** A cache may give an answer that is so old. */
const CACHED_MILLIS = 1000;

/** By how much this machine's clock is ahead of that of the media: `millis`, wrong by `within` at most; null when unknown. */
let ahead = null;

/** Another channel has another time. */
export function forgetMediaTime() {
  ahead = null;
}

/**
 * Takes note of what the server has told.
 *
 * @param {?{millis: number, within: number}} told as {@link fetchChannels} gives it
 */
export function hearMediaTime(told) {
  if (told === null) {
    return;
  }
  // What is told is not exact, and no step is to come of that: it counts if it is much more exact than what is known, or
  // cannot be true together with it.
  const later = ahead === null ? Infinity : told.millis - ahead.millis;
  if (told.within < ahead?.within / 2 || later > CACHED_MILLIS + told.within || later < -told.within) {
    ahead = told;
  }
}

/** Milliseconds since the epoch; null when unknown. */
export function mediaTime() {
  return ahead === null ? null : Date.now() - ahead.millis;
}
