/** Everything the player page shows. Data reach the page as text only. */
import { fresh, loadImage, thumbOf } from "./thumbs.js";

const element = (id) => document.getElementById(id);
export const TRY_NOW = "Try now";
const badgeWords = {
  live: "Live",
  slate: "Source away",
  away: "Source away",
  starting: "Starting",
  stopped: "Stopped",
  failed: "Failed",
};

/** A picture that is there sooner needs no poster, and is there sooner without one. */
const POSTER_MILLIS = 500;

/** What had the focus when a notice came; null if it was not the player. */
let focused = null;

/** The channel whose poster is to be shown soon; null once something else took its place. */
let awaitsPoster = null;

const stage = element("stage");
const controller = element("controller");
const video = element("video");
const still = element("still");
const poster = element("poster");
const curtain = element("curtain");
const announce = element("announce");

export const parts = { stage, controller, video, sound: element("sound"), action: element("action") };

/**
 * Covers the picture with a notice; `busy` says that something goes on by itself right now, `action` is on the button, if
 * there is to be one.
 */
export function showNotice({ title, text = "", busy = false, action = "", announced = true }) {
  setText("notice-title", title);
  setText("notice-text", text);
  element("notice-text").hidden = !text;
  element("spinner").hidden = !busy;
  setText("action", action);
  parts.action.hidden = !action;
  curtain.hidden = false;
  const active = document.activeElement;
  if (stage.contains(active) && active !== stage) {
    focused = active;
  }
  // What lies behind the curtain must not take the focus.
  controller.inert = true;
  if (announced) {
    say(text ? `${title} ${text}` : title);
  }
}

/** Takes the notice away: the picture plays, or waits for the viewer. */
export function showPicture() {
  curtain.hidden = true;
  controller.inert = false;
  still.hidden = true;
  hidePoster();
  // Unless the viewer went elsewhere meanwhile.
  if (focused && [document.body, parts.action].includes(document.activeElement)) {
    (controller.contains(focused) ? focused : stage).focus({ preventScroll: true });
  }
  focused = null;
}

/** Tells screen readers, once. */
export function say(text) {
  if (announce.textContent !== text) {
    announce.textContent = text;
  }
}

/** A channel off air has no poster, and one that needs a token none without: asking for it would only fail. */
const hasPoster = ({ state, signed, poster: image }) =>
  (state === "live" || state === "slate") && (!signed || image.includes("/~"));

/** Keeps the newest picture on show while playback is begun anew. */
export function freeze() {
  if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    return;
  }
  still.width = video.videoWidth;
  still.height = video.videoHeight;
  still.getContext("2d").drawImage(video, 0, 0);
  still.hidden = false;
  hidePoster();
}

/** Shows the channel's poster behind the notice if that stays, unless a newer picture is kept there. */
export async function showPoster(channel) {
  if (!still.hidden || !hasPoster(channel)) {
    return;
  }
  awaitsPoster = channel;
  await new Promise((resolve) => setTimeout(resolve, POSTER_MILLIS));
  const loaded = awaitsPoster === channel ? await loadImage(fresh(channel.poster)) : null;
  if (loaded && awaitsPoster === channel) {
    poster.src = loaded;
    poster.hidden = false;
  }
}

function hidePoster() {
  awaitsPoster = null;
  poster.hidden = true;
}

/** Forgets the pictures of the time before, which would be taken for the present one. */
export function clearBackdrop() {
  still.hidden = true;
  hidePoster();
}

export function showChannel(channel) {
  showTitle(channel.title || channel.name);
  showBadge(channel.state);
  showRemark(channel.state === "slate" || channel.state === "away" ? awayText : "");
}

/** A sentence below the picture; none if it is empty. */
export function showRemark(text) {
  setText("remark", text);
  element("remark").hidden = !text;
}

export function showTitle(title) {
  setText("title", title);
  document.title = `${title} · Ringcast`;
  video.setAttribute("aria-label", `Live picture of ${title}`);
}

export function showBadge(kind, words = badgeWords[kind] ?? kind) {
  const badge = element("badge");
  badge.dataset.kind = kind;
  badge.textContent = words;
}

const awayText = "The source of this channel is away. Its picture returns here by itself.";

/** The list of channels, when there is a choice. */
export function showChannels(channels, current) {
  const list = element("channel-list");
  const choice = channels.length > 1 || (channels.length === 1 && current === null);
  element("channels").hidden = !choice;
  if (!choice) {
    return;
  }
  const names = new Set(channels.map(({ name }) => name));
  for (const [name, { item }] of items) {
    if (!names.has(name)) {
      item.remove();
      items.delete(name);
    }
  }
  channels.forEach((channel, index) => {
    if (!items.has(channel.name)) {
      items.set(channel.name, channelItem());
    }
    const { item, update } = items.get(channel.name);
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
    update(channel, channel.name === current);
  });
}

/** The list's items by channel: one that stays keeps the focus. */
const items = new Map();

function channelItem() {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const thumb = make("span", "thumb");
  const caption = make("span", "caption");
  const name = make("span", "name");
  name.dir = "auto";
  const badge = make("span", "badge");
  caption.append(name, badge);
  link.append(thumb, caption);
  item.append(link);
  const picture = thumbOf(item, thumb);

  function update(channel, isCurrent) {
    // This page's own address also holds what lets the channel play.
    link.href = isCurrent ? location.href : otherChannel(channel.name);
    if (isCurrent) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
    name.textContent = channel.title || channel.name;
    badge.dataset.kind = channel.state;
    badge.textContent = badgeWords[channel.state] ?? channel.state;
    picture(hasPoster(channel) ? channel.poster : "");
  }

  return { item, update };
}

/** This page with another channel, and with whatever else its address asks for. */
function otherChannel(name) {
  const query = new URLSearchParams(location.search);
  query.set("channel", name);
  return `?${query}`;
}

export function showFigures({ latency, width, height, bitsPerSecond, dropped, shown }) {
  setText("latency", latency === null ? "–" : `${latency.toFixed(1)} s`);
  setText("resolution", width ? `${width} × ${height}` : "–");
  setText("bitrate", bitsPerSecond ? bitrate(bitsPerSecond) : "–");
  setText("dropped", shown ? `${dropped} of ${shown}` : "–");
}

function bitrate(bitsPerSecond) {
  return bitsPerSecond >= 1e6
    ? `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`
    : `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

function make(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function setText(id, text) {
  const node = element(id);
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
