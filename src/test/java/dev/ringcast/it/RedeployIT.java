package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Redeployed again and again while it plays, the application leaves nothing behind in its Tomcat. */
class RedeployIT {
    /** 500 with {@code -Pfaults}. */
    private static final int REDEPLOYMENTS = Integer.getInteger("faults.redeployments", 10);
    /** Libraries, code and heap have found their size after this many. */
    private static final int SETTLED = 3;

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final long MOST_GROWTH = 80L << 20;

    private final Http viewer = Http.anonymous();
    private final Http manager = Http.as("manager", "secret");

    @Test
    void redeploy_againAndAgainWhilePlaying_leavesNoThreadNoClassLoaderNoMemory() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                // A heap that does not grow: what grows besides is what was left behind.
                .option("-Xms192m")
                .option("-Xmx192m")
                .option("-XX:+AlwaysPreTouch")
                // One arena of the C library's allocator: in many, freed memory cannot be told from memory left behind.
                .environment("MALLOC_ARENA_MAX", "1")
                .manager()
                .user("manager", "secret", "manager-script")
                .file("webapps/ROOT/index.html", "ready")
                .start("/")) {
            long settled = 0;
            for (int round = 1; round <= REDEPLOYMENTS; round++) {
                command(
                        tomcat,
                        "deploy?path=/ringcast&war=" + TomcatBase.builtWar().toUri());
                URI playlist = tomcat.address("/ringcast/live/live/ts.m3u8");
                URI poster = tomcat.address("/ringcast/live/live/poster.jpg");
                try {
                    Await.until("first segment of round " + round, SOON, () -> viewer.status(playlist) == 200);
                    Await.until("poster of round " + round, SOON, () -> viewer.status(poster) == 200);
                } catch (AssertionError e) {
                    // It has been seen once, on a busy machine, and nothing told why.
                    e.addSuppressed(new AssertionError(String.join("\n", tomcat.jcmd("Thread.print"))));
                    e.addSuppressed(new AssertionError(tomcat.log()));
                    throw e;
                }
                command(tomcat, "undeploy?path=/ringcast");
                if (round == SETTLED) {
                    settled = tomcat.settledBytes();
                }
            }

            long before = settled;
            Await.until("one class loader, the manager's and root's aside", Duration.ofSeconds(90), () -> {
                tomcat.jcmd("GC.run");
                return classLoaders(tomcat) == 2;
            });
            assertThat(tomcat.jcmd("Thread.print"))
                    .filteredOn(line -> line.startsWith("\""))
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).matches("\"[^\"]*(ringcast|javacpp|weld).*"))
                    .isNotEmpty();
            assertThat(tomcat.complaints()).isEmpty();
            // The compiler may have some for a while.
            Await.until(
                    "no memory left behind by " + (REDEPLOYMENTS - SETTLED) + " redeployments more",
                    Duration.ofSeconds(60),
                    () -> tomcat.settledBytes() - before < MOST_GROWTH);
        }
    }

    private void command(TomcatProcess tomcat, String command) throws Exception {
        HttpResponse<String> answer = manager.get(tomcat.address("/manager/text/" + command));
        assertThat(answer.body()).as(command).startsWith("OK");
    }

    private static long classLoaders(TomcatProcess tomcat) throws Exception {
        List<String> rows = tomcat.jcmd("GC.class_histogram").stream()
                .filter(row -> row.matches(".* org\\.apache\\.catalina\\.loader\\.ParallelWebappClassLoader( .*)?"))
                .toList();
        assertThat(rows).hasSize(1);
        // num: instances bytes class
        return Long.parseLong(rows.get(0).trim().split(" +")[1]);
    }
}
