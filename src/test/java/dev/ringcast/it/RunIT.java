package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./mvnw -Prun} does once the WAR is built. */
class RunIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path CONFIGURATION = Path.of(System.getProperty("tomcat.conf", ""));

    @TempDir
    private Path folder;

    @Test
    void run_tomcat_hasTheOptionsAndTheEnvironmentOfSetenv() throws Exception {
        String script = ". \"$1\"; printf '%s\\n' $CATALINA_OPTS \"MALLOC_ARENA_MAX=$MALLOC_ARENA_MAX\"";
        Process shell = program(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        CONFIGURATION.resolve("setenv.sh").toString())
                .start();
        List<String> expected =
                new ArrayList<>(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
        String variable = expected.remove(expected.size() - 1);
        int port = TomcatProcess.freePort();
        URI page = URI.create("http://127.0.0.1:" + port + "/");

        Process run = program(
                        java(),
                        "src/build/java/Run.java",
                        TomcatBase.builtWar().toString(),
                        System.getProperty("tomcat.dist"),
                        CONFIGURATION.toString(),
                        folder.toString(),
                        "127.0.0.1",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            Await.until("the page", SOON, () -> {
                assertThat(run.isAlive()).isTrue();
                return Http.anonymous().status(page) == 200;
            });
            ProcessHandle tomcat = run.children().findFirst().orElseThrow();
            List<String> command = lines(tomcat, "cmdline");
            assertThat(command.get(0)).isEqualTo(java());
            assertThat(command.subList(1, command.size())).startsWith(expected.toArray(new String[0]));
            assertThat(command)
                    .filteredOn(RunIT::isOfTheVirtualMachine)
                    .isEqualTo(expected.stream()
                            .filter(RunIT::isOfTheVirtualMachine)
                            .toList());
            assertThat(lines(tomcat, "environ")).contains(variable).contains("MALLOC_ARENA_MAX=2");

            run.toHandle().destroy();
            Await.until("the end of both", SOON, () -> !run.isAlive() && !tomcat.isAlive());
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly().waitFor();
        }
    }

    private static boolean isOfTheVirtualMachine(String argument) {
        return argument.startsWith("-X");
    }

    private static ProcessBuilder program(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RINGCAST_"));
        List.of("CATALINA_OPTS", "MALLOC_ARENA_MAX", "JRE_HOME", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> lines(ProcessHandle process, String file) throws IOException {
        return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), file))
                .split("\0"));
    }
}
