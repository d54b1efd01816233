package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole playlists as files; {@code -Dgolden.update=true} writes them anew, and the difference is then reviewed. */
final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "playlists");

    private Golden() {}

    static void assertEqual(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name + ".m3u8");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
