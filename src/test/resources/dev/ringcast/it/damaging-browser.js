// As many pieces of media as `damaged` says come without what they hold.
window.damaged = 0;
const append = SourceBuffer.prototype.appendBuffer;
SourceBuffer.prototype.appendBuffer = function (media) {
  if (window.damaged === 0) {
    return append.call(this, media);
  }
  window.damaged -= 1;
  const bytes = Uint8Array.from(media);
  const text = new TextDecoder("latin1").decode(bytes);
  return append.call(this, bytes.fill(0xff, text.indexOf("mdat") + 4));
};
