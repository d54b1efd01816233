import { card } from "./card.js";
import { deadline, moment } from "./dom.js";

const POLL_MILLIS = 2000;
const TIMEOUT_MILLIS = 8000;
const POSTER_MILLIS = 10000;

const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
const list = document.getElementById("channels");
const cards = new Map();

let answered = null;
let wake = () => {};

async function run() {
  for (;;) {
    if (!document.hidden && !(await refresh())) {
      return;
    }
    await pause(POLL_MILLIS);
  }
}

/** Resolves to whether it is any use to ask again. */
async function refresh() {
  try {
    const response = await fetch("channels.json", { cache: "no-store", signal: deadline(TIMEOUT_MILLIS) });
    if (response.status === 401 || response.status === 403) {
      tell("connection", "You are signed out, or no longer have the role ringcast-admin. Reload this page to sign in.");
      // With 401 the browser asks for the password itself, each time anew.
      return response.status === 403;
    }
    if (!response.ok) {
      throw new Error(`it answered with status ${response.status}`);
    }
    show(await response.json());
    answered = new Date();
    tell("connection", "");
  } catch (failure) {
    const since = answered ? ` What you see is from ${moment(answered)}.` : "";
    tell("connection", `The server could not be asked (${failure.message}).${since} Trying again by itself.`);
  }
  document.getElementById("freshness").textContent = answered ? `As of ${moment(answered)}` : "";
  return true;
}

function show({ version, problem, channels }) {
  tell("problem", problem ?? "");
  document.getElementById("version").textContent = version ? `Ringcast ${version}` : "";
  const names = new Set(channels.map(({ name }) => name));
  for (const [name, gone] of cards) {
    if (!names.has(name)) {
      gone.article.remove();
      cards.delete(name);
    }
  }
  channels.forEach((channel, index) => {
    if (!cards.has(channel.name)) {
      cards.set(channel.name, card(channel.name, act, sign));
    }
    const { article, update } = cards.get(channel.name);
    if (list.children[index] !== article) {
      list.insertBefore(article, list.children[index] ?? null);
    }
    update(channel);
  });
  const none = document.getElementById("none");
  if (channels.length > 0) {
    none?.remove();
  } else if (!none) {
    const text = document.createElement("p");
    text.id = "none";
    text.className = "empty";
    text.textContent = "No channel is configured.";
    list.append(text);
  }
}

/** Starts, stops or restarts a channel; resolves to its new state, throws an Error that says what failed. */
function act(name, action) {
  return post(name, action, { "X-CSRF-Token": csrfToken });
}

/** Resolves to addresses of a channel that are good for so long, throws likewise. */
function sign(name, seconds) {
  return post(name, "link", { "Content-Type": "application/json" }, JSON.stringify({ seconds }));
}

async function post(name, action, headers, body) {
  let response;
  try {
    response = await fetch(`channels/${encodeURIComponent(name)}/${action}`, {
      method: "POST",
      headers,
      body,
      signal: deadline(TIMEOUT_MILLIS * 2),
    });
  } catch (failure) {
    throw new Error(`The server did not answer (${failure.message}).`, { cause: failure });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const hint = response.status === 403 ? " Reload this page and try again." : "";
    throw new Error(answer.error ?? `The server answered with status ${response.status}.${hint}`);
  }
  return answer;
}

function tell(id, text) {
  const banner = document.getElementById(id);
  if (banner.textContent !== text) {
    banner.textContent = text;
  }
  banner.hidden = text === "";
}

function pause(millis) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    wake();
  }
});

/** One after the other: all at once would be a burst where there are many. */
async function refreshPosters() {
  for (const { refreshPoster } of [...cards.values()]) {
    if (!document.hidden) {
      await refreshPoster();
    }
  }
  setTimeout(refreshPosters, POSTER_MILLIS);
}

setTimeout(refreshPosters, POSTER_MILLIS);
run();
