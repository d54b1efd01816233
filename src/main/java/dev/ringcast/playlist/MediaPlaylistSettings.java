package dev.ringcast.playlist;

import java.util.regex.Pattern;

/**
 * What a media playlist says that does not come from its segments. Constant for the life of the playlist (L6).
 *
 * @param targetDuration EXT-X-TARGETDURATION in seconds, at least 1
 * @param fileEnding the ending of the segments' names without the dot, for example {@code ts}
 */
public record MediaPlaylistSettings(int targetDuration, String fileEnding) {
    private static final Pattern FILE_ENDING = Pattern.compile("[a-z0-9]{1,8}");

    /** Checks the bounds. */
    public MediaPlaylistSettings {
        if (targetDuration < 1) {
            throw new IllegalArgumentException("a target duration of " + targetDuration + " s; at least 1 s is needed");
        }
        if (!FILE_ENDING.matcher(fileEnding).matches()) {
            throw new IllegalArgumentException("not a file ending: '" + fileEnding + "'; allowed is " + FILE_ENDING);
        }
    }
}
