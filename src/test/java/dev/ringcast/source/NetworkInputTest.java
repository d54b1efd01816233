package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkInputTest {
    private static final Optional<Path> AUTHORITIES = Optional.of(Path.of("/ca.crt"));

    @ParameterizedTest
    @CsvSource({
        "rtsp,tcp,tcp",
        "rtsp,udp,'tcp,udp,rtp'",
        "rtsps,tcp,'tls,tcp'",
        "rtmp,tcp,'rtmp,tcp'",
        "rtmps,tcp,'rtmps,tls,tcp'",
        "srt,tcp,srt",
        "udp,tcp,udp",
        "http,tcp,'http,https,tcp,tls,crypto'",
        "https,tcp,'https,tls,tcp,crypto'"
    })
    void options_protocols_areNarrow(String scheme, String transport, String protocols) {
        assertThat(options(scheme, transport)).containsEntry("protocol_whitelist", protocols);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp", "rtsps", "rtmp", "rtmps", "srt", "http", "https", "udp"})
    void options_everyScheme_isBoundedAndReachesNoFiles(String scheme) {
        Map<String, String> options = options(scheme, "tcp");
        assertThat(options).containsKeys("max_streams", "probesize", "analyzeduration");
        assertThat(Arrays.asList(
                        options.getOrDefault("protocol_whitelist", "file").split(",")))
                .doesNotContain("file", "concat", "concatf", "subfile", "data", "pipe", "fd", "cache", "async", "unix");
    }

    @Test
    void options_timeouts_areInTheUnitOfTheProtocol() {
        assertThat(options("rtsp", "tcp")).containsEntry("timeout", "11500000");
        assertThat(options("srt", "tcp"))
                .containsEntry("timeout", "11500000")
                .containsEntry("connect_timeout", "11500");
        assertThat(options("udp", "tcp")).containsEntry("timeout", "11500000");
        assertThat(options("http", "tcp")).containsEntry("rw_timeout", "11500000");
        assertThat(options("rtmp", "tcp"))
                .containsEntry("rw_timeout", "11500000")
                .doesNotContainKey("timeout");
    }

    @Test
    void options_encrypted_verifiesCertificates() {
        for (String scheme : new String[] {"https", "rtsps", "rtmps"}) {
            assertThat(options(scheme, "tcp")).containsEntry("tls_verify", "1").containsEntry("ca_file", "/ca.crt");
            assertThat(NetworkInput.options(scheme, Duration.ofSeconds(5), "tcp", Optional.empty()))
                    .doesNotContainKeys("tls_verify", "ca_file");
        }
        assertThat(options("http", "tcp")).doesNotContainKey("tls_verify");
    }

    @Test
    void options_http_allowsNoContainerThatNamesFiles() {
        assertThat(Arrays.asList(options("http", "tcp")
                        .getOrDefault("format_whitelist", "concat")
                        .split(",")))
                .contains("hls", "mpegts", "mov")
                .doesNotContain("concat", "dash", "image2", "sdp", "rtsp", "lavfi", "tedcaptions");
    }

    @ParameterizedTest
    @CsvSource({
        "RTSP://h/x,rtsp://h/x,rtsp",
        "rtmp://h/app/key,rtmp://h/app/key,flv",
        "srt://h:1?mode=caller,srt://h:1?mode=caller,mpegts",
        "udp://@239.0.0.1:1234,udp://@239.0.0.1:1234,mpegts",
        "https://u:p@h/a.m3u8?x=1,https://u:p@h/a.m3u8?x=1,''"
    })
    void of_address_hasUrlAndDemuxer(String address, String url, String demuxer) throws SourceException {
        Input input = NetworkInput.of(RunningSource.request(address), AUTHORITIES);
        assertThat(input.url()).isEqualTo(url);
        assertThat(input.demuxer()).isEqualTo(demuxer);
        assertThat(input.polled()).isFalse();
    }

    /** The user's name would be taken for a host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:ge/heim@cam/x",
                "http://admin:ge?heim@cam/x",
                "http://admin:554x#heim@cam/x",
                "rtsp://admin:a:1/b@cam/x"
            })
    void of_passwordThatIsNotEscaped_isRefusedWithoutShowingIt(String address) {
        assertThatThrownBy(() -> NetworkInput.of(RunningSource.request(address), AUTHORITIES))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("write %2F for /")
                .hasMessageNotContainingAny("admin", "ge", "heim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cam/a@b",
                "http://cam:8080/a@b",
                "http://cam:/a@b",
                "http://cam?mail=a@b",
                "http://[fe80::1]/a@b",
                "http://[fe80::1]:80/a@b",
                "rtsp://admin:ge%2Fheim@cam/a@b",
                "rtsp://a:b:c@cam/x",
                "udp://@239.0.0.1:1234"
            })
    void of_atElsewhere_isAllowed(String address) throws Exception {
        assertThat(NetworkInput.of(RunningSource.request(address), AUTHORITIES).url())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://cam.local:554/x,cam.local",
        "rtsp://u:p@cam.local/x,cam.local",
        "http://u:p@h@cam.local?x=@y,cam.local",
        "http://[fe80::1%25eth0]:80/x,fe80::1%25eth0",
        "udp://@239.0.0.1:1234,239.0.0.1",
        "udp://:1234,''",
        "srt://h:9000?mode=caller,h"
    })
    void host_ofAddress(String url, String host) {
        assertThat(HostLookup.host(url)).isEqualTo(host);
    }

    @Test
    void run_unknownHost_saysSo() throws Exception {
        SourceRequest request = RunningSource.request("rtsp://u:geheim@no-such-host.invalid/x");
        try (RunningSource running = RunningSource.start(request, new RecordingSink())) {
            assertThat(running.failure(20_000))
                    .startsWith("rtsp://***@no-such-host.invalid/x: ")
                    .contains("no-such-host.invalid")
                    .doesNotContain("geheim");
        }
    }

    private static Map<String, String> options(String scheme, String transport) {
        return NetworkInput.options(scheme, Duration.ofSeconds(5), transport, AUTHORITIES);
    }
}
