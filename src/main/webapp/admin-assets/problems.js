/** What went wrong with a channel. */
import { make, moment } from "./dom.js";

/** The renditions that were given up, a line each. */
export function showShed(shown, shed) {
  shown.hidden = shed.length === 0;
  const texts = shed.map(
    ({ rendition, since, reason }) => `${rendition} given up at ${moment(since)}: ${reason}. Restart to try it again.`,
  );
  if (texts.join() !== [...shown.children].map((line) => line.textContent).join()) {
    shown.replaceChildren(
      ...texts.map((text) => {
        const line = make("p");
        line.textContent = text;
        return line;
      }),
    );
  }
}

/** Somebody is about to copy it. */
function isSelectedIn(node) {
  const selection = getSelection();
  return !selection.isCollapsed && node.contains(selection.anchorNode);
}

/** The last problems, the newest first. */
export function problemList() {
  const details = make("details", "problems");
  const summary = make("summary");
  const list = make("ol");
  details.append(summary, list);
  let known = "";
  const update = (problems) => {
    const now = JSON.stringify(problems);
    if (now === known || isSelectedIn(list)) {
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
