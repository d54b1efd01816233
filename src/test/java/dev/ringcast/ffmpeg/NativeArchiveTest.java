package dev.ringcast.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeArchiveTest {
    private static final Set<String> CARRIED = Set.of(
            "/WEB-INF/natives/javacpp-1.5.14-linux-x86_64.jar",
            "/WEB-INF/natives/ffmpeg-8.1.2-1.5.14-linux-x86_64-gpl.jar",
            "/WEB-INF/natives/javacpp-1.5.14-macosx-arm64.jar",
            "/WEB-INF/natives/ffmpeg-8.1.2-1.5.14-macosx-arm64.jar");

    @TempDir
    private Path directory;

    private final AtomicInteger opened = new AtomicInteger();
    private final NativeArchive archive = new NativeArchive(CARRIED, path -> {
        opened.incrementAndGet();
        return new ByteArrayInputStream(jar(path.contains("ffmpeg") ? "libavutil.so.60" : "libjnijavacpp.so"));
    });

    private static byte[] jar(String library) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"org/bytedeco/x/" + library, "org/bytedeco/x/ffmpeg", "META-INF/x.json"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void unpack_platformThatIsCarried_putsItsLibrariesFlat() throws Exception {
        Path libraries = archive.unpack("linux-x86_64", directory);
        assertThat(libraries.resolve("libavutil.so.60")).hasContent("org/bytedeco/x/libavutil.so.60");
        assertThat(libraries.resolve("libjnijavacpp.so")).exists();
        assertThat(libraries.resolve("ffmpeg")).doesNotExist();
    }

    @Test
    void unpack_again_readsNothing() throws Exception {
        Path first = archive.unpack("linux-x86_64", directory);
        assertThat(archive.unpack("linux-x86_64", directory)).isEqualTo(first);
        assertThat(opened).hasValue(2);
    }

    @Test
    void unpack_interruptedHalfway_isDoneAgain() throws Exception {
        Path libraries = archive.unpack("linux-x86_64", directory);
        Files.delete(libraries.resolve("complete"));
        Files.writeString(libraries.resolve("libavutil.so.60"), "half");
        archive.unpack("linux-x86_64", directory);
        assertThat(libraries.resolve("libavutil.so.60")).hasContent("org/bytedeco/x/libavutil.so.60");
    }

    @Test
    void unpack_platformThatIsNotCarried_saysWhichAre() {
        assertThatThrownBy(() -> archive.unpack("plan9-vax", directory))
                .isInstanceOf(NativeLoadException.class)
                .hasMessageContaining("plan9-vax")
                .hasMessageContaining("linux-x86_64, macosx-arm64")
                .hasMessageContaining("-Pall-platforms");
    }

    @Test
    void unpack_directoryThatCannotBeWritten_namesIt() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> archive.unpack("linux-x86_64", file))
                .isInstanceOf(NativeLoadException.class)
                .hasMessageContaining(file.toString());
    }

    /** Tomcat keeps the directory of an application that was replaced while it was stopped. */
    @Test
    void unpack_anotherVersion_takesThePlaceOfTheOneBefore() throws Exception {
        Path before = Files.createDirectories(directory.resolve("1234"));
        Files.createFile(before.resolve("libavutil.so.59"));
        Files.createFile(before.resolve("complete"));
        Path other = Files.createDirectories(directory.resolve("other"));

        Path unpacked = archive.unpack("linux-x86_64", directory);

        assertThat(before).doesNotExist();
        assertThat(other).exists();
        assertThat(unpacked.resolve("libavutil.so.60")).exists();
    }

    @Test
    void unpack_diskThatIsFull_leavesNothingHalfWritten() throws Exception {
        byte[] jar = jar("libavutil.so.60");
        NativeArchive onFullDisk = new NativeArchive(
                CARRIED,
                path -> new SequenceInputStream(new ByteArrayInputStream(jar, 0, 50), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        return read();
                    }
                }));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> onFullDisk.unpack("linux-x86_64", directory))
                    .isInstanceOf(NativeLoadException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("100 MB");
        }
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(archive.unpack("linux-x86_64", directory).resolve("libavutil.so.60"))
                .exists();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macosx-arm64",
        "Windows 11, amd64, windows-x86_64",
        "FreeBSD, amd64, freebsd-x86_64",
    })
    void platform_ofSystemAndProcessor_isNamedAsArtifactsAre(String os, String arch, String platform) {
        assertThat(NativePlatform.of(os, arch)).isEqualTo(platform);
    }

    @Test
    void explain_missingSystemLibrary_namesIt() {
        String said = "no jniavutil in java.library.path; /t/libavutil.so.60: libudev.so.1: cannot open shared object"
                + " file: No such file or directory";
        assertThat(NativeLoadException.explain(said))
                .contains("libudev.so.1 is missing")
                .doesNotContain("\n");
    }

    @Test
    void explain_oldLibrary_saysWhichVersionIsNeeded() {
        String said = "/lib/libc.so.6: version `GLIBC_2.35' not found (required by /t/libavutil.so.60)";
        assertThat(NativeLoadException.explain(said)).contains("needs GLIBC_2.35");
    }
}
