package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where FFmpeg cannot be loaded, the application says so wherever one looks, and harms nobody. */
class BrokenPlatformIT {
    private static final String PLATFORM = "plan9-vax";
    private static final String LIBRARY = "libavutil.so.60";

    @Test
    void start_onUnsupportedPlatform_saysSoAndLeavesOthersAlone() throws Exception {
        try (TomcatProcess tomcat =
                start(TomcatBase.stock().option("-Dringcast.native.platform=" + PLATFORM), TomcatBase.builtWar())) {
            assertSaid(tomcat, PLATFORM);

            try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
                browser.page().navigate(tomcat.address("/ringcast/").toString());
                Await.until(
                        "the reason on the page",
                        Duration.ofSeconds(20),
                        () -> ((String) browser.page().evaluate("document.body.innerText")).contains(PLATFORM));
            }
        }
    }

    /** What is not in the WAR is looked for in the system, and the system has none of this version. */
    @Test
    void start_withoutALibrary_namesItAndLeavesOthersAlone(@TempDir Path folder) throws Exception {
        Path war = folder.resolve("ringcast.war");
        copy(Files.newInputStream(TomcatBase.builtWar()), Files.newOutputStream(war));
        try (TomcatProcess tomcat = start(TomcatBase.stock(), war)) {
            assertSaid(tomcat, LIBRARY);
        }
    }

    /** Copies a zip file without the library, also where it is in a zip file within. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        try (ZipInputStream in = new ZipInputStream(from);
                ZipOutputStream out = new ZipOutputStream(to)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().endsWith(LIBRARY)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    if (entry.getName().contains("/natives/ffmpeg-")) {
                        ByteArrayOutputStream within = new ByteArrayOutputStream();
                        copy(new ByteArrayInputStream(in.readAllBytes()), within);
                        within.writeTo(out);
                    } else {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    private static TomcatProcess start(TomcatBase base, Path war) throws Exception {
        return base.war("ringcast", war)
                .file("webapps/other/index.html", "unharmed")
                .start("/ringcast/");
    }

    private static void assertSaid(TomcatProcess tomcat, String reason) throws Exception {
        Http viewer = Http.anonymous();
        assertThat(viewer.get(tomcat.address("/other/")).body()).isEqualTo("unharmed");

        String line = tomcat.awaitLog(text -> text.contains(reason) && !isOption(text), Duration.ofSeconds(10));
        assertThat(line).contains("dev.ringcast").doesNotContain("Exception");
        assertThat(tomcat.log().lines().filter(text -> text.contains(reason) && !isOption(text)))
                .hasSize(1);
        assertThat(tomcat.log()).doesNotContain("\tat ");

        assertThat(viewer.json(tomcat.address("/ringcast/live/channels.json")).getString("problem"))
                .contains(reason);
    }

    /** Tomcat tells the options it was started with. */
    private static boolean isOption(String line) {
        return line.contains("Command line argument:");
    }
}
