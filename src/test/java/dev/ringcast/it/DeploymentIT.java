package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The WAR as it is built, in a Tomcat with our configuration: it plays with nothing configured. */
@ArquillianTest
class DeploymentIT {
    private static final Duration FIRST_SEGMENT = Duration.ofSeconds(10);

    @Inject
    Channels channels;

    @Deployment
    static WebArchive war() throws IOException, URISyntaxException {
        // Assertions run inside the container too.
        File assertions = new File(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        WebArchive war = ShrinkWrap.create(ZipImporter.class, "ringcast.war")
                .importFrom(new File(System.getProperty("ringcast.war")))
                .as(WebArchive.class);
        return war.setWebXML(withRunner(war.get("WEB-INF/web.xml").getAsset()))
                .addClasses(DeploymentIT.class, Await.class, Await.Check.class, Http.class)
                .addAsLibrary(assertions);
    }

    /** Arquillian's own servlet: it comes in a library, and the application has Tomcat look into none. */
    private static StringAsset withRunner(Asset webXml) throws IOException {
        try (InputStream in = webXml.openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new StringAsset(text.replace("</web-app>", """
                      <servlet>
                        <servlet-name>ArquillianServletRunnerEE9</servlet-name>
                        <servlet-class>org.jboss.arquillian.protocol.servlet5.runner.ServletTestRunner</servlet-class>
                      </servlet>
                      <servlet-mapping>
                        <servlet-name>ArquillianServletRunnerEE9</servlet-name>
                        <url-pattern>/ArquillianServletRunnerEE9</url-pattern>
                      </servlet-mapping>
                    </web-app>
                    """));
        }
    }

    @Test
    void inject_channels_hasTheDefaultChannelAndNoProblem() {
        assertThat(channels.problem()).isEmpty();
        assertThat(channels.all()).extracting(Channel::name).containsExactly("live");
    }

    @Test
    @RunAsClient
    void root_isThePlayerPage(@ArquillianResource URL root) throws Exception {
        HttpResponse<String> page = Http.anonymous().get(root.toURI());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).contains("<video");
    }

    @Test
    @RunAsClient
    void channelList_namesTheDefaultChannel(@ArquillianResource URL root) throws Exception {
        JsonObject list = Http.anonymous().json(root.toURI().resolve("live/channels.json"));

        assertThat(list.getJsonArray("channels").getValuesAs(JsonObject.class))
                .extracting(channel -> channel.getString("name"))
                .containsExactly("live");
    }

    @Test
    @RunAsClient
    void playlists_withinTenSeconds_leadToSegments(@ArquillianResource URL root) throws Exception {
        Http http = Http.anonymous();
        URI address = root.toURI().resolve("live/live/ts.m3u8");
        String multivariant = Await.value("multivariant playlist at " + address, FIRST_SEGMENT, () -> {
            HttpResponse<String> response = http.get(address);
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        });
        assertThat(multivariant).startsWith("#EXTM3U\n").contains("#EXT-X-STREAM-INF:");

        URI mediaAddress = address.resolve(uris(multivariant).get(0));
        String media = http.get(mediaAddress).body();
        assertThat(media).startsWith("#EXTM3U\n").contains("#EXT-X-TARGETDURATION:", "#EXTINF:");
        assertThat(uris(media)).isNotEmpty();
        for (String segment : uris(media)) {
            HttpResponse<byte[]> response = http.bytes(mediaAddress.resolve(segment));
            assertThat(response.statusCode()).as(segment).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .as(segment)
                    .hasValue("video/mp2t");
            assertThat(response.body().length % 188)
                    .as("bytes after the last TS packet")
                    .isZero();
            assertThat(response.body()[0]).as("sync byte").isEqualTo((byte) 0x47);
        }
    }

    private static List<String> uris(String playlist) {
        return playlist.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
