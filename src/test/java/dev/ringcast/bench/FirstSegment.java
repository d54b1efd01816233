package dev.ringcast.bench;

import dev.ringcast.testing.Clips;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The first segment, in MPEG-TS, that a media playlist lists.
 *
 * @param nanos when all of it had been fetched, by {@link System#nanoTime}
 * @param copy of it
 */
record FirstSegment(long nanos, Path copy) {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern ADDRESS = Pattern.compile("(?m)^#EXTINF:.*\\R(?:#.*\\R)*([^#\\s].*)$");

    /**
     * Asks once for the playlist and the segment.
     *
     * @param playlist its address, {@code http:} or {@code file:}
     * @param copy where the segment is written to
     * @return empty if there is no server, no playlist or no segment yet
     */
    static Optional<FirstSegment> fetch(URI playlist, Path copy) throws IOException {
        Optional<byte[]> bytes = get(playlist)
                .flatMap(text -> address(new String(text, StandardCharsets.UTF_8)))
                .flatMap(address -> get(playlist.resolve(address)));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        long nanos = System.nanoTime();
        return Optional.of(new FirstSegment(nanos, Files.write(copy, bytes.get())));
    }

    /** The segment's address, as it stands in the playlist. */
    static Optional<String> address(String playlist) {
        return ADDRESS.matcher(playlist)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst();
    }

    /**
     * How many pictures are in it.
     *
     * @throws AssertionError if ffmpeg cannot demultiplex it, or it lacks picture or sound
     */
    int pictures() throws IOException, InterruptedException {
        int pictures = Clips.hashes(copy, "v").size();
        int sounds = Clips.hashes(copy, "a").size();
        if (pictures == 0 || sounds == 0) {
            throw new AssertionError(copy + " has " + pictures + " pictures and " + sounds + " frames of sound");
        }
        return pictures;
    }

    private static Optional<byte[]> get(URI address) {
        try {
            URLConnection connection = address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(body.readAllBytes());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
