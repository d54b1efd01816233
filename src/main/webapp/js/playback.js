import { trimBackBuffer } from "./back-buffer.js";
import { figures } from "./figures.js";
import { LiveEdge } from "./live-edge.js";
import { LoadMeter } from "./load-meter.js";
import { PartRecord } from "./part-record.js";
import { PatientLoader } from "./patient-loader.js";
import { Watchdog } from "./watchdog.js";

/* global Hls */

const LOW_LATENCY = new URLSearchParams(location.search).get("latency") !== "ordinary";
const SETTINGS = {
  lowLatencyMode: LOW_LATENCY,
  pLoader: LOW_LATENCY ? undefined : PatientLoader,
  // For good, and by a second each time: the live edge has a rule of its own.
  liveSyncOnStallIncrease: 0,
  liveDurationInfinity: true,
  // It would have the whole script compiled a second time, and take each part to another thread, to do next to nothing to CMAF.
  enableWorker: false,
  bufferController: PartRecord,
};

const MAX_LATENCY_TARGET_DURATIONS = 6;
/** A playlist younger than this many target durations would run dry at once; at low latency one will do. */
const START_TARGET_DURATIONS = 3;
const STEER_MILLIS = 250;
/** Decoders pause for a few milliseconds under load; nobody sees that. */
const SHORTEST_STALL_MILLIS = 100;
const READY_MILLIS = 3000;
/** A decoder that is just warming up should not have to run fast too. */
const WARM_MILLIS = 1000;
const GONE = 404;
/** A picture that stands so long asks for a reason. */
const STANDING_MILLIS = 3000;
/** A pause longer than this stops the download: the viewer's, and the browser's while nobody sees the picture. */
const IDLE_PAUSE_MILLIS = 10000;
const IDLE_HIDDEN_MILLIS = 60000;

/** Whether this browser can play, by hls.js or by itself. */
export function canPlay(video) {
  return Hls.isSupported() || canPlayNatively(video);
}

function canPlayNatively(video) {
  return "ManagedMediaSource" in window || video.canPlayType("application/vnd.apple.mpegurl") !== "";
}

/**
 * One life of the picture: from opening a playlist until it is lost. It never retries by itself beyond what hls.js does
 * within a life; whoever opened it opens the next.
 *
 * Events: "blocked" (the browser wants a click before it plays), "standing" (the picture does not begin or does not move
 * although it should, again each second) and "lost" with `detail` {kind, status}: "network",
 * "media", "stuck", "jump" (the playlist went on elsewhere: the server was restarted), "ended", "idle" (a long pause
 * ended), "codec" (this browser cannot decode it) or what it was given up for, "qualities" once the renditions are known
 * and whenever they are others, and "strayed" (hls.js left the chosen rendition after an error, and chooses by itself).
 */
export class Playback extends EventTarget {
  #video;
  #hls = null;
  #listening = new AbortController();
  #started = false;
  #wanted = true;
  #shownOnce = false;
  #chosen = false;
  #lost = false;
  #previous = null;
  #loaded = new LoadMeter();
  #pausedAt = null;
  #halted = false;
  #liveEdge = null;
  #stall;
  #watchdog;
  #ticker;
  #steering;

  constructor(video, playlist) {
    super();
    this.#video = video;
    this.#watchdog = new Watchdog(video);
    this.#listen();
    if (Hls.isSupported()) {
      this.#openWithHls(playlist);
    } else {
      video.src = playlist;
      this.#start();
    }
    this.#ticker = setInterval(() => this.#tick(), 1000);
  }

