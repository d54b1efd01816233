/** What is farther behind its place than this is jumped rather than caught up. */
const FAR_BEHIND_SECONDS = 3;
const FAR_BEHIND_MILLIS = 5000;
const BETWEEN_JUMPS_MILLIS = 30000;
/** Nobody hears a change of speed of so little. */
const SLIGHTLY_BEHIND = { seconds: 0.06, rate: 1.04 };
const BEHIND = { seconds: 0.4, rate: 1.1 };
const AHEAD = { seconds: -0.1, rate: 0.96 };
/** Parts can be so short that three of them are less than what browsers and servers stand still for now and then. */
const LEAST_SECONDS = 0.45;
/**
 * Each stall asks for more distance from the edge, for as long as stalls go on; a picture begins as after one. What comes
 * soon after the distance was given back tells that it was needed: the next time it is kept for twice as long.
 */
const STALL_SECONDS = 0.5;
const MOST_EXTRA_SECONDS = 4;
const PATIENCE_MILLIS = 60000;
const MOST_PATIENCE_MILLIS = 16 * PATIENCE_MILLIS;

/**
 * Keeps a picture played by hls.js where the server wants it, behind the live edge: by playing a little faster or slower,
 * or by a jump. hls.js joins somewhere near and corrects nothing at low latency.
 */
export class LiveEdge {
  #video;
  #hls;
  #farBehindSince = null;
  #lastJump = -Infinity;
  #extra = STALL_SECONDS;
  #lastChange = performance.now();
  #patience = PATIENCE_MILLIS;
  #gaveBack = false;

  constructor(video, hls) {
    this.#video = video;
    this.#hls = hls;
  }

  /** Seconds behind the live edge where the picture is kept; null when unknown. */
  get target() {
    const { targetLatency } = this.#hls;
    return targetLatency === null ? null : Math.max(targetLatency, LEAST_SECONDS) + this.#extra;
  }

  /** The picture ran dry: the line or the machine needs more distance from the edge for a while. */
  stalled() {
    const now = performance.now();
    if (now - this.#lastChange > this.#patience) {
      this.#patience = PATIENCE_MILLIS;
    } else if (this.#gaveBack) {
      this.#patience = Math.min(2 * this.#patience, MOST_PATIENCE_MILLIS);
    }
    this.#gaveBack = false;
    this.#extra = Math.min(this.#extra + STALL_SECONDS, MOST_EXTRA_SECONDS);
    this.#lastChange = now;
  }

  /** Goes to its place if the picture is far behind it. */
  jumpIfFarBehind() {
    if (this.#behind() > FAR_BEHIND_SECONDS) {
      this.#jump();
    }
  }

  /** Looks and steers, a few times a second. */
  steer() {
    const video = this.#video;
    const behind = this.#behind();
    if (behind === null || video.paused || video.seeking) {
      this.#farBehindSince = null;
      return;
    }
    if (this.#extra > 0 && performance.now() - this.#lastChange > this.#patience) {
      this.#extra -= STALL_SECONDS;
      this.#gaveBack = true;
      this.#lastChange = performance.now();
    }
    if (behind > FAR_BEHIND_SECONDS) {
      this.#lookForAJump();
    } else {
      this.#farBehindSince = null;
    }
    // Of a page that nobody sees, timers may come once a minute: too seldom to end any other speed in time.
    const rate = document.hidden ? 1 : speed(behind, video.playbackRate !== 1);
    if (video.playbackRate !== rate) {
      video.playbackRate = rate;
    }
  }

  /**
   * After a stall the picture stays behind: jumps once that lasts, seldom, and only to where media are there already, so
   * that a slow line is not made slower.
   */
  #lookForAJump() {
    const now = performance.now();
    this.#farBehindSince ??= now;
    const { buffered } = this.#video;
    const there = buffered.length > 0 && buffered.end(buffered.length - 1) > this.#hls.liveSyncPosition;
    const due = now - this.#farBehindSince > FAR_BEHIND_MILLIS && now - this.#lastJump > BETWEEN_JUMPS_MILLIS;
    if (there && due) {
      this.#lastJump = now;
      this.#jump();
    }
  }

  #jump() {
    const { liveSyncPosition, targetLatency } = this.#hls;
    this.#video.currentTime = liveSyncPosition + targetLatency - this.target;
  }

  /** Seconds behind its place; null when unknown. */
  #behind() {
    const { latency, liveSyncPosition } = this.#hls;
    return liveSyncPosition === null || this.target === null ? null : latency - this.target;
  }
}

/** The speed for being so far behind; once steering, it goes on until the picture is in its place. */
function speed(behind, steering) {
  if (behind > BEHIND.seconds) {
    return BEHIND.rate;
  }
  if (behind > (steering ? 0 : SLIGHTLY_BEHIND.seconds)) {
    return SLIGHTLY_BEHIND.rate;
  }
  return behind < AHEAD.seconds ? AHEAD.rate : 1;
}
