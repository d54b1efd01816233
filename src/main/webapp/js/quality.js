/** The choice of a rendition, shown when there is more than one. */
const AUTO = "auto";

const figure = document.getElementById("quality-figure");
const choice = document.getElementById("quality");

let current = null;
/** What the viewer chose, by name: it outlives a playback. */
let wanted = AUTO;

/** Offers the renditions of a playback, as soon as they are known. */
export function offerQualities(playback) {
  current = playback;
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
}

function apply() {
  const quality = current.qualities.find(({ name }) => name === wanted);
  current.chooseQuality(quality ? quality.level : -1);
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
