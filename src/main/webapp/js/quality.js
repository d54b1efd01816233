/** The choice of a rendition, shown when there is more than one. */
const AUTO = "auto";
/** hls.js loses its way between two renditions when it comes back to one sooner: parts went missing in the buffer. */
const STEADY_TARGET_DURATIONS = 2;

const figure = document.getElementById("quality-figure");
const choice = document.getElementById("quality");

let current = null;
/** What the viewer chose, by name: it outlives a playback. */
let wanted = AUTO;
let changed = -Infinity;
let waiting;

/** Offers the renditions of a playback, as soon as they are known. */
export function offerQualities(playback) {
  current = playback;
  changed = -Infinity;
  playback.addEventListener("lost", () => {
    clearTimeout(waiting);
    current = null;
  });
  playback.addEventListener("qualities", () => {
    const qualities = playback.qualities;
    figure.hidden = qualities.length < 2;
    choice.replaceChildren(option(AUTO, "Automatic"), ...qualities.map(({ name }) => option(name, name)));
    if (!qualities.some(({ name }) => name === wanted)) {
      wanted = AUTO;
    }
    choice.value = wanted;
    apply();
  });
  playback.addEventListener("strayed", () => {
    // A change like any other: what failed gets as long to come back, and the picture goes on meanwhile.
    changed = performance.now();
    apply();
  });
}

/** Tells the playback what is wanted, at once or when the last change is long enough ago. */
function apply() {
  clearTimeout(waiting);
  const rest = changed + STEADY_TARGET_DURATIONS * current.targetDuration * 1000 - performance.now();
  if (rest > 0) {
    waiting = setTimeout(apply, rest);
    return;
  }
  const quality = current.qualities.find(({ name }) => name === wanted);
  if (current.chooseQuality(quality ? quality.level : -1)) {
    changed = performance.now();
  }
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

choice.addEventListener("change", () => {
  wanted = choice.value;
  if (current) {
    apply();
  }
});