  /** Lets go of the picture; no event comes after this. */
  close() {
    this.#lost = true;
    clearInterval(this.#ticker);
    clearInterval(this.#steering);
    clearTimeout(this.#stall);
    this.#listening.abort();
    if (this.#hls) {
      this.#hls.destroy();
    } else {
      this.#video.removeAttribute("src");
      this.#video.load();
    }
  }

  /** Whether the picture was told to play: enough of it was there. */
  get started() {
    return this.#started;
  }

  /** Seconds that playback is kept behind the live edge; null when unknown. */
  get targetLatency() {
    return this.#liveEdge?.target ?? null;
  }

  /** The longest segment, in seconds; 0 when unknown. */
  get targetDuration() {
    return this.#hls?.latestLevelDetails?.targetduration ?? 0;
  }

  /** Length of the longest step by which the live edge moves, in seconds. */
  get edgeStep() {
    const details = this.#hls?.latestLevelDetails;
    return details ? (details.partTarget || details.targetduration) : 0;
  }

  /** The renditions, from the best to the least: `name` for people, `level` for `chooseQuality`. */
  get qualities() {
    return (this.#hls?.levels ?? [])
      .map(({ height, bitrate }, level) => ({ name: `${height}p`, level, bitrate }))
      .sort((one, other) => other.bitrate - one.bitrate);
  }

  /** Plays that rendition from the next part on; -1 leaves the choice to the line. Returns false if that is so already. */
  chooseQuality(level) {
    const changes = this.#hls !== null && this.#hls.manualLevel !== level;
    if (changes) {
      this.#hls.loadLevel = level;
      this.#chosen = level !== -1;
    }
    return changes;
  }

  /** Bits a second of what was loaded lately, or what the multivariant playlist says; 0 when unknown. */
  get bitsPerSecond() {
    return this.#loaded.bitsPerSecond || (this.#hls?.levels[this.#hls.currentLevel]?.bitrate ?? 0);
  }

  /** Milliseconds since the epoch at which the picture now shown was taken; null when unknown. */
  get pictureTime() {
    if (this.#hls) {
      return this.#hls.playingDate?.getTime() ?? null;
    }
    const start = this.#video.getStartDate?.().getTime();
    return Number.isFinite(start) ? start + this.#video.currentTime * 1000 : null;
  }

  /** Seconds behind the live edge as hls.js reckons it, for streams without programme date-times. */
  get edgeLatency() {
    return this.#hls?.latency || null;
  }

  /** Nothing can come for now, as whoever calls knows: ends in "lost". */
  giveUp(kind) {
    this.#lose(kind);
  }

  /** Plays although it was refused before or the viewer paused: the viewer asked for it, and wants to see what is now. */
  play() {
    this.#wanted = true;
    this.catchUp();
  }

  /** Goes to the live edge if the picture is far behind it, and plays on unless the viewer paused. */
  catchUp() {
    if (!this.#started || !this.#wanted) {
      return;
    }
    this.#liveEdge?.jumpIfFarBehind();
    this.#play();
  }

  #openWithHls(playlist) {
    const hls = new Hls(SETTINGS);
    this.#hls = hls;
    this.#liveEdge = new LiveEdge(this.#video, hls);
    trimBackBuffer(this.#video, hls);
    // Its constructor takes this only together with liveSyncDurationCount, which would override the server's hold-back.
    hls.config.liveMaxLatencyDurationCount = MAX_LATENCY_TARGET_DURATIONS;
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.dispatchEvent(new Event("qualities")));
    hls.on(Hls.Events.ERROR, (_, data) => this.#failed(data));
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => this.#updated(details));
    hls.on(Hls.Events.FRAG_BUFFERED, (_, { stats, frag, part }) => this.#received(stats, part ?? frag));
    hls.loadSource(playlist);
    hls.attachMedia(this.#video);
  }

  #listen() {
    const options = { signal: this.#listening.signal };
    const on = (name, listener) => this.#video.addEventListener(name, listener, options);
    on("playing", () => {
      clearTimeout(this.#stall);
      if (!this.#shownOnce) {
        this.#shownOnce = true;
        setTimeout(() => this.#steer(), WARM_MILLIS);
      }
    });
    on("progress", () => this.#watchdog.fed());
    on("waiting", () => {
      if (this.#shownOnce && !this.#video.seeking && !this.#video.paused) {
        clearTimeout(this.#stall);
        this.#stall = setTimeout(() => {
          figures.stalls += 1;
          this.#liveEdge?.stalled();
        }, SHORTEST_STALL_MILLIS);
      }
    });
    on("play", () => {
      this.#wanted = true;
      this.#pausedAt = null;
      this.#watchdog.reset();
      if (this.#hls && !this.#hls.loadingEnabled && this.#started) {
        this.#lose("idle");
      }
    });
    on("pause", () => {
      // Browsers pause a silent picture that nobody sees; it goes on when it is seen again.
      this.#wanted = document.hidden && this.#video.muted && document.pictureInPictureElement !== this.#video;
      this.#pausedAt = performance.now();
    });
    on("ended", () => this.#lose("ended"));
    on("error", () => {
      if (!this.#hls) {
        const { code, message } = this.#video.error;
        figures.addError("nativeError", `code ${code}`, true, message);
        this.#lose(code === MediaError.MEDIA_ERR_NETWORK ? "network" : "media");
      }
    });
  }

  #updated(details) {
    const previous = this.#previous;
    this.#previous = { startSN: details.startSN, endSN: details.endSN };
    if (previous && (details.startSN > previous.endSN + 1 || details.endSN < previous.startSN)) {
      this.#lose("jump");
      return;
    }
    const gap = details.fragments.filter((fragment) => fragment.gap).pop();
    // A picture whose place is in a gap (L25) would stand there, with media after it that hls.js does not go on to.
    if (!gap || details.edge - gap.end >= this.targetLatency) {
      this.#startOnceThereIsEnough(details.edge - details.fragmentStart, details);
    }
  }

  #received(stats, media) {
    this.#watchdog.fed();
    this.#loaded.add(stats.total, media.duration);
    const { buffered } = this.#video;
    if (buffered.length > 0 && this.#hls.latestLevelDetails) {
      const ahead = buffered.end(buffered.length - 1) - Math.max(buffered.start(0), this.#video.currentTime);
      this.#startOnceThereIsEnough(ahead, this.#hls.latestLevelDetails);
    }
  }

  #startOnceThereIsEnough(seconds, { targetduration, partTarget }) {
    const lowLatency = LOW_LATENCY && partTarget > 0;
    if (!this.#started && seconds >= (lowLatency ? 1 : START_TARGET_DURATIONS) * targetduration) {
      this.#start();
    }
  }

  #start() {
    this.#started = true;
    this.#watchdog.reset();
    this.#liveEdge?.jumpIfFarBehind();
    const options = { signal: this.#listening.signal, once: true };
    if (this.#hls && this.#video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      this.#video.addEventListener("canplay", () => this.#play(), options);
      // Some browsers, to spare data, only load what was told to play.
      setTimeout(() => this.#play(), READY_MILLIS);
    } else {
      this.#play();
    }
  }

  #steer() {
    if (this.#hls && !this.#lost) {
      this.#steering = setInterval(() => this.#liveEdge.steer(), STEER_MILLIS);
    }
  }

  #play() {
    if (this.#lost || !this.#wanted || !this.#video.paused) {
      return;
    }
    this.#video.play().catch((refusal) => {
      // Any other refusal comes from a pause or a new source meanwhile.
      if (refusal.name === "NotAllowedError" && !this.#lost && this.#wanted) {
        this.#wanted = false;
        // No "pause" comes, as it never played: for whoever never presses play, the download is to stop all the same.
        this.#pausedAt = performance.now();
        this.dispatchEvent(new Event("blocked"));
      }
    });
  }

  #failed(data) {
    if (data.details === Hls.ErrorDetails.INTERNAL_ABORTED) {
      // hls.js let go of a request of its own, as when the picture jumps.
      return;
    }
    const status = data.response?.code;
    const text = data.error?.message ?? data.reason ?? "";
    figures.addError(data.type, data.details, data.fatal, status ? `${text} (status ${status})` : text);
    const { ErrorTypes, ErrorDetails } = Hls;
    if (data.details === ErrorDetails.MEDIA_SOURCE_REQUIRES_RESET) {
      // hls.js loads the element anew by itself, which pauses it, and does not play it again.
      this.#lose("media");
      return;
    }
    if (!data.fatal) {
      if (data.details === Hls.ErrorDetails.LEVEL_LOAD_ERROR && status === GONE) {
        // The server has given this rendition up, and hls.js goes on with another: it is not to be offered any more.
        this.#hls.removeLevel(data.context.level);
        this.dispatchEvent(new Event("qualities"));
      } else if (this.#chosen && this.#hls.autoLevelEnabled) {
        this.#chosen = false;
        this.dispatchEvent(new Event("strayed"));
      }
      return;
    }
    const codecs = [ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR, ErrorDetails.BUFFER_ADD_CODEC_ERROR];
    if (codecs.includes(data.details)) {
      this.#lose("codec");
    } else if (data.type === ErrorTypes.NETWORK_ERROR) {
      this.#lose("network", status);
    } else {
      this.#lose("media");
    }
  }

  #tick() {
    const mayPause = this.#wanted ? IDLE_HIDDEN_MILLIS : IDLE_PAUSE_MILLIS;
    const idle = this.#pausedAt !== null && performance.now() - this.#pausedAt > mayPause;
    if (idle && this.#hls?.loadingEnabled) {
      this.#hls.stopLoad();
    }
    this.#goOn();
    if (this.#watchdog.isStuck(this.#started)) {
      this.#lose("stuck");
    } else if (this.#watchdog.stood > STANDING_MILLIS) {
      this.dispatchEvent(new Event("standing"));
    }
  }

  /** Nobody paused it, and yet it is: twice in a row is no coincidence. */
  #goOn() {
    const halted = this.#shownOnce && this.#wanted && this.#video.paused && !document.hidden;
    if (halted && this.#halted) {
      this.#play();
    }
    this.#halted = halted;
  }

  #lose(kind, status) {
    if (!this.#lost) {
      this.#lost = true;
      this.dispatchEvent(new CustomEvent("lost", { detail: { kind, status } }));
    }
  }
}
