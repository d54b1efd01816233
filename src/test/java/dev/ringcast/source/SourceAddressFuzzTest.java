package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whatever an administrator writes as a source, no secret in it is ever shown, and what is opened is of an allowed
 * protocol, on the host that it seems to be. The input has what stands before and after the secret a line each.
 */
class SourceAddressFuzzTest {
    private static final String SECRET = "gEhEiM7x";
    private static final List<String> NAMES = List.of("password", "token", "my%5fp%61ss", "X-Amz-Signature");
    private static final Pattern SHOWN_SECRET = Pattern.compile(SECRET, Pattern.LITERAL);

    @FuzzTest
    void show(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        String[] lines = text.split("\n", 3);
        String before = lines[0];
        String after = lines.length > 1 ? lines[1] : "";
        Bounds.hold(() -> {
            look(text);
            for (String scheme : NetworkInput.SCHEMES) {
                lookForSecret(scheme + "://" + before + SECRET + after + "@cam.example/x");
                lookForSecret(scheme + "://user:" + before + SECRET + "@" + after);
            }
            for (String name : NAMES) {
                lookForSecret("https://cam.example/x?" + before + name + "=" + SECRET + after);
                if (isPartOfName(before)) {
                    lookForSecret("https://cam.example/x?a=1&" + name + before + "=" + SECRET + after);
                }
                lookForSecret("rtsp://cam.example/" + name + "=" + SECRET + after);
            }
        });
    }

    private static boolean isPartOfName(String text) {
        return text.indexOf('&') < 0 && text.indexOf('=') < 0;
    }

    private static void lookForSecret(String address) {
        String told = look(address);
        assertThat(SHOWN_SECRET.matcher(told).find())
                .as(address + " is told as " + told)
                .isFalse();
    }

    /** Looks at an address and returns all that is told of it. */
    private static String look(String address) {
        String shown = SourceAddress.redacted(address);
        assertThat(SourceAddress.redacted(shown)).isEqualTo(shown);
        try {
            Input input = NetworkInput.of(RunningSource.request(address), Optional.empty());
            assertAllowed(input.url());
            return shown;
        } catch (SourceException e) {
            return shown + e.getMessage();
        }
    }

    private static void assertAllowed(String url) {
        assertThat(NetworkInput.SCHEMES).contains(url.substring(0, url.indexOf("://")));
        String host = HostLookup.host(url);
        try {
            String seen = new URI(url).getHost();
            if (seen != null) {
                assertThat(host.toLowerCase(Locale.ROOT))
                        .as(url)
                        .isEqualTo(seen.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""));
            }
        } catch (URISyntaxException e) {
            // More is allowed here than there: passwords are written as they are.
            assertThat(host).isNotNull();
        }
    }
}
