const SLOWEST_START_MILLIS = 60000;
const STUCK_MILLIS = 8000;
/** On a slow line segments still arrive while the picture stands: that is given more time. */
const STUCK_WITHOUT_DATA_MILLIS = 24000;
/** Between two looks longer than this, the machine slept or the tab was held: that time says nothing. */
const HELD_MILLIS = 5000;

/** Notices a picture that does not move although it should. */
export class Watchdog {
  #video;
  #opened = performance.now();
  #moved = this.#opened;
  #fed = this.#opened;
  #looked = this.#opened;
  #position = 0;

  constructor(video) {
    this.#video = video;
  }

  /** Media arrived. */
  fed() {
    this.#fed = performance.now();
  }

  /** The viewer pressed play, or playback just started: time counts from here. */
  reset() {
    this.#moved = performance.now();
  }

  /** Milliseconds for which the picture has not moved, or was not told to play, as of the last look. */
  get stood() {
    return this.#looked - this.#moved;
  }

  /**
   * Looks, about once a second.
   *
   * @param {boolean} started whether the picture was told to play at all
   * @returns {boolean} whether it is stuck
   */
  isStuck(started) {
    const now = performance.now();
    if (now - this.#looked > HELD_MILLIS) {
      this.#moved = now;
      this.#fed = now;
    }
    this.#looked = now;
    if (!started) {
      return now - this.#opened > SLOWEST_START_MILLIS;
    }
    const { currentTime, paused, readyState, seeking } = this.#video;
    // To be put somewhere else is not to move: hls.js does it again and again where nothing can be loaded.
    if ((currentTime !== this.#position && !seeking) || paused) {
      this.#moved = now;
    }
    this.#position = currentTime;
    const stood = now - this.#moved;
    const hungry = readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    const arriving = now - this.#fed < STUCK_MILLIS;
    return stood > (hungry && arriving ? STUCK_WITHOUT_DATA_MILLIS : STUCK_MILLIS);
  }
}
