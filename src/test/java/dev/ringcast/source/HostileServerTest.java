package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a source answers leads to no file and to no other protocol: FFmpeg CVE-2016-1897, CVE-2017-9993, CVE-2026-107698
 * and their like. {@code FILE} stands for a file that is there, {@code OTHER} for a server that counts its callers.
 */
class HostileServerTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://FILE",
                "FILE",
                "file:FILE",
                "concat:FILE",
                "subfile,,start,0,end,99999,,:FILE",
                "crypto:file:FILE",
                "async:file:FILE",
                "cache:file:FILE",
                "data:video/mp2t;base64,RwAA",
                "pipe:0",
                "fd:0",
                "tcp://OTHER",
                "rtsp://OTHER/x",
                "rtmp://OTHER/app/x",
                "ftp://OTHER/x.ts",
                "gopher://OTHER/x",
                "srt://OTHER",
                "httpproxy://OTHER/x",
                "ipfs://OTHER"
            })
    void run_httpThatRedirects_staysWithHttp(String location) throws Exception {
        assertLeadsNowhere("http", location, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://FILE",
                "FILE",
                "concat:FILE",
                "subfile,,start,0,end,99999,,:FILE",
                "data:video/mp2t;base64,RwAA",
                "http://OTHER/x.ts",
                "https://OTHER/x.ts",
                "tcp://OTHER",
                "rtmp://OTHER/app/x",
                "ftp://OTHER/x",
                "rtsps://OTHER/x"
            })
    void run_rtspThatRedirects_staysWithRtsp(String location) throws Exception {
        assertLeadsNowhere("rtsp", location, "RTSP/1.0 302 Found\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://OTHER",
                "rtsp://OTHER/x.ts",
                "rtmp://OTHER/app/x.ts",
                "ftp://OTHER/x.ts",
                "gopher://OTHER/x.ts",
                "tls://OTHER/x.ts",
                "crypto:tcp://OTHER",
                "httpproxy://OTHER/x.ts",
                "crypto:httpproxy://OTHER/x.ts"
            })
    void run_hlsThatNamesOtherProtocols_usesNone(String segment) throws Exception {
        try (TextServer other = new TextServer(head -> "");
                TextServer server = new TextServer(
                        head -> TextServer.ok("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXT-X-KEY:METHOD=AES-128,URI=\""
                                + filled(segment, other.place()) + "\"\n#EXTINF:3,\n" + filled(segment, other.place())
                                + "\n#EXT-X-ENDLIST\n"))) {
            RecordingSink sink = new RecordingSink();
            try (RunningSource running = start("http://" + server.place() + "/a.m3u8", sink)) {
                running.failure(20_000);
            }
            assertThat(server.requests()).isNotEmpty();
            assertThat(other.isCalled()).isFalse();
        }
    }

    /** FFmpeg's concat and image demuxers name files in what looks like a text; no such demuxer is allowed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffconcat version 1.0\nfile FILE\n",
                "<?xml version=\"1.0\"?><MPD><BaseURL>FILE</BaseURL></MPD>",
                "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 33\n"
            })
    void run_httpScriptThatNamesFiles_isNotUnderstood(String script) throws Exception {
        try (TextServer server = new TextServer(head -> TextServer.ok(filled(script, "")))) {
            for (String name : List.of("a.ffconcat", "a.mpd", "a.sdp", "a.ts")) {
                RecordingSink sink = new RecordingSink();
                try (RunningSource running = start("http://" + server.place() + "/" + name, sink)) {
                    running.failure(20_000);
                }
                assertThat(sink.pictures()).isEmpty();
            }
        }
    }

    @Test
    void run_httpThatRedirectsForEver_endsAfterAFew() throws Exception {
        try (TextServer server = new TextServer(head -> TextServer.redirect("/again"))) {
            try (RunningSource running = start("http://" + server.place() + "/x.ts", new RecordingSink())) {
                running.failure(10_000);
            }
            assertThat(server.requests()).hasSizeBetween(2, 8);
        }
    }

    /** CVE-2026-107696 is a loop of RTSP redirects without an end: none is followed at all. */
    @Test
    void run_rtspThatRedirectsToItself_isNotFollowed() throws Exception {
        AtomicReference<String> self = new AtomicReference<>("");
        try (TextServer server = new TextServer(head ->
                "RTSP/1.0 302 Found\r\n" + sequence(head) + "\r\nLocation: rtsp://" + self.get() + "/again\r\n\r\n")) {
            self.set(server.place());
            try (RunningSource running = start("rtsp://" + server.place() + "/x", new RecordingSink())) {
                running.failure(10_000);
            }
            assertThat(server.requests()).containsExactly("OPTIONS rtsp://" + server.place() + "/x RTSP/1.0");
        }
    }

    /** Without that the other tests would prove little: most protocols say nothing that looks like a request. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void whoeverCalls_isNoticed(String protocol) throws Exception {
        try (TextServer other = new TextServer(head -> "")) {
            assertThat(other.isCalled()).isFalse();
            InetAddress here = InetAddress.getLoopbackAddress();
            if (protocol.equals("tcp")) {
                new Socket(here, other.port()).close();
            } else {
                try (DatagramSocket caller = new DatagramSocket()) {
                    caller.send(new DatagramPacket(new byte[1], 1, here, other.port()));
                }
            }
            assertThat(other.isCalled()).isTrue();
        }
    }

    private static void assertLeadsNowhere(String scheme, String location, String head) throws Exception {
        try (TextServer other = new TextServer(request -> "");
                TextServer server =
                        new TextServer(request -> head + (scheme.equals("rtsp") ? sequence(request) + "\r\n" : "")
                                + "Location: " + filled(location, other.place()) + "\r\n\r\n")) {
            RecordingSink sink = new RecordingSink();
            try (RunningSource running = start(scheme + "://" + server.place() + "/x.ts", sink)) {
                running.failure(10_000);
            }
            assertThat(server.requests()).isNotEmpty();
            assertThat(other.isCalled()).isFalse();
            assertThat(sink.pictures()).isEmpty();
            assertThat(sink.sounds()).isEmpty();
        }
    }

    private static RunningSource start(String address, RecordingSink sink) throws SourceException {
        return RunningSource.start(RunningSource.request(address, SHORT), sink);
    }

    private static String filled(String text, String other) {
        String file = RunningSource.media().resolve("h264-aac.ts").toString();
        return text.replace("FILE", file).replace("OTHER", other);
    }

    private static String sequence(List<String> head) {
        return head.stream()
                .filter(line -> line.startsWith("CSeq:"))
                .findFirst()
                .orElse("CSeq: 1");
    }
}
