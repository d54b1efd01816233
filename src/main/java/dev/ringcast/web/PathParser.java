package dev.ringcast.web;

import dev.ringcast.media.Packaging;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a media address. The grammar is strict: names are {@code [A-Za-z0-9_-]{1,64}}, numbers are decimal without sign
 * or leading zero and have at most 18 digits. Whatever else a path holds (an encoded or doubled slash, a path
 * parameter, dots, a backslash) makes it name nothing, so each thing has one address and no path ever meets a file.
 */
final class PathParser {
    /** More than the longest address has, so that a longer path costs nothing. */
    private static final int LONGEST = 256;

    private static final int LONGEST_NAME = 64;
    private static final int MOST_DIGITS = 18;

    private static final String BASE = "/live/";
    private static final String PLAYLIST = ".m3u8";

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
        return path.startsWith(BASE)
                ? Optional.ofNullable(parse(path.substring(BASE.length()).split("/", -1)))
                : Optional.empty();
    }

    private static @Nullable Address parse(String[] pieces) {
        int names = pieces.length - 1;
        for (int i = 0; i < names; i++) {
            if (!isName(pieces[i])) {
                return null;
            }
        }
        String last = pieces[names];
        return switch (names) {
            case 1 -> ofChannel(pieces[0], last);
            case 2 -> ofRendition(pieces[0], pieces[1], last);
            case 3 -> ofRun(pieces[0], pieces[1], pieces[2], last);
            default -> null;
        };
    }

    private static @Nullable Address ofChannel(String channel, String last) {
        return switch (last) {
            case "index.m3u8" -> new Address.MultivariantPlaylist(channel, Packaging.CMAF);
            case "ts.m3u8" -> new Address.MultivariantPlaylist(channel, Packaging.TS);
            case "poster.jpg" -> new Address.Poster(channel);
            default -> null;
        };
    }

    private static @Nullable Address ofRendition(String channel, String rendition, String last) {
        for (Packaging packaging : Packaging.values()) {
            if (last.equals(packaging.playlistName() + PLAYLIST)) {
                return new Address.MediaPlaylist(channel, rendition, packaging);
            }
        }
        return null;
    }

    private static @Nullable Address ofRun(String channel, String rendition, String run, String last) {
        if (last.equals(Packaging.INIT_NAME)) {
            return new Address.Init(channel, rendition, run);
        }
        int ending = last.lastIndexOf('.');
        if (ending < 0) {
            return null;
        }
        Packaging packaging = packaging(last.substring(ending + 1));
        int dot = last.indexOf('.');
        String sequence = last.substring(0, dot);
        if (packaging == null || !isNumber(sequence)) {
            return null;
        }
        if (dot == ending) {
            return new Address.Segment(channel, rendition, packaging, run, Long.parseLong(sequence));
        }
        String part = last.substring(dot + 1, ending);
        return isNumber(part)
                ? new Address.Part(channel, rendition, packaging, run, Long.parseLong(sequence), Long.parseLong(part))
                : null;
    }

    private static @Nullable Packaging packaging(String fileEnding) {
        for (Packaging packaging : Packaging.values()) {
            if (packaging.fileEnding().equals(fileEnding)) {
                return packaging;
            }
        }
        return null;
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && consistsOf(text, c -> isDigit(c) || isLetter(c) || c == '_' || c == '-');
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && (text.charAt(0) != '0' || text.length() == 1)
                && consistsOf(text, PathParser::isDigit);
    }

    /** As a stream would tell, but every request asks this several times. */
    private static boolean consistsOf(String text, IntPredicate character) {
        for (int i = 0; i < text.length(); i++) {
            if (!character.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
