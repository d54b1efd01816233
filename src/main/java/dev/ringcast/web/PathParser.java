package dev.ringcast.web;

import dev.ringcast.media.Packaging;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a media address. The grammar is strict: names are {@code [A-Za-z0-9_-]{1,64}}, numbers are decimal without sign
 * or leading zero and have at most 18 digits. Whatever else a path holds (an encoded or doubled slash, a path
 * parameter, dots, a backslash) makes it name nothing, so each thing has one address and no path ever meets a file.
 */
final class PathParser {
    /** More than the longest address has, so that a longer path costs nothing. */
    private static final int LONGEST = 256;

    private static final String NAME = "([A-Za-z0-9_-]{1,64})";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";

    private static final Pattern MULTIVARIANT = Pattern.compile("/live/" + NAME + "/(index|ts)\\.m3u8");
    private static final Pattern MEDIA_PLAYLIST = Pattern.compile("/live/" + NAME + "/" + NAME + "/(cmaf|ts)\\.m3u8");
    private static final Pattern SEGMENT = Pattern.compile(
            "/live/" + NAME + "/" + NAME + "/" + NAME + "/" + NUMBER + "(?:\\." + NUMBER + ")?\\.(ts|m4s)");
    private static final Pattern INIT = Pattern.compile("/live/" + NAME + "/" + NAME + "/" + NAME + "/init\\.mp4");
    private static final Pattern POSTER = Pattern.compile("/live/" + NAME + "/poster\\.jpg");

    private PathParser() {}

    /**
     * What the path names.
     *
     * @param path the path as it came, still encoded, without the context path
     */
    static Optional<Address> parse(String path) {
        if (path.length() > LONGEST) {
            return Optional.empty();
        }
        if (path.equals("/stream.m3u8")) {
            return Optional.of(new Address.DefaultMultivariantPlaylist());
        }
        Matcher matcher = MULTIVARIANT.matcher(path);
        if (matcher.matches()) {
            return Optional.of(new Address.MultivariantPlaylist(matcher.group(1), packaging(matcher.group(2))));
        }
        matcher = MEDIA_PLAYLIST.matcher(path);
        if (matcher.matches()) {
            return Optional.of(
                    new Address.MediaPlaylist(matcher.group(1), matcher.group(2), packaging(matcher.group(3))));
        }
        matcher = SEGMENT.matcher(path);
        if (matcher.matches()) {
            return Optional.of(segmentOrPart(matcher));
        }
        matcher = INIT.matcher(path);
        if (matcher.matches()) {
            return Optional.of(new Address.Init(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        matcher = POSTER.matcher(path);
        return matcher.matches() ? Optional.of(new Address.Poster(matcher.group(1))) : Optional.empty();
    }

    private static Address segmentOrPart(Matcher matcher) {
        long sequence = Long.parseLong(matcher.group(4));
        String part = matcher.group(5);
        Packaging packaging = packaging(matcher.group(6));
        return part == null
                ? new Address.Segment(matcher.group(1), matcher.group(2), packaging, matcher.group(3), sequence)
                : new Address.Part(
                        matcher.group(1),
                        matcher.group(2),
                        packaging,
                        matcher.group(3),
                        sequence,
                        Long.parseLong(part));
    }

    private static Packaging packaging(String word) {
        return word.equals("ts") ? Packaging.TS : Packaging.CMAF;
    }
}
