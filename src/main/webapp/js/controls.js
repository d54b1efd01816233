/** The controls, sound at a click, and keys that work wherever the focus is. */
import { parts } from "./view.js";

const { stage, controller, video, sound, action } = parts;
const PAGE_WIDE_KEYS = ["k", "m", "f", "p"];
const LETTERS_KEY = "ringcast.letters";
const letters = document.getElementById("letters");

let offered = true;
let script = null;

/** Only once there is a picture to control: the elements are a third of all script, and the picture would wait for them. */
function loadControls() {
  if (script === null && !controller.inert) {
    script = document.createElement("script");
    script.src = "vendor/media-chrome/index.js";
    script.addEventListener("error", () => {
      script = null;
    });
    document.head.append(script);
  }
}

// Full screen takes the notices along. A property that is set before the element is defined would hide the element's own.
customElements.whenDefined("media-controller").then(() => {
  controller.fullscreenElement = stage;
});

function offerSound() {
  sound.hidden = !(offered && video.muted && !video.paused && !controller.inert);
}

function soundOn() {
  video.muted = false;
  if (video.volume === 0) {
    video.volume = 1;
  }
  controller.focus();
}

// Whoever touched the sound once knows where it is.
video.addEventListener("volumechange", () => {
  offered = false;
  offerSound();
});
for (const name of ["playing", "pause", "emptied"]) {
  video.addEventListener(name, offerSound);
}
new MutationObserver(() => {
  loadControls();
  offerSound();
}).observe(controller, { attributeFilter: ["inert"] });

sound.addEventListener("click", soundOn);

// A first click anywhere on the silent picture asks for sound rather than for a pause.
stage.addEventListener(
  "click",
  (event) => {
    if (!sound.hidden && [video, controller].includes(event.composedPath()[0])) {
      event.stopImmediatePropagation();
      soundOn();
    }
  },
  true,
);

// The controls take no notice of this key, and browsers have the same letters with it.
stage.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey) {
      event.stopPropagation();
    }
  },
  true,
);

// Who speaks to the computer says letters that are no commands (WCAG 2.1.4). A browser may refuse to keep anything.
try {
  letters.checked = localStorage.getItem(LETTERS_KEY) !== "off";
} catch {}
letters.addEventListener("change", () => {
  try {
    localStorage.setItem(LETTERS_KEY, letters.checked ? "on" : "off");
  } catch {}
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (modified || event.repeat || controller.contains(target) || target.matches("input, select, textarea")) {
    return;
  }
  const isSpace = key === " " && [document.body, stage].includes(target);
  const isLetter = letters.checked && PAGE_WIDE_KEYS.includes(key);
  if (controller.inert) {
    if ((isSpace || (isLetter && key === "k")) && !action.hidden) {
      event.preventDefault();
      action.click();
    }
    return;
  }
  if (isSpace || isLetter) {
    event.preventDefault();
    controller.keyboardShortcutHandler?.(event);
  }
});
