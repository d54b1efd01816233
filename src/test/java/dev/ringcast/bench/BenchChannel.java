package dev.ringcast.bench;

import dev.ringcast.channel.CaptureService;
import dev.ringcast.channel.Channels;
import dev.ringcast.config.ConfigLoader;
import dev.ringcast.ffmpeg.NativeArchive;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Runs the configured channels in this process until it is killed, without Tomcat: what {@link EncodeBench} measures.
 */
final class BenchChannel {
    private BenchChannel() {}

    public static void main(String[] args) throws Exception {
        Set<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.toSet());
        NativeArchive natives = new NativeArchive(jars, path -> Files.newInputStream(Path.of(path)));
        CaptureService service = new CaptureService(new Channels());
        service.start(ConfigLoader.load(), natives, Path.of(args[0]));
        new CountDownLatch(1).await();
    }
}
