package dev.ringcast.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A small Java virtual machine to be started. All users of the machine can see it: it holds no secret.
 *
 * @param mainClass what it runs
 * @param classPath where that is
 * @param folder its working directory, which must exist
 * @param crashFile where what the virtual machine tells about a crash is kept until the next one crashes
 */
public record JvmCommand(String mainClass, String classPath, Path folder, Path crashFile) {
    /**
     * Few threads that compile, none that collect garbage in parallel; no core dump, no file elsewhere; standard output
     * belongs to frames, though about a crash the virtual machine writes there all the same.
     */
    private static final List<String> OPTIONS = List.of(
            "-Xms8m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:-DumpReplayDataOnError",
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-Djava.awt.headless=true",
            "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%6$s%n");

    /** They may hold secrets or are meant for Tomcat's own virtual machine. */
    private static final Set<String> NOT_INHERITED =
            Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CATALINA_OPTS", "CLASSPATH");

    private static final int NATIVE_ACCESS_IS_GRANTED_SINCE = 24;

    /** The command line. */
    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(OPTIONS);
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_GRANTED_SINCE) {
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        line.addAll(List.of("-XX:ErrorFile=" + freshCrashFile(), "-cp", classPath, mainClass));
        return line;
    }

    /** Where the virtual machine tells about its crash itself. */
    Path freshCrashFile() {
        return crashFile.resolveSibling(crashFile.getFileName() + ".new");
    }

    /** Changes the environment of this process to that of the other. */
    static void adapt(Map<String, String> environment) {
        // In any case of letters: so the configuration is read, and so some systems name them.
        environment.keySet().removeIf(name -> isNotInherited(name.toUpperCase(Locale.ROOT)));
        // Each thread of the C library would have an arena of its own.
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
    }

    private static boolean isNotInherited(String upper) {
        return NOT_INHERITED.contains(upper) || upper.startsWith("RINGCAST_");
    }
}
