const REMEMBERED_SECONDS = 10;

/** Tells the bit rate of what was loaded lately, by its own duration: that of the media, not of the line. */
export class LoadMeter {
  #loaded = [];

  /** Something was loaded. */
  add(bytes, seconds) {
    this.#loaded.push({ bytes, seconds });
    let sum = this.#seconds();
    while (sum - this.#loaded[0].seconds > REMEMBERED_SECONDS) {
      sum -= this.#loaded.shift().seconds;
    }
  }

  /** Bits a second; 0 while too little was loaded. */
  get bitsPerSecond() {
    const seconds = this.#seconds();
    return seconds > 1 ? (8 * this.#loaded.reduce((sum, part) => sum + part.bytes, 0)) / seconds : 0;
  }

  #seconds() {
    return this.#loaded.reduce((sum, part) => sum + part.seconds, 0);
  }
}
