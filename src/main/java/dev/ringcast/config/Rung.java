package dev.ringcast.config;

import dev.ringcast.media.FrameRate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rung of the ladder as it is written: {@code 480p}, or with a bit rate, frame rate or profile of its own, in any order,
 * {@code 480p:1200k:15fps:baseline}; or {@code audio}.
 *
 * @param height in pixels; 0 without a picture
 * @param bitrate bits per second
 * @param frameRate empty for that of {@code video.fps}
 * @param profile empty for {@code video.profile}
 */
record Rung(int height, long bitrate, Optional<FrameRate> frameRate, Optional<String> profile) {
    /** Bit rates for H.264 at 30 frames a second, between those of Apple's and of others' recommendations. */
    private static final Map<Integer, Long> BIT_RATES = Map.of(
            2160, 14_000_000L,
            1440, 8_000_000L,
            1080, 5_000_000L,
            720, 2_500_000L,
            540, 1_600_000L,
            480, 1_200_000L,
            360, 700_000L,
            240, 350_000L,
            144, 160_000L);

    /** The rung without a picture, and the name of its rendition. */
    private static final String AUDIO = "audio";

    private static final Pattern HEIGHT = Pattern.compile("(\\d{2,4})p");
    private static final String FRAMES_PER_SECOND = "fps";

    /** What a list of rungs may hold. */
    static String allowed() {
        TreeSet<Integer> heights = new TreeSet<>(Comparator.reverseOrder());
        heights.addAll(BIT_RATES.keySet());
        return "none, or some of "
                + String.join("p, ", heights.stream().map(String::valueOf).toList())
                + "p, each also with a bit rate, a frame rate and a profile as in 480p:1M:15fps:baseline, another even height"
                + " with a bit rate as in 600p:1500k, and audio, with commas between";
    }

    /** @throws IllegalArgumentException if the text is no rung */
    static Rung parse(String text) {
        if (text.equals(AUDIO)) {
            return new Rung(0, 0, Optional.empty(), Optional.empty());
        }
        List<String> parts = List.of(text.split(":", -1));
        int height = readHeight(parts.get(0));
        Optional<Long> bitrate = Optional.empty();
        Optional<FrameRate> frameRate = Optional.empty();
        Optional<String> profile = Optional.empty();
        for (String part : parts.subList(1, parts.size())) {
            if (part.endsWith(FRAMES_PER_SECOND)) {
                String number = part.substring(0, part.length() - FRAMES_PER_SECOND.length());
                frameRate = once(frameRate, FrameRate.parse(number), text);
            } else if (Settings.PROFILES.contains(part)) {
                profile = once(profile, part, text);
            } else {
                bitrate = once(bitrate, ValueTypes.bitRate("100k", "50M").parse(part), text);
            }
        }
        long usual = bitrate.or(() -> Optional.ofNullable(BIT_RATES.get(height)))
                .orElseThrow(() -> new IllegalArgumentException("no bit rate in " + text));
        return new Rung(height, usual, frameRate, profile);
    }

    private static int readHeight(String text) {
        Matcher height = HEIGHT.matcher(text);
        if (!height.matches()) {
            throw new IllegalArgumentException("not a rung: " + text);
        }
        return ValueTypes.readSide(height.group(1));
    }

    private static <T> Optional<T> once(Optional<T> before, T value, String text) {
        if (before.isPresent()) {
            throw new IllegalArgumentException("two of a kind in " + text);
        }
        return Optional.of(value);
    }

    /** Whether it has one. */
    boolean hasPicture() {
        return height > 0;
    }

    /** The name of its rendition. */
    String name() {
        return hasPicture() ? height + "p" : AUDIO;
    }
}
