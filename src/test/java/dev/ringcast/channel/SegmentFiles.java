package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.FfmpegProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/** Segments as files, for programs that read them back. */
final class SegmentFiles {
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private SegmentFiles() {}

    /** The bytes of a segment, without the init segment that it may need. */
    static byte[] bytes(MediaSegment segment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (PartialSegment part : segment.parts()) {
            part.bytes().writeTo(bytes);
        }
        return bytes.toByteArray();
    }

    /** L19: decodes an MPEG-TS segment alone; of its pictures the first is a keyframe and no other. */
    static void assertDecodesAlone(MediaSegment segment, int pictures) throws IOException {
        List<Boolean> keyFrames = new ArrayList<>();
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(bytes(segment)))) {
            grabber.setFormat("mpegts");
            grabber.start();
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                keyFrames.add(frame.keyFrame);
            }
        }
        assertThat(keyFrames).hasSize(pictures).first().isEqualTo(true);
        assertThat(keyFrames).filteredOn(key -> key).hasSize(1);
    }

    /** Writes segments of one run into a file that players can read. */
    static Path write(List<MediaSegment> segments, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            segments.get(0).init().writeTo(out);
            for (MediaSegment segment : segments) {
                out.write(bytes(segment));
            }
        }
        return file;
    }

    /** What the {@code ffmpeg} program says when it decodes a file; nothing if all is well. */
    static List<String> decode(Path file) throws IOException, InterruptedException {
        FfmpegProgram.Result result = FfmpegProgram.run(
                DEADLINE,
                "-nostdin",
                "-v",
                "warning",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0",
                "-f",
                "null",
                "-");
        assertThat(result.code()).as(result.output().toString()).isZero();
        return result.output();
    }

    /** What {@code ffprobe} shows of a track: a line for each entry, without names. */
    static List<String> probe(Path file, String track, String entries, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-select_streams", track));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-show_entries", entries, "-of", "csv=p=0", file.toString()));
        FfmpegProgram.Result result = FfmpegProgram.probe(DEADLINE, arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.output().toString()).isZero();
        return result.output().stream()
                .map(line -> line.replaceAll(",.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** From each packet of a track to the next, in the unit of its timestamps: the times of presentation. */
    static List<Long> steps(Path file, String track) throws IOException, InterruptedException {
        List<Long> times =
                probe(file, track, "packet=pts").stream().map(Long::valueOf).toList();
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            steps.add(times.get(i) - times.get(i - 1));
        }
        return steps;
    }
}
