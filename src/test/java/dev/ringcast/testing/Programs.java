package dev.ringcast.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that some tests need. */
public final class Programs {
    /** If "true", what is missing is a failure; otherwise the tests that need it are skipped. */
    private static final String REQUIRED = "RINGCAST_REQUIRE_BROWSERS";

    private Programs() {}

    /** The first of these names found on the PATH; the test is skipped, or fails, if there is none. */
    public static Path require(String... names) {
        Optional<Path> program =
                Arrays.stream(names).flatMap(name -> find(name).stream()).findFirst();
        if (program.isEmpty()) {
            String missing = "not on the PATH: " + String.join(" or ", names) + "; install it to run this test";
            if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
        return program.orElseThrow();
    }

    private static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
