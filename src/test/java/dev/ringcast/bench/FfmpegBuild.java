package dev.ringcast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** The {@code ffmpeg} program of the very FFmpeg build that Ringcast carries, and its arguments for doing the same. */
final class FfmpegBuild {
    private static final String PROGRAM = Loader.load(ffmpeg.class);

    private FfmpegBuild() {}

    /** A command line that begins with the program, silent but for errors. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Its name and version, as it tells them. */
    static String version() throws IOException {
        Process process = new ProcessBuilder(PROGRAM, "-version")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return String.valueOf(lines.readLine()).replaceFirst(" Copyright.*", "");
        } finally {
            process.destroy();
        }
    }

    /**
     * Makes a film of 1280x720, 30 frames a second, with noise so that it does not compress too well, and a tone.
     *
     * @param output codecs and whatever else stands before the file's name
     */
    static void film(Path file, int seconds, String... output) throws IOException, InterruptedException {
        List<String> command = command(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30:duration=" + seconds + ",noise=alls=6:allf=t",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000:duration=" + seconds,
                "-pix_fmt",
                "yuv420p");
        command.addAll(List.of(output));
        command.add(file.toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("the film could not be made: " + file);
        }
    }

    /** Ten seconds of {@link #film} that cost next to nothing to decode. */
    static void rawPictures(Path file) throws IOException, InterruptedException {
        film(file, 10, "-c:v", "rawvideo", "-c:a", "pcm_s16le");
    }

    /** Ten seconds of {@link #film} as a camera would send them. */
    static void h264(Path file) throws IOException, InterruptedException {
        film(file, 10, "-c:v", "libx264", "-preset", "veryfast", "-b:v", "6M", "-c:a", "aac", "-b:a", "128k");
    }

    /** Twenty seconds of {@link #film} as a camera would send them that is set to a keyframe each two seconds. */
    static void keyframes(Path file) throws IOException, InterruptedException {
        film(
                file,
                20,
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-b:v",
                "2500k",
                "-maxrate",
                "2500k",
                "-bufsize",
                "2500k",
                "-bf",
                "0",
                "-g",
                "60",
                "-x264-params",
                "scenecut=0",
                "-c:a",
                "aac",
                "-b:a",
                "128k");
    }

    /** libx264 for all pictures, with the settings that {@code VideoEncoder} makes, except bit rates. */
    static List<String> pictures() {
        return List.of(
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-tune",
                "zerolatency",
                "-profile:v",
                "high",
                "-bf",
                "0",
                "-forced-idr",
                "1",
                "-x264-params",
                "scenecut=0",
                "-g",
                "240",
                "-force_key_frames",
                "expr:gte(t,n_forced*2)",
                "-pix_fmt",
                "yuv420p");
    }

    /** The bit rate, its peak and the decoder's buffer of a picture track; the stream as in {@code v} or {@code v:0}. */
    static List<String> rate(String stream, String bitrate) {
        return List.of("-b:" + stream, bitrate, "-maxrate:" + stream, bitrate, "-bufsize:" + stream, bitrate);
    }

    /** AAC as {@code AudioEncoder} makes it. */
    static List<String> sound() {
        return List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000");
    }

    /** HLS with a window of a minute, in segments of two seconds; the name of the playlist is to follow. */
    static List<String> hls() {
        return List.of("-f", "hls", "-hls_time", "2", "-hls_list_size", "30", "-hls_flags", "delete_segments");
    }
}
