package dev.ringcast.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes short films by the {@code ffmpeg} program: 320 by 180 pixels and, if wanted, noise; of one picture; of one colour. */
public final class Clips {
    private static final Duration MOST = Duration.ofMinutes(2);

    private Clips() {}

    /**
     * A film whose picture libx264 has encoded.
     *
     * @param file its ending tells the container
     * @param frameRate pictures a second
     * @param soundRate samples a second; 0 for no sound
     * @param video further arguments, separated by spaces: distance of keyframes, reordering, another encoder …
     */
    public static void make(Path file, int seconds, int frameRate, int soundRate, String video)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-y", "-v", "error"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=" + frameRate));
        if (soundRate > 0) {
            arguments.addAll(List.of("-f", "lavfi", "-i", "anoisesrc=a=0.2:seed=1:r=" + soundRate));
            arguments.addAll(List.of("-c:a", "aac", "-b:a", "64k"));
        }
        arguments.addAll(List.of("-t", Integer.toString(seconds), "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-sc_threshold", "0"));
        arguments.addAll(List.of(video.split(" ")));
        arguments.add(file.toString());
        succeed(FfmpegProgram.run(MOST, arguments.toArray(String[]::new)));
    }

    /** A film of one picture of one colour, such as {@code 320x180}. */
    public static void picture(Path file, String size) throws IOException, InterruptedException {
        succeed(FfmpegProgram.run(
                MOST,
                "-nostdin",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=red:s=" + size,
                "-frames:v",
                "1",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                file.toString()));
    }

    /**
     * Four seconds of one colour, 640 by 360 pixels.
     *
     * @param colour as red, green and blue
     * @param matrix by which its pictures are coded and which they name, as FFmpeg calls it
     * @param range likewise, {@code tv} or {@code pc}
     * @param coding encoder, pixel format and more, separated by spaces
     */
    public static void colour(Path file, String colour, String matrix, String range, String coding)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-y", "-v", "error", "-f", "lavfi"));
        arguments.addAll(List.of("-i", "color=" + colour + ":s=640x360:r=30:d=4,format=gbrp"));
        if (!matrix.equals("gbr")) {
            arguments.addAll(List.of("-vf", "scale=out_color_matrix=" + matrix + ":out_range=" + range));
            arguments.addAll(List.of("-colorspace", matrix, "-color_range", range));
        }
        arguments.addAll(List.of(coding.split(" ")));
        arguments.add(file.toString());
        succeed(FfmpegProgram.run(MOST, arguments.toArray(String[]::new)));
    }

    /**
     * The hashes of a track's packets, one a packet: of the picture the slices alone, of sound the bare frames, so that
     * they are the same in every container.
     *
     * @param track {@code v} or {@code a}
     */
    public static List<String> hashes(Path file, String track) throws IOException, InterruptedException {
        FfmpegProgram.Result result = FfmpegProgram.run(
                MOST,
                "-nostdin",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-map",
                "0:" + track,
                "-c",
                "copy",
                "-bsf:" + track,
                track.equals("v") ? "h264_mp4toannexb,filter_units=pass_types=1-5" : "aac_adtstoasc",
                "-f",
                "framemd5",
                "-");
        return succeed(result).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", -1)[5].strip())
                .toList();
    }

    private static List<String> succeed(FfmpegProgram.Result result) {
        if (result.code() != 0) {
            throw new AssertionError("ffmpeg ended with " + result.code() + ": " + result.output());
        }
        return result.output();
    }
}
