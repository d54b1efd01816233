/** One channel's card. Data reach the page as text only. */

const kinds = {
  starting: "Starting",
  live: "Live",
  slate: "Source away",
  stopped: "Stopped",
  failed: "Failed",
};

const count = new Intl.NumberFormat("en");
const oneDecimal = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What is shown of a channel, by group; `words` come above the figures. */
const groups = [
  {
    title: "Input",
    words: ({ input }) => [input.video || "No picture yet", input.audio || "No sound"],
    figures: {
      "Frame rate": ({ input }) => `${oneDecimal.format(input.frameRate)} /s`,
      Frames: ({ input }) => count.format(input.frames),
      "Too late": ({ input }) => count.format(input.late),
    },
  },
  {
    title: "Output",
    words: ({ output }) => [output.video, output.audio].filter(Boolean),
    figures: {
      "Frame rate": ({ output }) => `${oneDecimal.format(output.frameRate)} /s`,
      Frames: ({ output }) => count.format(output.frames),
      Repeated: ({ output }) => count.format(output.repeated),
      Dropped: ({ output }) => count.format(output.dropped),
      "Bit rate": ({ output }) => `${oneDecimal.format(output.bitsPerSecond / 1e6)} Mbit/s`,
    },
  },
  {
    title: "Segments",
    words: () => [],
    figures: {
      Listed: ({ segments }) => count.format(segments.count),
      Newest: ({ segments }) => (segments.lastSequence === 0 ? "–" : String(segments.lastSequence)),
      "Newest, late by": ({ segments }) => `${count.format(segments.lateMillis)} ms`,
      "Worst, late by": ({ segments }) => `${count.format(segments.worstLateMillis)} ms`,
    },
  },
  {
    title: "Channel",
    words: () => [],
    figures: {
      Viewers: ({ viewers }) => count.format(viewers),
      "Behind live": ({ watching }) =>
        watching.reports ? `${seconds(watching.latencyMillis)}, 95 %: ${seconds(watching.latencyMillis95)}` : "–",
      Stalls: ({ watching }) => (watching.reports ? `${count.format(watching.stalls)} a minute` : "–"),
      Memory: ({ memoryBytes }) => `${oneDecimal.format(memoryBytes / 2 ** 20)} MiB`,
      Restarts: ({ restarts }) => count.format(restarts),
    },
  },
];

const seconds = (millis) => `${(millis / 1000).toFixed(1)} s`;
const onAir = (kind) => kind === "live" || kind === "slate";
const isStopped = (kind) => kind === "stopped" || kind === "failed";
const actions = {
  start: { label: "Start", done: "Started.", allowed: isStopped },
  stop: { label: "Stop", done: "Stopped.", allowed: (kind) => kind !== "stopped" },
  restart: { label: "Restart", done: "Restarted.", allowed: (kind) => kind !== "stopped" },
};

/**
 * Makes the card of a channel.
 *
 * @param {string} name the channel's name
 * @param {(name: string, action: string) => Promise<object>} act does "start", "stop" or "restart"
 * @returns {{article: HTMLElement, update: (channel: object) => void, refreshPoster: () => void}}
 */
