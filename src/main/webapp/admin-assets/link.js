/** Makes addresses of a channel that are good for a while, to be given to somebody. */

const durations = [
  ["1 hour", 3600],
  ["8 hours", 8 * 3600],
  ["1 day", 86400],
  ["7 days", 7 * 86400],
  ["30 days", 30 * 86400],
];

/**
 * Makes the form.
 *
 * @param {string} name the channel's name
 * @param {(name: string, seconds: number) => Promise<{expires: string, page: string, playlist: string}>} sign asks for
 *   the addresses, relative to the application's root
 * @returns {HTMLElement}
 */
export function linkForm(name, sign) {
  const details = document.createElement("details");
  details.className = "link";
  const summary = document.createElement("summary");
  summary.textContent = "Give somebody a link";
  const choice = document.createElement("select");
  choice.id = `link-${name}`;
  choice.append(...durations.map(([text, seconds]) => new Option(text, seconds)));
  const label = document.createElement("label");
  label.htmlFor = choice.id;
  label.textContent = "Valid for";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.action = "link";
  button.textContent = "Make link";
  const outcome = document.createElement("p");
  outcome.setAttribute("role", "status");
  const row = document.createElement("div");
  row.className = "link-row";
  row.append(label, choice, button);
  const page = address(`For a browser, to ${name}`);
  const playlist = address(`For a player, to ${name}`);
  details.append(summary, row, outcome, page.row, playlist.row);

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const signed = await sign(name, Number(choice.value));
      outcome.textContent = `Valid until ${new Date(signed.expires).toLocaleString()}, for everybody who has it.`;
      page.show(signed.page);
      playlist.show(signed.playlist);
    } catch (failure) {
      outcome.textContent = failure.message;
    } finally {
      button.disabled = false;
    }
  });
  return details;
}

function address(text) {
  const row = document.createElement("label");
  row.className = "link-address";
  row.hidden = true;
  const field = document.createElement("input");
  field.readOnly = true;
  field.addEventListener("focus", () => field.select());
  row.append(text, field);
  const show = (relative) => {
    field.value = new URL(`../${relative}`, location.href).href;
    row.hidden = false;
  };
  return { row, show };
}
