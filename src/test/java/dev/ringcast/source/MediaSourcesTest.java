package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.FrameRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSourcesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "ftp://h/x",
                "concat:a|b",
                "subfile,,start,0,end,0,,:/etc/passwd",
                "data:text/plain,x",
                "pipe:0",
                "tee:x",
                "crypto:file:x",
                "cache:http://h/",
                "async:http://h/",
                "lavfi:movie=/etc/passwd",
                "lavfi://testsrc",
                "unix:///run/x",
                "tcp://h:1",
                "tls://h:1",
                "rtp://h:1",
                "ipfs://x",
                "gopher://h/x",
                "sdp://x",
                "http:/etc/passwd",
                "http:concat:/etc/passwd",
                "http://",
                "http:///etc/passwd",
                "http,timeout,1:http://h/",
                "http+file://x",
                "rtps://h/x",
                "rtsp://:554/x",
                "rtsp://u:p@/x",
                "rtsp://u:p@:554/x",
                "http://?x",
                "srt://h",
                "srt://h:",
                "srt://:9000",
                "udp://239.0.0.1",
                "udp://",
                "rtsp://h:0/x",
                "rtsp://h:65536/x",
                "rtsp://h:port/x",
                "rtsp://fe80::1/x",
                "http://h/a b",
                "http://h/a\nb",
                "http://h\\..\\x",
                " http://h/",
                "-i http://h/",
                "srt://h:1?mode=listener",
                "srt://h:1?latency=1&mode=rendezvous",
                "srt://h:1?MODE=listener",
                "srt://h:1?mode=callerx",
                "rtmp://h/app?listen=1",
                "rtsp://h/x?listen",
                "pattern:x",
                "camera:/etc/passwd",
                "camera:/dev/sda",
                "camera:/dev/video0/../sda",
                "camera:/dev/v4l/by-id/../../sda",
                "camera:a\u0000b"
            })
    void create_notAllowed_isRefusedAndKnownFromItsText(String address) {
        assertThat(MediaSources.addressFault(RunningSource.request(address))).isPresent();
        assertThatThrownBy(() -> MediaSources.create(RunningSource.request(address)))
                .isInstanceOf(SourceException.class);
    }

    @Test
    void create_unknownScheme_saysWhatIsAllowed() {
        assertThatThrownBy(() -> MediaSources.create(RunningSource.request("ftp://u:p@h/x")))
                .hasMessageStartingWith("ftp://***@h/x: is not allowed; allowed are auto, pattern:, file:")
                .hasMessageContaining("rtsp://, rtsps://, rtmp://, rtmps://, srt://, http://, https://, udp://");
    }

    /** Whatever the machine has and whoever answers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "AUTO",
                "pattern:",
                "camera:",
                "camera:No such camera",
                "camera:/dev/video9",
                "file:missing.mp4",
                "file:sub/../missing.mp4",
                "rtsp://no-such-host.invalid/x",
                "rtsp://h:554/x",
                "rtsp://u:p:w@[fe80::1%25eth0]:00554/x",
                "rtmp://h:/app/key",
                "srt://h:65535?mode=caller",
                "udp://:1234",
                "udp://@239.0.0.1:1234",
                "udp://127.0.0.1?localport=1234",
                "https://u:p@h/a.m3u8?x=1:2"
            })
    void addressFault_mayBeThere_isNone(String address) {
        assertThat(MediaSources.addressFault(RunningSource.request(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:",
                "file://",
                "file: ",
                "file:..",
                "file:../secret.mp4",
                "file:sub/../../secret.mp4",
                "file:/etc/passwd",
                "file:///etc/passwd",
                "file:a\u0000.mp4"
            })
    void addressFault_pathThatLeadsOut_isKnownWithAndWithoutTheFolder(String address) {
        for (Path media : new Path[] {folder, folder.resolve("none")}) {
            assertThatThrownBy(() -> MediaFile.check(address, media))
                    .hasMessageContaining("write file: and a path below");
        }
    }

    @Test
    void addressFault_pathsOfALinkedFolder_areBothAllowed() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        MediaFile.check("file:" + link + "/x.mp4", link);
        MediaFile.check("file:" + real.toRealPath() + "/x.mp4", link);
    }

    @Test
    void create_allowed_hasPacing() throws SourceException {
        assertThat(MediaSources.create(RunningSource.request("pattern:")).pacing())
                .isEqualTo(Pacing.LIVE);
        assertThat(MediaSources.create(RunningSource.request("RTSP://h/x")).pacing())
                .isEqualTo(Pacing.LIVE);
        assertThat(MediaSources.create(RunningSource.request("camera:")).pacing())
                .isEqualTo(Pacing.LIVE);
        assertThat(MediaSources.create(RunningSource.request("file:h264-aac.mp4"))
                        .pacing())
                .isEqualTo(Pacing.PACED);
    }

    @Test
    void resolve_fileInFolder_isFound() throws Exception {
        Path file = Files.createDirectories(folder.resolve("a b")).resolve("ü.mp4");
        Files.writeString(file, "x");
        Path real = file.toRealPath();
        assertThat(MediaFile.resolve("file:a b/ü.mp4", folder)).isEqualTo(real);
        assertThat(MediaFile.resolve("file:" + file, folder)).isEqualTo(real);
        assertThat(MediaFile.resolve("file://" + file, folder)).isEqualTo(real);
        assertThat(MediaFile.resolve("file:a b/../a b/ü.mp4", folder)).isEqualTo(real);
    }

    @Test
    void resolve_linkWithinFolder_isFollowed() throws Exception {
        Path file = Files.writeString(folder.resolve("real.mp4"), "x");
        Files.createSymbolicLink(folder.resolve("link.mp4"), file);
        assertThat(MediaFile.resolve("file:link.mp4", folder)).isEqualTo(file.toRealPath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:",
                "file://",
                "file:.",
                "file:..",
                "file:../secret.mp4",
                "file:sub/../../secret.mp4",
                "file:/etc/passwd",
                "file:///etc/passwd",
                "file:link-out.mp4",
                "file:link-folder/secret.mp4",
                "file:sub",
                "file:missing.mp4",
                "file:%2e%2e/secret.mp4",
                "file:a\u0000.mp4",
                "file:concat:/etc/passwd",
                "file:http://h/x"
            })
    void resolve_outsideOrNoRegularFile_isRefused(String address) throws IOException {
        Path media = folder.resolve("media");
        Files.createDirectories(media.resolve("sub"));
        Path secret = Files.writeString(folder.resolve("secret.mp4"), "x");
        Files.createSymbolicLink(media.resolve("link-out.mp4"), secret);
        Files.createSymbolicLink(media.resolve("link-folder"), folder);
        assertThatThrownBy(() -> MediaFile.resolve(address, media)).isInstanceOf(SourceException.class);
    }

    @Test
    void resolve_outside_doesNotTellWhetherTheFileExists() {
        for (String name : new String[] {"/etc/passwd", "/etc/no-such-file", "../no-such-file"}) {
            assertThatThrownBy(() -> MediaFile.resolve("file:" + name, folder))
                    .hasMessageContaining("leads out of the media folder");
        }
    }

    @Test
    void resolve_fifo_isRefused() throws Exception {
        Path fifo = folder.resolve("fifo.mp4");
        Process process = new ProcessBuilder("mkfifo", fifo.toString()).start();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> MediaFile.resolve("file:fifo.mp4", folder))
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void resolve_noFolder_saysSo() {
        assertThatThrownBy(() -> MediaFile.resolve("file:x.mp4", folder.resolve("none")))
                .hasMessageContaining("the media folder")
                .hasMessageContaining("no such file");
    }

    @Test
    void request_outOfBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> request(321, 180, "none", Duration.ofSeconds(1), "tcp"));
        assertThatIllegalArgumentException().isThrownBy(() -> request(320, 8, "none", Duration.ofSeconds(1), "tcp"));
        assertThatIllegalArgumentException().isThrownBy(() -> request(320, 180, " ", Duration.ofSeconds(1), "tcp"));
        assertThatIllegalArgumentException().isThrownBy(() -> request(320, 180, "none", Duration.ZERO, "tcp"));
        assertThatIllegalArgumentException().isThrownBy(() -> request(320, 180, "none", Duration.ofSeconds(1), "http"));
    }

    private SourceRequest request(int width, int height, String microphone, Duration silence, String transport) {
        return new SourceRequest(
                "pattern:",
                folder,
                width,
                height,
                new FrameRate(25, 1),
                microphone,
                silence,
                transport,
                SourceRequest.Reach.PUBLIC);
    }
}
