async (targetLatency) => {
  let now = 0;
  performance.now = () => now;
  const { LiveEdge } = await import("/js/live-edge.js");
  const video = { paused: false, seeking: false, playbackRate: 1, buffered: { length: 0 } };
  const hls = { latency: 1, targetLatency, liveSyncPosition: 100 };
  const edge = new LiveEdge(video, hls);
  const after = (seconds) => {
    for (let i = 0; i < seconds; i++) {
      now += 1000;
      edge.steer();
    }
    hls.latency = 10;
    edge.jumpIfFarBehind();
    hls.latency = 1;
    return 100 - video.currentTime;
  };
  const distances = [after(50), after(20)];
  edge.stalled();
  distances.push(after(110), after(20));
  edge.stalled();
  distances.push(after(230), after(20));
  after(3600);
  edge.stalled();
  distances.push(after(50), after(20));
  return distances;
}
