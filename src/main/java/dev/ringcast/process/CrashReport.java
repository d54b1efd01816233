package dev.ringcast.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file in which a virtual machine tells of its crash. */
final class CrashReport {
    /** What matters is at its beginning. */
    private static final int LINES = 30;

    private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x([0-9a-f]{1,4})\\).*");
    private static final Pattern PLACE = Pattern.compile("# ([A-Za-z]\\s+\\[.+)");
    private static final Pattern MEMORY = Pattern.compile("# (Native memory allocation .+)");

    private CrashReport() {}

    /**
     * How it ended, in words that follow "ended": with which signal, and where, or what memory it did not get. Empty if
     * there is no such file or it says no such thing.
     */
    static Optional<String> read(Path file) {
        Optional<String> signal = Optional.empty();
        // Code of others' may have put any bytes into names.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            for (String line : lines.limit(LINES).toList()) {
                Matcher matcher = SIGNAL.matcher(line);
                Matcher place = PLACE.matcher(line);
                Matcher memory = MEMORY.matcher(line);
                if (memory.matches()) {
                    return Optional.of("for want of memory: " + memory.group(1).strip());
                }
                if (matcher.matches()) {
                    int number = Integer.parseInt(matcher.group(2), 16);
                    signal = Optional.of("with signal " + number + " (" + matcher.group(1) + ")");
                } else if (signal.isPresent() && place.matches()) {
                    return signal.map(by -> by + " in " + place.group(1).replaceAll("\\s+", " "));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return signal;
    }
}
