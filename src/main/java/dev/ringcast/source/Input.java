package dev.ringcast.source;

import java.util.List;
import java.util.Map;

/**
 * One thing for FFmpeg to open.
 *
 * @param url what FFmpeg is given
 * @param demuxer the demuxer to use, or empty to let FFmpeg find out
 * @param attempts options, in the order in which they are tried until one opens
 * @param polled a device: it is asked again and again, because waiting in its driver could not be interrupted
 */
record Input(String url, String demuxer, List<Map<String, String>> attempts, boolean polled) {
    Input {
        attempts = attempts.stream().map(Map::copyOf).toList();
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("no way to open " + url);
        }
    }

    /** Whether it comes over HTTP. */
    boolean isHttp() {
        return url.startsWith("http://") || url.startsWith("https://");
    }

    /** Something that is opened with these options or not at all. */
    static Input of(String url, String demuxer, Map<String, String> options) {
        return new Input(url, demuxer, List.of(options), false);
    }
}
