import { CLOCK_TOLERANCE_MILLIS, fetchChannels } from "./channels.js";
import { figures } from "./figures.js";
import { EXPIRED, asked, objection, withToken } from "./link.js";
import { forgetMediaTime, hearMediaTime } from "./media-clock.js";
import { Playback, canPlay } from "./playback.js";
import { offerQualities } from "./quality.js";
import { clock, keepDroppedFrames, startReadout } from "./readout.js";
import * as view from "./view.js";
import { startReports } from "./viewer-report.js";
import "./controls.js";

const POLL_MILLIS = 3000;
const STARTING_POLL_MILLIS = 1000;
const REFRESH_MILLIS = 15000;
const FIRST_BACKOFF_MILLIS = 1000;
const LONGEST_BACKOFF_MILLIS = 8000;
/** What is told in these states is not to flicker while it is tried again. */
const TELLING = ["reconnecting", "refused", "unsupported"];
const UNSUPPORTED_MILLIS = 60000;
/** After playing this long, the next loss counts as the first again. */
const STEADY_MILLIS = 10000;

const { video } = view.parts;

let playback = null;
let playing = null;
let failures = 0;
let wake = () => {};

/** Plays for ever: finds the channel, plays it until it is lost, begins anew. */
async function run() {
  for (;;) {
    const channel = await findChannel();
    const loss = await play(channel).catch((failure) => {
      figures.addError("pageError", failure.name, true, failure.message);
      return { kind: "media" };
    });
    if (loss.kind === "idle" || loss.kind === "away") {
      continue;
    }
    figures.rebuilds += 1;
    await recover(channel, loss);
  }
}

/** Asks the server until the channel can be played, and says meanwhile why it cannot. */
async function findChannel() {
  for (;;) {
    let answer;
    try {
      answer = await fetchChannels();
    } catch {
      figures.state = "away";
      view.showBadge("failed", "Away");
      view.showRemark("");
      view.showNotice({
        title: navigator.onLine ? "The server does not answer." : "This device is offline.",
        text: "The picture returns by itself as soon as the server is there.",
        busy: true,
        action: view.TRY_NOW,
      });
      await pause(backoff());
      continue;
    }
    clock.aheadMillis = answer.clockAheadMillis;
    const channel = withToken(choose(answer.channels));
    const refusal = channel && objection(channel, clock.aheadMillis);
    view.showChannels(answer.channels, channel?.name ?? null);
    if (channel) {
      view.showChannel(channel);
      forgetMediaTime();
      hearMediaTime(channel.aheadOfMedia);
    }
    if (answer.problem) {
      wait("problem", { title: "This server cannot show anything yet.", text: answer.problem });
    } else if (!channel) {
      wait("stopped", missing(answer.channels));
    } else if (refusal) {
      wait("refused", refusal);
    } else if (channel.state === "stopped") {
      wait("stopped", { title: "This channel is off air.", text: "It plays here by itself once it is back." });
    } else if (channel.state === "failed") {
      wait("stopped", { title: "This channel cannot run.", text: "The admin page says why." });
    } else if (channel.state === "starting" || channel.state === "away") {
      const starting = channel.state === "starting";
      figures.state = starting ? "starting" : "waiting";
      view.showNotice({
        title: starting ? "Starting…" : "The source of this channel is away.",
        text: starting ? "Waiting for the first picture." : "Its picture returns here by itself.",
        busy: true,
      });
      await pause(STARTING_POLL_MILLIS);
      continue;
    } else {
      return channel;
    }
    await pause(POLL_MILLIS);
  }
}

function choose(channels) {
  return asked === null ? channels[0] : channels.find(({ name }) => name === asked);
}

function missing(channels) {
  view.showTitle(asked ?? "Live");
  view.showBadge("stopped", "Off air");
  view.showRemark("");
  if (asked === null) {
    return { title: "There is no channel yet.", text: "One that is added plays here by itself." };
  }
  const text = channels.length > 0 ? "Choose another one below, or wait: it plays here once it is there." : "";
  return { title: `There is no channel named “${asked}”.`, text };
}

/** Something that only the server can change: told in plain words, over no old picture. */
function wait(state, notice) {
  figures.state = state;
  view.clearBackdrop();
  view.showNotice({ ...notice, action: view.TRY_NOW });
}