export function card(name, act) {
  const article = make("article", "channel");
  article.dataset.channel = name;

  const title = make("h2");
  title.id = `channel-${name}`;
  article.setAttribute("aria-labelledby", title.id);
  const badge = make("span", "badge");
  const since = make("time", "since");
  const reason = make("p", "reason");
  const source = make("p", "source");
  const watch = make("a", "poster");
  watch.href = `../?channel=${encodeURIComponent(name)}`;
  const image = make("img");
  image.hidden = true;
  watch.append(image);
  const watchLink = make("a");
  watchLink.href = watch.href;
  watchLink.textContent = "Watch";

  const outcome = make("p", "outcome");
  outcome.setAttribute("role", "status");
  outcome.hidden = true;
  let kind = "";
  let busy = false;
  const buttons = Object.entries(actions).map(([action, { label, done }]) => {
    const button = make("button", "button");
    button.type = "button";
    button.dataset.action = action;
    button.textContent = label;
    button.addEventListener("click", async () => {
      busy = true;
      enable();
      try {
        update(await act(name, action));
        tell(done, true);
      } catch (failure) {
        tell(failure.message, false);
      } finally {
        busy = false;
        enable();
      }
    });
    return button;
  });

  const heading = make("div", "channel-name");
  heading.append(title, badge, since);
  const about = make("div");
  about.append(heading, reason, source, watchLink);
  const row = make("div", "actions");
  row.append(...buttons);
  const head = make("div", "channel-head");
  head.append(watch, about, row);
  const figures = groups.map(group);
  const grid = make("div", "groups");
  grid.append(...figures.map(({ section }) => section));
  const problems = problemList();
  article.append(head, outcome, grid, problems.details);

  function enable() {
    for (const button of buttons) {
      button.disabled = busy || !actions[button.dataset.action].allowed(kind);
    }
  }

  function tell(text, good) {
    outcome.hidden = false;
    outcome.toggleAttribute("data-good", good);
    outcome.textContent = text;
  }

  let posterAddress = "";
  function refreshPoster() {
    if (!onAir(kind)) {
      image.hidden = true;
      return;
    }
    const loader = new Image();
    loader.onload = () => {
      image.src = loader.src;
      image.hidden = false;
    };
    loader.onerror = () => {
      image.hidden = true;
    };
    loader.src = `../${posterAddress}?t=${Math.floor(Date.now() / 1000)}`;
  }

  function update(channel) {
    const { state } = channel;
    set(title, channel.title || channel.name);
    watch.setAttribute("aria-label", `Watch ${channel.title || channel.name}`);
    const changed = kind !== state.kind;
    if (changed) {
      kind = state.kind;
      badge.dataset.kind = kind;
      set(badge, kinds[kind] ?? kind);
    }
    since.dateTime = state.since;
    set(since, `since ${moment(state.since)}`);
    set(reason, state.reason ?? "");
    reason.hidden = !state.reason;
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

function group({ title, words, figures }) {
  const section = make("section");
  const heading = make("h3");
  heading.textContent = title;
  const lines = [make("p", "words"), make("p", "words")];
  const list = make("dl");
  const values = Object.entries(figures).map(([label, value]) => {
    const term = make("dt");
    term.textContent = label;
    const text = make("dd");
    const row = make("div");
    row.append(term, text);
    list.append(row);
    return { text, value };
  });
  section.append(heading, ...lines, list);
  const update = (channel) => {
    const texts = words(channel);
    lines.forEach((line, index) => {
      set(line, texts[index] ?? "");
      line.hidden = !texts[index];
    });
    values.forEach(({ text, value }) => set(text, value(channel)));
  };
  return { section, update };
}

function problemList() {
  const details = make("details", "problems");
  const summary = make("summary");
  const list = make("ol");
  details.append(summary, list);
  let known = "";
  const update = (problems) => {
    const now = JSON.stringify(problems);
    if (now === known) {
      return;
    }
    known = now;
    details.hidden = problems.length === 0;
    summary.textContent = problems.length === 1 ? "1 problem" : `Last ${problems.length} problems`;
    const newestFirst = [...problems].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
    list.replaceChildren(
      ...newestFirst.map(({ time, text }) => {
        const item = make("li");
        const when = make("time");
        when.dateTime = time;
        when.textContent = moment(time);
        const what = make("span");
        what.textContent = text;
        item.append(when, what);
        return item;
      }),
    );
  };
  return { details, update };
}

function moment(instant) {
  const date = new Date(instant);
  const time = date.toLocaleTimeString();
  return date.toDateString() === new Date().toDateString() ? time : `${date.toLocaleDateString()}, ${time}`;
}

function make(name, className) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  return made;
}

function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
