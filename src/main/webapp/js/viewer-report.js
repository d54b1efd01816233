/**
 * Tells the server now and then how far behind the picture is, whether it stalled and how long the last report took to be
 * answered; nothing about who watches. (Content blockers keep away what has "beacon" or the like in its name.)
 */
import { figures } from "./figures.js";

const EVERY_MILLIS = 10000;

let reportedStalls = 0;
let roundTripMillis;

/** Begins; `channelName` tells what is played, or null. */
export function startReports(channelName) {
  setInterval(() => report(channelName()), EVERY_MILLIS);
}

function report(channel) {
  if (channel === null || figures.state !== "playing" || figures.latency === null || document.hidden) {
    return;
  }
  const stalls = figures.stalls - reportedStalls;
  reportedStalls = figures.stalls;
  const body = JSON.stringify({ channel, latencyMillis: Math.round(figures.latency * 1000), stalls, roundTripMillis });
  roundTripMillis = undefined;
  const begun = performance.now();
  fetch("report", { method: "POST", body, credentials: "omit", keepalive: true })
    .then(() => {
      roundTripMillis = Math.round(performance.now() - begun);
    })
    .catch(() => {
      // The server is away: playback notices by itself.
    });
}
