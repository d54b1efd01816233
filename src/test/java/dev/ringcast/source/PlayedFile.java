package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.FrameRate;
import dev.ringcast.testing.FfmpegProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Plays files, and makes them. */
final class PlayedFile {
    private PlayedFile() {}

    static RecordingSink play(String file, Path folder, Predicate<RecordingSink> enough) throws Exception {
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(request(file, folder), sink)) {
            boolean reached = sink.await(enough, 30_000);
            if (running.hasEnded()) {
                assertThat(running.end(0)).isEmpty();
            }
            assertThat(reached).as(file + " delivers").isTrue();
            running.closeInTime();
        }
        return sink;
    }

    static String failure(String file, Path folder) throws Exception {
        try (RunningSource running = RunningSource.start(request(file, folder), new RecordingSink())) {
            return running.failure(10_000);
        }
    }

    static SourceRequest request(String file, Path folder) {
        return new SourceRequest(
                "file:" + file,
                folder,
                320,
                180,
                new FrameRate(25, 1),
                "none",
                Duration.ofSeconds(5),
                "tcp",
                SourceRequest.Reach.PUBLIC);
    }

    /** @param arguments of the {@code ffmpeg} program; {@code FILM} stands for three seconds of H.264 and AAC */
    static void make(String arguments) throws Exception {
        String film = RunningSource.media().resolve("h264-aac.ts").toString();
        List<String> command = new ArrayList<>(List.of("-nostdin", "-y", "-v", "error"));
        command.addAll(Arrays.asList(arguments.replace("FILM", film).split(" ", -1)));
        FfmpegProgram.Result result = FfmpegProgram.run(Duration.ofSeconds(30), command.toArray(String[]::new));
        assertThat(result.code()).as(String.join("\n", result.output())).isZero();
    }
}
