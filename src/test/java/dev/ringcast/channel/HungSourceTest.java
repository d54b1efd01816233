package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.ProcessFault;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FFmpeg hangs in a source and does not ask whether it may go on: a film that cannot be rewound is opened anew for each
 * repetition, and there is a pipe in its place by then, which nobody writes into.
 */
@Tag("paired")
class HungSourceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ISOLATED = "the capture process was killed: its source has stood still for 15 s";
    private static final String WITHIN = "the source has stood still in native code for ";

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    private LiveChannel channel(String name, String encode, boolean isolated) {
        ServerConfig config = ConfigLoader.load(
                Map.of(
                        "ringcast.media.folder",
                        folder.toString(),
                        "ringcast.channel." + name + ".source",
                        "file:film.nut",
                        "ringcast.channel." + name + ".source.timeout",
                        "1s",
                        "ringcast.channel." + name + ".slate.after",
                        "1s",
                        "ringcast.channel." + name + ".encode",
                        encode,
                        "ringcast.channel." + name + ".video.size",
                        "320x180",
                        "ringcast.channel." + name + ".video.fps",
                        "25",
                        "ringcast.channel." + name + ".video.preset",
                        "ultrafast",
                        "ringcast.channel." + name + ".segment",
                        "1s",
                        "ringcast.channel." + name + ".window",
                        "60s"),
                Map.of(),
                path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        Isolation isolation = new Isolation(System.getProperty("java.class.path"), Optional.empty(), folder);
        return new LiveChannel(
                ChannelPlan.of(config.channels().get(0), config.mediaFolder()),
                isolated ? Optional.of(isolation) : Optional.empty());
    }

    private static boolean isLive(LiveChannel channel) {
        return channel.status().state() instanceof ChannelState.Live
                && !channel.snapshot().segments().isEmpty();
    }

    private static List<String> problems(LiveChannel channel) {
        return channel.status().problems().stream()
                .map(ChannelStatus.Problem::text)
                .toList();
    }

    private static boolean tells(LiveChannel channel, String problem) {
        return problems(channel).stream().anyMatch(text -> text.startsWith(problem));
    }

    private static boolean isLiveInAnotherRun(LiveChannel channel, String run) {
        return isLive(channel) && !newest(channel).run().equals(run);
    }

    private static MediaSegment newest(LiveChannel channel) {
        List<MediaSegment> segments = channel.snapshot().segments();
        return segments.get(segments.size() - 1);
    }

    @Test
    void source_thatHangsInFfmpeg_isEndedWithItsProcess_andToldWhereItCannotBe() throws Exception {
        Path film = folder.resolve("film.nut");
        Path kept = folder.resolve("kept.nut");
        Path pipe = folder.resolve("pipe");
        // Without sync points there is nothing to search by.
        Clips.make(kept, 3, 25, 48_000, "-g 25 -bf 0 -strict experimental -syncpoints none");
        Files.copy(kept, film);
        ProcessFault.makePipe(pipe);
        LiveChannel encoded = channel("encoded", "always", true);
        LiveChannel copied = channel("copied", "never", true);
        LiveChannel within = channel("within", "always", false);
        List<LiveChannel> all = List.of(encoded, copied, within);
        try {
            all.forEach(LiveChannel::start);
            Await.until("all are live", SOON, () -> all.stream().allMatch(HungSourceTest::isLive));
            assertThat(tells(within, WITHIN)).isFalse();
            String run = newest(encoded).run();
            String copiedRun = newest(copied).run();

            Files.move(pipe, film, StandardCopyOption.ATOMIC_MOVE);
            Await.until("the encoded one's process is ended", SOON, () -> tells(encoded, ISOLATED));
            Await.until("the copied one's process is ended", SOON, () -> tells(copied, ISOLATED));
            Await.until("the third one's source is seen to hang", SOON, () -> tells(within, WITHIN));

            assertThat(within.health().stuck()).isFalse();
            Await.until(
                    "the third one has its slate", SOON, () -> within.health().delivers());
            assertThat(within.status().state()).isInstanceOf(ChannelState.Slate.class);

            release(film, kept);
            Await.until("the third one is live again", SOON, () -> isLive(within));
            Await.until("the encoded one is", SOON, () -> isLiveInAnotherRun(encoded, run));
            Await.until("the copied one is", SOON, () -> isLiveInAnotherRun(copied, copiedRun));
            assertThat(tells(within, WITHIN)).isFalse();
            assertThat(copied.snapshot().segments()).anyMatch(MediaSegment::gap);
            for (LiveChannel isolated : List.of(encoded, copied)) {
                assertThat(isolated.figures().restarts()).containsEntry(ChannelFigures.RestartReason.PROCESS, 1L);
            }
        } finally {
            release(film, kept);
            all.forEach(LiveChannel::close);
        }
    }

    /** Lets those go on that wait for the pipe, and puts the film in its place. */
    private void release(Path film, Path kept) throws Exception {
        if (Files.exists(film) && !Files.isRegularFile(film)) {
            Path old = folder.resolve("old");
            Path fresh = folder.resolve("fresh.nut");
            Files.copy(kept, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(film, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(fresh, film, StandardCopyOption.ATOMIC_MOVE);
            // For reading too, so that this does not wait for anybody.
            new RandomAccessFile(old.toFile(), "rw").close();
        }
    }
}
