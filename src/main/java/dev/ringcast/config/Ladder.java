package dev.ringcast.config;

import dev.ringcast.config.ChannelConfig.Rendition;
import dev.ringcast.config.ChannelConfig.Video;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The renditions of a channel. A rung is written {@code 480p} or, with a bit rate of its own, {@code 480p:1200k}; it has
 * the aspect of {@code video.size} and is never larger than that.
 */
final class Ladder {
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

    private static final Pattern RUNG = Pattern.compile("(\\d{2,4})p(?::(.+))?");

    private Ladder() {}

    /** What a list of rungs may hold. */
    static String allowed() {
        TreeSet<Integer> heights = new TreeSet<>(Comparator.reverseOrder());
        heights.addAll(BIT_RATES.keySet());
        return "none, or some of "
                + String.join("p, ", heights.stream().map(String::valueOf).toList())
                + "p, each also with a bit rate as in 480p:1M, and audio, with commas between";
    }

    /**
     * A rung as it is written.
     *
     * @param height in pixels; 0 without a picture
     * @param bitrate bits per second
     */
    record Rung(int height, long bitrate) {
        /** @throws IllegalArgumentException if the text is no rung */
        static Rung parse(String text) {
            if (text.equals(AUDIO)) {
                return new Rung(0, 0);
            }
            Matcher matcher = RUNG.matcher(text);
            Long usual = matcher.matches() ? BIT_RATES.get(Integer.valueOf(matcher.group(1))) : null;
            if (usual == null) {
                throw new IllegalArgumentException("not a rung: " + text);
            }
            String bitrate = matcher.group(2);
            return new Rung(
                    Integer.parseInt(matcher.group(1)),
                    bitrate == null ? usual : ValueTypes.bitRate("100k", "50M").parse(bitrate));
        }
    }

    /** The one rendition of a channel without a ladder. */
    static List<Rendition> single(Video video) {
        return List.of(new Rendition(
                video.height() + "p", video.width(), video.height(), video.bitrate(), video.maxrate(), video.buffer()));
    }

    /** The one rendition of a channel that may be as its source is; the configured size holds where it is encoded. */
    static List<Rendition> copied(Video video) {
        return List.of(new Rendition(
                "source", video.width(), video.height(), video.bitrate(), video.maxrate(), video.buffer()));
    }

    /**
     * The renditions of some rungs, from the largest to the smallest; sound alone comes last.
     *
     * @throws IllegalArgumentException if a rung is larger than the picture or there twice, or none has a picture
     */
    static List<Rendition> of(List<Rung> rungs, Video video) {
        Set<Integer> heights = new TreeSet<>();
        List<Rendition> renditions = new ArrayList<>();
        for (Rung rung : rungs) {
            if (rung.height > video.height()) {
                throw new IllegalArgumentException(
                        rung.height + "p is larger than video.size, and pictures are never made larger");
            }
            if (!heights.add(rung.height)) {
                throw new IllegalArgumentException((rung.height == 0 ? AUDIO : rung.height + "p") + " is named twice");
            }
            if (rung.height == 0) {
                renditions.add(new Rendition(AUDIO, 0, 0, 0, 0, 0));
                continue;
            }
            int width = (int) Math.round((double) rung.height * video.width() / video.height() / 2) * 2;
            double peak = (double) video.maxrate() / video.bitrate();
            double seconds = (double) video.buffer() / video.maxrate();
            long maxrate = Math.round(rung.bitrate * peak);
            renditions.add(new Rendition(
                    rung.height + "p", width, rung.height, rung.bitrate, maxrate, Math.round(maxrate * seconds)));
        }
        if (heights.equals(Set.of(0))) {
            throw new IllegalArgumentException(AUDIO + " alone has no picture: name a height besides");
        }
        renditions.sort(Comparator.comparingInt(Rendition::height).reversed());
        return List.copyOf(renditions);
    }
}
