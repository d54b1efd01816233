/** What a channel is and has counted, group by group. */
import { make, set } from "./dom.js";

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
    words: ({ advice }) => [advice].filter(Boolean),
    figures: {
      Viewers: ({ viewers }) => count.format(viewers),
      "Behind live": ({ watching }) =>
        watching.reports ? `${seconds(watching.latencyMillis)}, 95 %: ${seconds(watching.latencyMillis95)}` : "–",
      "Round trip": ({ watching }) =>
        watching.roundTripMillis95 ? `95 %: ${count.format(watching.roundTripMillis95)} ms` : "–",
      Stalls: ({ watching }) => (watching.reports ? `${count.format(watching.stalls)} a minute` : "–"),
      Memory: ({ memoryBytes }) => `${oneDecimal.format(memoryBytes / 2 ** 20)} MiB`,
      Restarts: ({ restarts }) => count.format(restarts),
    },
  },
];

const seconds = (millis) => `${(millis / 1000).toFixed(1)} s`;

/** Makes the groups; each has its section and takes the channel as it is now. */
export const figureGroups = () => groups.map(group);

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
