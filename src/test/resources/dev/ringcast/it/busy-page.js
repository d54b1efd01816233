// Keeps the page busy when the last but one part of each segment has arrived, so that the playlist with the last one is
// read while that part is still being appended. `busyTimes` counts.
(() => {
  const BUSY_MILLIS = 150;
  let Original;
  window.busyTimes = 0;

  const stayBusy = (hls, part) => {
    if (part && part.index === Math.ceil(hls.latestLevelDetails.targetduration / part.duration - 0.01) - 2) {
      const end = performance.now() + BUSY_MILLIS;
      while (performance.now() < end);
      window.busyTimes += 1;
    }
  };

  Object.defineProperty(window, "Hls", {
    get: () => Original,
    set: (given) => {
      Original = class extends given {
        constructor(settings) {
          super(settings);
          this.on(given.Events.FRAG_LOADED, (_, { part }) => stayBusy(this, part));
        }
      };
    },
  });
})();
