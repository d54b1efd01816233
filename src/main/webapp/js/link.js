/** What the page's own address says: which channel, and the token that lets it play. */

/** Behind the #, which browsers tell no server and no other page. */
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const expiry = /^[0-9]{10}-/.test(token) ? Number(token.slice(0, 10)) * 1000 : 0;

/** The channel asked for; null for the first one. */
export const asked = new URLSearchParams(location.search).get("channel");

/** The channel with the token in its addresses, if it needs one and the page has one for it. */
export function withToken(channel) {
  if (!channel?.signed || token === "") {
    return channel;
  }
  const signed = (address) => address.replace(/[^/]+$/, (last) => `~${encodeURIComponent(token)}/${last}`);
  return { ...channel, playlist: signed(channel.playlist), poster: signed(channel.poster) };
}

/** Why the channel cannot be played by this link, as a notice; null if it can. */
export function objection(channel, clockAheadMillis) {
  if (!channel.signed) {
    return null;
  }
  if (token === "") {
    return { title: "This channel needs a link.", text: "Ask whoever runs it for one." };
  }
  return Date.now() - clockAheadMillis >= expiry ? EXPIRED : null;
}

/** The server did not take the link. */
export const EXPIRED = {
  title: "This link is not valid, or not any more.",
  text: "Ask whoever gave it to you for a new one.",
};

// Skipping to the player would replace the token in the address, and a page loaded anew would lack it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("stage").focus();
});
// So would a way home that leads to this very page.
if (asked === null) {
  document.querySelector(".brand").href = location.href;
}
// Another link to the same page: begin anew with it.
window.addEventListener("hashchange", () => location.reload());
