// A browser that plays nothing until `refuses` is false; `loaded` is when something last came.
window.refuses = true;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  return window.refuses
    ? Promise.reject(new DOMException("refused, for the test", "NotAllowedError"))
    : play.call(this);
};
new PerformanceObserver((seen) => {
  if (seen.getEntries().some(({ name }) => /[.](m3u8|m4s|ts)/.test(name))) {
    window.loaded = performance.now();
  }
}).observe({ type: "resource" });
