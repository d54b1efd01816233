package dev.ringcast.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.ProcessFault;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that do what they are told. */
@Tag("alone")
class ChildJvmTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private record Word(String text) {}

    /** Echoes words, but a few. */
    static final class Echo {
        public static void main(String[] arguments) throws IOException {
            ParentPipe parent = ParentPipe.open();
            // What is printed must not get among the frames.
            new PrintStream(System.out, true).println("hello");
            Optional<Word> word = parent.read(Word.class);
            while (word.isPresent()) {
                if (word.get().text().equals("exit")) {
                    ParentPipe.end(4);
                }
                if (word.get().text().equals("hoard")) {
                    parent.send(Word.class, new Word("x".repeat(1 << 30)));
                }
                parent.send(Word.class, word.get());
                word = parent.read(Word.class);
            }
            ParentPipe.end(0);
        }
    }

    /** Writes something that is no frame, and stays. */
    static final class Babbler {
        public static void main(String[] arguments) throws IOException {
            ParentPipe parent = ParentPipe.open();
            parent.send(Long.class, 7L);
            parent.read(Word.class);
        }
    }

    /** Ends after it has written more than a pipe holds, as a virtual machine does that crashes. */
    static final class Talker {
        public static void main(String[] arguments) throws IOException {
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write("# A fatal error has been detected.\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            }
            ParentPipe.end(5);
        }
    }

    private ChildJvm start(Class<?> main) throws IOException {
        JvmCommand command = new JvmCommand(
                main.getName(), System.getProperty("java.class.path"), folder, folder.resolve("crash.log"));
        return ChildJvm.start("test", command, 1000);
    }

    private static void signal(String name, ChildJvm child) throws Exception {
        ProcessFault.signal(ProcessHandle.of(child.pid()).orElseThrow(), name);
    }

    private static Optional<Word> say(ChildJvm child, String text) throws IOException {
        child.send(Word.class, new Word(text));
        return child.read(Word.class);
    }

    @Test
    void child_toldToStop_ends() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "one")).contains(new Word("one"));
            child.stop();
            assertThat(child.read(Word.class)).isEmpty();
            assertThat(child.ending()).startsWith("ended by itself with exit code 0");
        }
    }

    @Test
    void child_thatExits_tellsItsCode() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "exit")).isEmpty();
            assertThat(child.ending()).startsWith("ended by itself with exit code 4");
        }
    }

    @Test
    void child_thatTakesTooMuchMemory_isEndedForIt() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "hoard")).isEmpty();
            assertThat(child.ending()).startsWith("ended for want of memory");
        }
    }

    @Test
    void child_killed_tellsTheSignal() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "one")).isPresent();
            signal("KILL", child);
            assertThat(child.read(Word.class)).isEmpty();
            assertThat(child.ending()).startsWith("ended with signal 9 (SIGKILL");
        }
    }

    @Test
    void child_crashed_tellsTheSignalAndWhereToReadMore() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "one")).isPresent();
            signal("SEGV", child);
            assertThat(child.ending())
                    .startsWith("ended with signal 11 (SIGSEGV)")
                    .endsWith("; " + folder.resolve("crash.log") + " tells more");
        }
        assertThat(Files.readString(folder.resolve("crash.log"))).contains("SIGSEGV");
        try (ChildJvm next = start(Echo.class)) {
            assertThat(say(next, "one")).isPresent();
        }
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .as("what was told to be there, and neither a core dump nor anything else")
                    .containsExactly(folder.resolve("crash.log"));
        }
    }

    @Test
    void child_thatStandsStill_isKilled() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "one")).isPresent();
            signal("STOP", child);
            assertThat(child.read(Word.class)).isEmpty();
            assertThat(child.ending()).isEqualTo("gave no sign of life for 4 s and was killed");
        }
    }

    @Test
    void child_thatStandsStillWhenToldToStop_isKilled() throws Exception {
        try (ChildJvm child = start(Echo.class)) {
            assertThat(say(child, "one")).isPresent();
            signal("STOP", child);
            child.stop();
            assertThat(child.ending()).isEqualTo("did not end within 3 s and was killed");
        }
    }

    @Test
    void child_thatSendsSomethingElse_isTold_andGoneAfterwards() throws Exception {
        long pid;
        try (ChildJvm child = start(Babbler.class)) {
            pid = child.pid();
            assertThatThrownBy(() -> child.read(Word.class)).isInstanceOf(IOException.class);
        }
        Await.until("no such process", SOON, () -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void child_thatTellsMuchBeforeItEnds_canDoSo() throws Exception {
        try (ChildJvm child = start(Talker.class)) {
            assertThatThrownBy(() -> child.read(Word.class)).isInstanceOf(IOException.class);
            Await.until("its end", SOON, child::endsSoon);
            assertThat(child.ending()).startsWith("ended by itself with exit code 5");
        }
    }

    @Test
    void program_thatIsNotThere_isTold() {
        JvmCommand command =
                new JvmCommand("Nothing", "nowhere", folder.resolve("missing"), folder.resolve("crash.log"));
        assertThatThrownBy(() -> ChildJvm.start("test", command, 1000)).isInstanceOf(IOException.class);
    }

    @Test
    void environment_withSecretsAndOptionsOfTomcat_isNotHandedOn() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RINGCAST_CHANNEL_DOOR_SOURCE",
                "rtsp://user:password@camera/",
                "ringcast_channel_hall_source",
                "rtsp://user:password@camera/",
                "CATALINA_OPTS",
                "-Dringcast.playback.key=0123456789abcdef",
                "JAVA_TOOL_OPTIONS",
                "-Xmx4g",
                "PATH",
                "/usr/bin"));
        JvmCommand.adapt(environment);
        assertThat(environment).containsOnlyKeys("PATH", "MALLOC_ARENA_MAX");
    }

    @Test
    void errorText_isBounded() throws IOException {
        String text = IntStream.range(0, 100).mapToObj(i -> "noise " + i + "\n").collect(Collectors.joining())
                + "x".repeat(10_000) + "\n";
        assertThat(passedOn(text)).hasSize(21).last().isEqualTo("81 lines more");
        assertThat(passedOn("x".repeat(10_000) + "\n"))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(500));
    }

    @Test
    void errorText_thatRepeatsItself_isToldOnceAndCounted() throws IOException {
        assertThat(passedOn("one\ntwo\n".repeat(100) + "three\n"))
                .containsExactly("one", "two", "three", "one (99 more)", "two (99 more)");
    }

    /** Else the thread that watches over a process would do nothing but read what that writes. */
    @Test
    void errorText_thatNeverEnds_isReadALittleAtATime() throws IOException {
        AtomicLong taken = new AtomicLong();
        InputStream flood = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("more than a little is wanted");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) '\n');
                if (taken.addAndGet(length) > 10_000_000) {
                    throw new AssertionError("it is read for ever");
                }
                return length;
            }

            @Override
            public int available() {
                return 1 << 20;
            }
        };
        ErrorText errors = new ErrorText(flood, line -> {});
        errors.drain();
        assertThat(taken.get()).isEqualTo(64 * 1024);
        errors.drain();
        assertThat(taken.get()).isEqualTo(128 * 1024);
    }

    private static List<String> passedOn(String text) throws IOException {
        List<String> log = new ArrayList<>();
        ErrorText errors = new ErrorText(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), log::add);
        errors.finish();
        return log;
    }

    @Test
    void crashReport_tellsSignalAndPlace() throws IOException {
        Path file = folder.resolve("crash.log");
        assertThat(CrashReport.read(file)).isEmpty();
        Files.writeString(file, """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGSEGV (0xb) at pc=0x00007f1234, pid=7, tid=8
                #
                # Problematic frame:
                # C  [libavcodec.so.62+0x1234]  decode+0x10
                #
                """);
        assertThat(CrashReport.read(file))
                .contains("with signal 11 (SIGSEGV) in C [libavcodec.so.62+0x1234] decode+0x10");
    }

    @Test
    void crashReport_ofMemoryThatRanOut_tellsHowMuchWasWanted() throws IOException {
        Path file = folder.resolve("crash.log");
        Files.writeString(file, """
                #
                # There is insufficient memory for the Java Runtime Environment to continue.
                # Native memory allocation (mmap) failed to map 65536 bytes. Error detail: committing reserved memory.
                # Possible reasons:
                #   The system is out of physical RAM or swap space
                """);
        assertThat(CrashReport.read(file))
                .contains("for want of memory: Native memory allocation (mmap) failed to map 65536 bytes."
                        + " Error detail: committing reserved memory.");
    }
}
