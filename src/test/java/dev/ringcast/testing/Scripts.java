package dev.ringcast.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Scripts that tests run in a page, kept beside the tests. */
public final class Scripts {
    private Scripts() {}

    /** The text of the file of that name, beside the test's class. */
    public static String of(Class<?> test, String name) {
        try (InputStream script = test.getResourceAsStream(name)) {
            if (script == null) {
                throw new AssertionError("there is no " + name + " beside " + test.getName());
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
