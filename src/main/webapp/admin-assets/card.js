/** One channel's card. Data reach the page as text only. */
import { make, moment, set } from "./dom.js";
import { figureGroups } from "./groups.js";
import { linkForm } from "./link.js";
import { problemList, showShed } from "./problems.js";

const kinds = {
  starting: "Starting",
  live: "Live",
  slate: "Source away",
  away: "Source away",
  stopped: "Stopped",
  failed: "Failed",
};

const OUTCOME_MILLIS = 10000;

const onAir = (kind) => kind === "live" || kind === "slate";
const isStopped = (kind) => kind === "stopped" || kind === "failed";
const actions = {
  start: { label: "Start", done: "Started.", allowed: isStopped },
  stop: { label: "Stop", done: "Stopped.", allowed: (kind) => kind !== "stopped" },
  restart: { label: "Restart", done: "Restarted.", allowed: (kind) => kind !== "stopped" },
};

/** Why a channel has failed, and what helps; empty if it has not. One that is configured wrongly has no source at all. */
function whyFailed({ source, state }) {
  if (state.kind !== "failed") {
    return "";
  }
  return source === "" ? `${state.reason} (it is tried again only when the application starts)` : state.reason;
}

/**
 * Makes the card of a channel.
 *
 * @param {string} name the channel's name
 * @param {(name: string, action: string) => Promise<object>} act does "start", "stop" or "restart"
 * @param {(name: string, seconds: number) => Promise<object>} sign makes addresses for somebody
 * @returns {{article: HTMLElement, update: (channel: object) => void, refreshPoster: () => void}}
 */
export function card(name, act, sign) {
  const article = make("article", "channel");
  article.dataset.channel = name;

  const title = make("h2");
  title.id = `channel-${name}`;
  article.setAttribute("aria-labelledby", title.id);
  const badge = make("span", "badge");
  const since = make("time", "since");
  const reason = make("p", "reason");
  const shed = make("div", "reason");
  const source = make("p", "source");
  const watch = make("a", "poster");
  const image = make("img");
  image.hidden = true;
  watch.append(image);
  const watchLink = make("a");
  watchLink.textContent = "Watch";

  const outcome = make("p", "outcome");
  outcome.setAttribute("role", "status");
  outcome.hidden = true;
  let kind = "";
  let busy = false;
  let toldAt = 0;
  const buttons = Object.entries(actions).map(([action, { label, done }]) => {
    const button = make("button", "button");
    button.type = "button";
    button.dataset.action = action;
    button.textContent = label;
    button.addEventListener("click", async () => {
      busy = true;
      enable();
      try {
        const channel = await act(name, action);
        update(channel);
        const failure = whyFailed(channel);
        tell(failure || done, failure === "");
      } catch (failure) {
        tell(failure.message, false);
      } finally {
        busy = false;
        enable();
        // A button that is disabled has lost the focus.
        if (document.activeElement === document.body) {
          (button.disabled ? buttons.find((other) => !other.disabled) : button)?.focus();
        }
      }
    });
    return button;
  });

  const heading = make("div", "channel-name");
  heading.append(title, badge, since);
  const about = make("div");
  about.append(heading, reason, shed, source, watchLink);
  const row = make("div", "actions");
  row.append(...buttons);
  const head = make("div", "channel-head");
  head.append(watch, about, row);
  const figures = figureGroups();
  const grid = make("div", "groups");
  grid.append(...figures.map(({ section }) => section));
  const problems = problemList();
  const link = linkForm(name, sign);
  article.append(head, outcome, grid, link, problems.details);

  function enable() {
    for (const button of buttons) {
      button.disabled = busy || !actions[button.dataset.action].allowed(kind);
    }
  }

  function tell(text, good) {
    toldAt = performance.now();
    outcome.hidden = false;
    outcome.toggleAttribute("data-good", good);
    outcome.textContent = text;
  }

  let posterAddress = "";
  let seen = false;
  new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
    if (seen && image.hidden) {
      refreshPoster();
    }
  }).observe(article);

  /** Resolves when the picture is there, or will not come. */
  function refreshPoster() {
    if (!onAir(kind)) {
      image.hidden = true;
    }
    if (!onAir(kind) || !seen) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const loader = new Image();
      loader.onload = () => {
        image.src = loader.src;
        image.hidden = false;
        resolve();
      };
      loader.onerror = () => {
        image.hidden = true;
        resolve();
      };
      loader.src = `../${posterAddress}?t=${Math.floor(Date.now() / 1000)}`;
    });
  }

  function update(channel) {
    const { state } = channel;
    set(title, channel.title || channel.name);
    watch.setAttribute("aria-label", `Watch ${channel.title || channel.name}`);
    const changed = kind !== state.kind;
    if (changed) {
      // What was done here some time ago is no longer what has happened last.
      outcome.hidden ||= performance.now() - toldAt > OUTCOME_MILLIS;
      kind = state.kind;
      badge.dataset.kind = kind;
      set(badge, kinds[kind] ?? kind);
    }
    watch.href = `../${channel.page}`;
    watchLink.href = watch.href;
    link.hidden = !channel.signed;
    since.dateTime = state.since;
    set(since, `since ${moment(state.since)}`);
    set(reason, state.reason ?? "");
    reason.hidden = !state.reason;
    showShed(shed, channel.output.shed);
    set(source, channel.source);
    figures.forEach((shown) => shown.update(channel));
    problems.update(channel.problems);
    if (changed || posterAddress !== channel.poster) {
      posterAddress = channel.poster;
      refreshPoster();
    }
    enable();
  }

  return { article, update, refreshPoster };
}
