/** Small pictures of channels, which must not take the line from the picture that plays. */

/** How old they may be. */
const THUMB_MILLIS = 60000;
/** They wait for the picture, but no longer than this. */
const PICTURE_MILLIS = 5000;

/** One is loaded after the other. */
let turn = new Promise((resolve) => {
  document.getElementById("video").addEventListener("playing", resolve, { once: true });
  setTimeout(resolve, PICTURE_MILLIS);
});

const whenSeen = new WeakMap();
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    whenSeen.get(target)(isIntersecting);
  }
});

/**
 * Keeps a picture in `frame` for as long as `item` can be seen.
 *
 * @returns {(address: string) => void} to be told now and then where the picture is; empty if there is none
 */
export function thumbOf(item, frame) {
  let wanted = "";
  let shown = "";
  let shownAt = 0;
  let seen = false;
  let queued = false;

  const due = () => wanted !== shown || (wanted !== "" && Date.now() - shownAt > THUMB_MILLIS);

  async function load() {
    queued = false;
    if (!seen || !due()) {
      return;
    }
    shown = wanted;
    shownAt = Date.now();
    const address = await loadImage(shown && fresh(shown));
    const image = document.createElement("img");
    image.alt = "";
    image.src = address ?? "";
    frame.replaceChildren(...(address ? [image] : []));
  }

  function refresh() {
    if (seen && due() && !queued) {
      queued = true;
      turn = turn.then(load);
    }
  }

  whenSeen.set(item, (now) => {
    seen = now;
    refresh();
  });
  observer.observe(item);
  return (address) => {
    wanted = address;
    refresh();
  };
}

/** Resolves to the address once the image is there, to null if there is none. */
export function loadImage(address) {
  return new Promise((resolve) => {
    if (!address) {
      resolve(null);
      return;
    }
    const image = new Image();
    image.onload = () => resolve(address);
    image.onerror = () => resolve(null);
    image.src = address;
  });
}

/** The same address, past the browser's own memory of images. */
export function fresh(address) {
  return `${address}?t=${Math.floor(Date.now() / 1000)}`;
}