/** Plays the channel until it is lost; resolves to why. */
async function play(channel) {
  if (!canPlay(video)) {
    return { kind: "codec" };
  }
  return new Promise((resolve) => {
    if (!TELLING.includes(figures.state)) {
      figures.state = "starting";
      view.showNotice({ title: "Starting…", busy: true });
    }
    view.showPoster(channel);
    playback = new Playback(video, channel.playlist);
    playing = channel.name;
    offerQualities(playback);
    const life = new AbortController();
    const options = { signal: life.signal };
    let steady;
    const refresh = setInterval(refreshChannels, REFRESH_MILLIS);

    playback.addEventListener("blocked", () => {
      figures.state = "blocked";
      view.showNotice({ title: "Ready to play.", text: "This browser waits for a click.", action: "Play" });
    });
    playback.addEventListener("standing", async () => {
      const told = await refreshChannels();
      if (told?.state === "away") {
        playback?.giveUp("away");
      }
    });
    playback.addEventListener("lost", ({ detail }) => {
      clearInterval(refresh);
      clearTimeout(steady);
      life.abort();
      view.freeze();
      keepDroppedFrames();
      playback.close();
      playback = null;
      resolve(detail);
    });
    video.addEventListener(
      "playing",
      () => {
        figures.state = "playing";
        view.showPicture();
        view.say(video.muted ? "Playing without sound." : "Playing.");
        clearTimeout(steady);
        steady = setTimeout(() => {
          failures = 0;
        }, STEADY_MILLIS);
      },
      options,
    );
    video.addEventListener(
      "pause",
      () => {
        if (playback.started && figures.state === "playing") {
          figures.state = "paused";
          view.say("Paused.");
        }
      },
      options,
    );
  });
}

/** Waits before the next life, the longer the more often it was lost. */
async function recover(channel, { kind, status }) {
  if (kind === "codec") {
    figures.state = "unsupported";
    view.clearBackdrop();
    view.showNotice({
      title: "This browser cannot play this video.",
      text: "It needs H.264 video and AAC sound. On Linux, Firefox finds them in FFmpeg’s libraries (libavcodec).",
      action: view.TRY_NOW,
    });
    // Browsers say so too of a moment in which they cannot.
    await pause(canPlay(video) ? UNSUPPORTED_MILLIS : Infinity);
    return;
  }
  if (status === 403 && channel.signed) {
    view.clearBackdrop();
    wait("refused", EXPIRED);
    await pause(LONGEST_BACKOFF_MILLIS);
    return;
  }
  figures.state = "reconnecting";
  if (kind === "ended" || status === 404) {
    // The channel was taken off air: its state says more than the missing playlist.
    await pause(FIRST_BACKOFF_MILLIS);
    return;
  }
  view.showNotice({
    title: status === 503 ? "Starting…" : "Connection lost. Reconnecting…",
    busy: true,
    action: failures > 1 ? view.TRY_NOW : "",
  });
  view.showPoster(channel);
  await pause(kind === "jump" ? 0 : backoff());
}

function backoff() {
  const longest = Math.min(FIRST_BACKOFF_MILLIS * 2 ** failures, LONGEST_BACKOFF_MILLIS);
  failures += 1;
  // Jitter keeps the viewers of a restarted server from coming back all at once.
  return longest * (0.7 + 0.3 * Math.random());
}

/** Waits, unless the viewer or the network says that now is a good time. */
function pause(millis) {
  return new Promise((resolve) => {
    const timer = Number.isFinite(millis) ? setTimeout(resolve, millis) : null;
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** Keeps title, remark and list true while the picture plays; resolves to the channel if the server told of it. */
async function refreshChannels() {
  if (document.hidden) {
    return null;
  }
  try {
    const { channels, clockAheadMillis } = await fetchChannels();
    // Either clock may be corrected while the picture plays. What is told is not exact: no step is to come of that.
    if (Math.abs(clockAheadMillis - clock.aheadMillis) > CLOCK_TOLERANCE_MILLIS) {
      clock.aheadMillis = clockAheadMillis;
    }
    const channel = withToken(choose(channels));
    if (playback && channel) {
      hearMediaTime(channel.aheadOfMedia);
      view.showChannels(channels, channel.name);
      view.showChannel(channel);
      return channel;
    }
  } catch {
    // Playback notices by itself when the server is away.
  }
  return null;
}

view.parts.action.addEventListener("click", () => {
  playback?.play();
  wake();
});
window.addEventListener("online", () => wake());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    wake();
    playback?.catchUp();
  }
});
startReadout(() => playback);
startReports(() => playing);
run();
