// Reads the strip of the test card (TestCardStrip) from each picture that the page's video shows, for as long as it is
// told to; answers with rows of [picture number, milliseconds between the picture's time and now], empty ones for pictures
// without a readable strip, and with the page's stalls and dropped frames, which handing over so many rows may add to.
async (seconds) => {
  const BLOCKS = 64;
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const stripHeight = Math.max(16, Math.floor((video.videoHeight + 36) / 72) * 2);
  const row = video.videoHeight - Math.floor(stripHeight / 3);

  const number = (bits, from, count) => bits.slice(from, from + count).reduce((value, bit) => 2 * value + bit, 0);

  const check = (bits) =>
    bits.reduce((value, bit) => {
      const shifted = (value << 1) & 15;
      return ((value >> 3) ^ bit) ? shifted ^ 3 : shifted;
    }, 15);

  const read = () => {
    context.drawImage(video, 0, row, canvas.width, 1, 0, 0, canvas.width, 1);
    const { data } = context.getImageData(0, 0, canvas.width, 1);
    const light = Array.from({ length: BLOCKS }, (_, block) => data[4 * Math.floor(((block + 0.5) * canvas.width) / BLOCKS) + 1]);
    const bits = light.map((value) => (value > (light[0] + light[1]) / 2 ? 1 : 0));
    const good = bits[0] === 1 && bits[1] === 0 && check(bits.slice(2, 60)) === number(bits, 60, 4);
    return good ? { time: number(bits, 2, 42), frame: number(bits, 44, 16) } : null;
  };

  const rows = [];
  const end = performance.now() + 1000 * seconds;
  await new Promise((resolve) => {
    const look = (now, { expectedDisplayTime }) => {
      const strip = read();
      const shown = Date.now() + expectedDisplayTime - performance.now();
      rows.push(strip ? [strip.frame, shown - strip.time] : []);
      if (now < end) {
        video.requestVideoFrameCallback(look);
      } else {
        resolve();
      }
    };
    video.requestVideoFrameCallback(look);
  });
  const { stalls, droppedFrames } = window.ringcast;
  return [rows, stalls, droppedFrames];
}
