package dev.ringcast.source;

import dev.ringcast.media.FrameRate;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything a source needs to know.
 *
 * @param address the source as configured; may hold credentials, see {@link SourceAddress#redacted}
 * @param mediaFolder the folder that {@code file:} sources are confined to
 * @param width width of the test card and the size a camera is asked for, in pixels, even
 * @param height height likewise
 * @param frameRate rate of the test card and the rate a camera is asked for
 * @param microphone sound to go with a camera: {@code none}, {@code default} or the name of a device
 * @param silence the longest time to wait for the source to answer, and then for data
 * @param rtspTransport {@code tcp} or {@code udp}
 * @param reach where a source of HTTP may lead
 */
public record SourceRequest(
        String address,
        Path mediaFolder,
        int width,
        int height,
        FrameRate frameRate,
        String microphone,
        Duration silence,
        String rtspTransport,
        Reach reach) {
    /** Where redirects and playlists of a source of HTTP may lead, besides its own host. */
    public enum Reach {
        /** To public addresses. */
        PUBLIC,
        /** Also to addresses of the kind that its host has: private, link-local, or the server's own. */
        PRIVATE,
        /** Anywhere: nothing is checked. */
        ANY
    }

    private static final int LEAST_SIZE = 16;
    private static final int LARGEST_SIZE = 8192;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /** Checks the bounds. */
    public SourceRequest {
        requireSize("width", width);
        requireSize("height", height);
        if (microphone.isBlank()) {
            throw new IllegalArgumentException("microphone is empty; write none, default or the name of a device");
        }
        if (silence.compareTo(Duration.ofMillis(1)) < 0 || silence.compareTo(LONGEST_SILENCE) > 0) {
            throw new IllegalArgumentException("silence is " + silence + "; allowed is 1 ms to 10 minutes");
        }
        if (!rtspTransport.equals("tcp") && !rtspTransport.equals("udp")) {
            throw new IllegalArgumentException("RTSP transport is " + rtspTransport + "; allowed are tcp and udp");
        }
    }

    /** The same for another address. */
    SourceRequest withAddress(String other) {
        return new SourceRequest(
                other, mediaFolder, width, height, frameRate, microphone, silence, rtspTransport, reach);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "SourceRequest[" + SourceAddress.redacted(address) + ", " + width + "x" + height + ", " + frameRate
                + " fps]";
    }

    private static void requireSize(String name, int value) {
        if (value < LEAST_SIZE || value > LARGEST_SIZE || value % 2 != 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; allowed are even numbers from " + LEAST_SIZE + " to " + LARGEST_SIZE);
        }
    }
}
