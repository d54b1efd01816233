/* global Hls */

/**
 * Lets the server hold back a playlist for as long as it may. hls.js 1.7.4 asks for the end of a segment that is still
 * growing, even where it plays whole segments, and gives up after 0.8 target durations: sometimes just before the answer,
 * for it can ask for more than a segment ahead. It then shows an error and asks the same again.
 *
 * For playback at an ordinary distance from the live edge only: near it, an answer that late is one that got lost.
 */
export class PatientLoader extends Hls.DefaultConfig.loader {
  load(context, config, callbacks) {
    const { maxLoadTimeMs } = Hls.DefaultConfig.playlistLoadPolicy.default;
    const loadPolicy = { ...config.loadPolicy, maxTimeToFirstByteMs: maxLoadTimeMs, maxLoadTimeMs };
    super.load(context, { ...config, loadPolicy, timeout: maxLoadTimeMs }, callbacks);
  }
}
