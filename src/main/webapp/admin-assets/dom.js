/** What the parts of the page are made with. */

/** A time of today, or a date and a time. */
export function moment(instant) {
  const date = new Date(instant);
  const time = date.toLocaleTimeString();
  return date.toDateString() === new Date().toDateString() ? time : `${date.toLocaleDateString()}, ${time}`;
}

/** Ends a request after that time; not every browser has AbortSignal.timeout. */
export function deadline(millis) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("no answer in time", "TimeoutError")), millis);
  return controller.signal;
}

/** An element. */
export function make(name, className) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  return made;
}

/** Sets a text that is another: what is selected stays so. */
export function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
