/** Up to one target duration hls.js catches up by playing faster; what is further behind than this needs a jump. */
const FAR_BEHIND_MARGIN_SECONDS = 0.5;
/** Jumps land a little short of the edge: hls.js makes that up, and the picture does not run dry. */
const JUMP_SHORT_SECONDS = 1;
const FAR_BEHIND_LOOKS = 5;
const BETWEEN_JUMPS_MILLIS = 30000;

/** Keeps a picture played by hls.js near the live edge. */
export class LiveEdge {
  #video;
  #hls;
  #looksFarBehind = 0;
  #lastJump = -Infinity;

  constructor(video, hls) {
    this.#video = video;
    this.#hls = hls;
  }

  /** Goes to the edge if the picture is far behind it. */
  jumpIfFarBehind() {
    if (this.#isFarBehind()) {
      this.#video.currentTime = this.#hls.liveSyncPosition - JUMP_SHORT_SECONDS;
    }
  }

  /**
   * Looks, about once a second. After a stall the picture stays behind: jumps once that lasts, seldom, and only to where
   * media are there already, so that a slow line is not made slower.
   */
  look() {
    this.#looksFarBehind = !this.#video.paused && this.#isFarBehind() ? this.#looksFarBehind + 1 : 0;
    const now = performance.now();
    if (this.#looksFarBehind < FAR_BEHIND_LOOKS || now - this.#lastJump < BETWEEN_JUMPS_MILLIS) {
      return;
    }
    const { buffered } = this.#video;
    if (buffered.length > 0 && buffered.end(buffered.length - 1) > this.#hls.liveSyncPosition) {
      this.#lastJump = now;
      this.jumpIfFarBehind();
    }
  }

  #isFarBehind() {
    const target = this.#hls.liveSyncPosition;
    const step = this.#hls.latestLevelDetails?.targetduration;
    return target != null && target - this.#video.currentTime > step + FAR_BEHIND_MARGIN_SECONDS + JUMP_SHORT_SECONDS;
  }
}
