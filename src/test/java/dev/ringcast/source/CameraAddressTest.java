package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.FrameRate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraAddressTest {
    private static final Map<String, String> CAMERAS = new LinkedHashMap<>();

    static {
        CAMERAS.put("/dev/video0", "Integrated Camera: Integrated C");
        CAMERAS.put("/dev/video2", "HD Pro Webcam C920");
        CAMERAS.put("/dev/video4", "HD");
    }

    @ParameterizedTest
    @CsvSource({
        "'',/dev/video0",
        "hd,/dev/video4",
        "HD Pro Webcam C920,/dev/video2",
        "c920,/dev/video2",
        "/dev/video4,/dev/video4",
        "integrated,/dev/video0"
    })
    void choose_byNameOrPart_findsTheCamera(String wanted, String device) {
        assertThat(Cameras.choose(CAMERAS, wanted)).contains(device);
    }

    @Test
    void choose_unknown_isEmpty() {
        assertThat(Cameras.choose(CAMERAS, "Logi")).isEmpty();
        assertThat(Cameras.choose(Map.of(), "")).isEmpty();
    }

    @Test
    void deviceFiles_areSortedByNumberAndNamed(@TempDir Path folder) throws Exception {
        Path devices = Files.createDirectories(folder.resolve("dev"));
        for (String name : new String[] {"video10", "video2", "video", "videodev", "null"}) {
            Files.createFile(devices.resolve(name));
        }
        Path names = folder.resolve("sys");
        Files.writeString(Files.createDirectories(names.resolve("video2")).resolve("name"), "C920\n");
        assertThat(Cameras.deviceFiles(devices, names))
                .containsExactly(Map.entry(devices + "/video2", "C920"), Map.entry(devices + "/video10", "video10"));
        assertThat(Cameras.deviceFiles(folder.resolve("none"), names)).isEmpty();
    }

    @Test
    void withheld_filesThatMayBeRead_areNoCameras(@TempDir Path folder) throws Exception {
        Path decoder = Files.createFile(folder.resolve("video10"));
        Map<String, String> files = Map.of(decoder.toString(), "decoder", "/dev/absent", "C920");
        assertThat(Cameras.withheld(files)).containsExactly(Map.entry("/dev/absent", "C920"));
    }

    @Test
    void inputs_linux_asksForSizeAndRateThenForLess() throws SourceException {
        List<Input> inputs = CameraAddress.inputs(Platform.LINUX, "/dev/video0", request(1280, "none"));
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).url()).isEqualTo("/dev/video0");
        assertThat(inputs.get(0).demuxer()).isEqualTo("v4l2");
        assertThat(inputs.get(0).polled()).isTrue();
        assertThat(inputs.get(0).attempts())
                .containsExactly(
                        Map.of(
                                "timestamps",
                                "abs",
                                "video_size",
                                "1280x720",
                                "framerate",
                                "30000/1001",
                                "input_format",
                                "mjpeg"),
                        Map.of("timestamps", "abs", "video_size", "1280x720", "framerate", "30000/1001"),
                        Map.of("timestamps", "abs", "video_size", "1280x720"),
                        Map.of("timestamps", "abs"));
    }

    @Test
    void inputs_linuxSmall_asksForUncompressedFirst() throws SourceException {
        List<Input> inputs = CameraAddress.inputs(Platform.LINUX, "/dev/video0", request(320, "none"));
        assertThat(inputs.get(0).attempts().get(0)).doesNotContainKey("input_format");
        assertThat(inputs.get(0).attempts().get(1)).containsEntry("input_format", "mjpeg");
    }

    @Test
    void inputs_linuxMicrophone_isASecondInput() throws SourceException {
        List<Input> inputs = CameraAddress.inputs(Platform.LINUX, "/dev/video0", request(1280, "plughw:1,0"));
        assertThat(inputs).hasSize(2);
        assertThat(inputs.get(1).url()).isEqualTo("plughw:1,0");
        assertThat(inputs.get(1).demuxer()).isEqualTo("alsa");
        assertThat(inputs.get(1).attempts())
                .extracting(options -> options.get("ch_layout"))
                .containsExactly("stereo", "mono");
        assertThat(inputs.get(1).polled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "MACOS,FaceTime HD,none,avfoundation,FaceTime HD:none",
        "MACOS,FaceTime HD,default,avfoundation,FaceTime HD:default",
        "WINDOWS,Webcam,none,dshow,video=Webcam",
        "WINDOWS,Webcam,Mic (USB),dshow,video=Webcam:audio=Mic (USB)"
    })
    void inputs_otherSystems_haveBothInOneInput(
            Platform platform, String device, String microphone, String demuxer, String url) throws SourceException {
        List<Input> inputs = CameraAddress.inputs(platform, device, request(1280, microphone));
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).url()).isEqualTo(url);
        assertThat(inputs.get(0).demuxer()).isEqualTo(demuxer);
    }

    @Test
    void inputs_impossibleNames_areRefused() {
        assertRefused(Platform.LINUX, "/dev/video0", "-o x");
        assertRefused(Platform.LINUX, "/dev/video0", "/etc/passwd");
        assertRefused(Platform.MACOS, "a:b", "none");
        assertRefused(Platform.WINDOWS, "a", "b:video=c");
        assertRefused(Platform.WINDOWS, "a", "default");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, none",
        "LINUX, default",
        "LINUX, 'plughw:1,0'",
        "MACOS, default",
        "MACOS, Mic (USB)",
        "WINDOWS, none",
        "WINDOWS, Mic (USB)"
    })
    void microphoneFault_possibleName_isNone(Platform platform, String microphone) {
        assertThat(CameraAddress.microphoneFault(platform, microphone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LINUX, /etc/passwd", "MACOS, a:b", "WINDOWS, a:b", "WINDOWS, default"})
    void microphoneFault_impossibleName_saysWhatIsAllowed(Platform platform, String microphone) {
        assertThat(CameraAddress.microphoneFault(platform, microphone))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("must be none"));
    }

    @ParameterizedTest
    @CsvSource({"Linux,LINUX", "Mac OS X,MACOS", "Windows 11,WINDOWS", "Darwin,LINUX"})
    void platform_ofName(String name, Platform platform) {
        assertThat(Platform.of(name)).isEqualTo(platform);
    }

    private static void assertRefused(Platform platform, String device, String microphone) {
        assertThatThrownBy(() -> CameraAddress.inputs(platform, device, request(1280, microphone)))
                .isInstanceOf(SourceException.class);
    }

    private static SourceRequest request(int width, String microphone) {
        return new SourceRequest(
                "camera:",
                Path.of("."),
                width,
                width * 9 / 16,
                FrameRate.parse("29.97"),
                microphone,
                Duration.ofSeconds(5),
                "tcp",
                SourceRequest.Reach.PUBLIC);
    }
}
