package dev.ringcast.channel;

import dev.ringcast.config.ChannelConfig;
import dev.ringcast.config.ConfigProblem;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeLoadException;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.ffmpeg.NativeStart;
import dev.ringcast.source.MediaSources;
import dev.ringcast.source.SourceRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops all capture: FFmpeg, then the channels; and back in reverse order. The web application's listener
 * calls it; it never throws for what is wrong with the machine or the configuration, but says it through {@link Channels}.
 */
@ApplicationScoped
public class CaptureService {
    private static final System.Logger LOG = System.getLogger(CaptureService.class.getName());

    private final Channels channels;
    private @Nullable NativeRuntime runtime;

    /** @param channels where what it starts can be found */
    @Inject
    public CaptureService(Channels channels) {
        this.channels = channels;
    }

    /** For the container's proxy. */
    protected CaptureService() {
        this(new Channels());
    }

    /**
     * Waits for FFmpeg and starts every channel that can run.
     *
     * @param natives FFmpeg, being loaded
     * @param directory where a process of its own may write
     * @param classPath where a process of its own finds our classes; empty if they are in no file or folder of theirs
     */
    public synchronized void start(
            ServerConfig config, NativeStart natives, Path directory, Optional<String> classPath) {
        ServerConfig.Waiting waiting = config.waiting();
        channels.setWaitingRoom(new WaitingRoom(waiting.most(), waiting.mostPerChannel(), waiting.mostPerAddress()));
        List<Channel> all = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Optional<String> whyNoneRuns = Optional.empty();
        try {
            NativeStart.Loaded loaded = natives.take();
            runtime = loaded.runtime();
            Optional<Isolation> isolation =
                    classPath.map(path -> new Isolation(path, Optional.of(loaded.libraries()), directory));
            config.channels().forEach(channel -> all.add(channel(channel, config.mediaFolder(), isolation)));
        } catch (NativeLoadException e) {
            String reason = String.valueOf(e.getMessage());
            LOG.log(System.Logger.Level.ERROR, reason);
            whyNoneRuns = Optional.of(reason);
            config.channels().forEach(channel -> all.add(new BrokenChannel(channel.name(), reason)));
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        MediaMemory.tooMuch(config, heap).ifPresent(remark -> {
            remarks.add(remark);
            LOG.log(System.Logger.Level.WARNING, remark);
        });
        for (ConfigProblem problem : config.problems()) {
            problem.channel()
                    .ifPresentOrElse(
                            name -> all.add(new BrokenChannel(name, problem.text())),
                            () -> remarks.add(problem.text()));
            LOG.log(System.Logger.Level.ERROR, problem.text());
        }
        if (whyNoneRuns.isEmpty() && all.isEmpty()) {
            whyNoneRuns = Optional.of("The configuration cannot be read; the log says why.");
        }
        // One that is broken keeps its place: no other one is to be shown at the default channel's address.
        all.sort(Comparator.comparingInt(channel -> config.names().indexOf(channel.name())));
        channels.set(all, whyNoneRuns, remarks);
        for (ChannelConfig channel : config.channels()) {
            if (channel.autostart()) {
                channels.find(channel.name()).ifPresent(Channel::start);
            }
        }
    }

    static Channel channel(ChannelConfig config, Path mediaFolder, Optional<Isolation> isolation) {
        if (config.isolate() && isolation.isEmpty()) {
            String reason = "channel." + config.name() + ".isolate = true: Java cannot start a process out of a packed"
                    + " WAR. Let Tomcat unpack it (unpackWARs=\"true\" in conf/server.xml), or set it to false.";
            LOG.log(System.Logger.Level.ERROR, reason);
            return new BrokenChannel(config.name(), reason);
        }
        ChannelPlan plan = ChannelPlan.of(config, mediaFolder);
        List<String> faults = faults(config.source(), plan.source());
        if (!faults.isEmpty()) {
            String reason = String.join("; ", faults);
            LOG.log(System.Logger.Level.ERROR, reason);
            return new BrokenChannel(config.name(), reason);
        }
        return new LiveChannel(plan, config.isolate() ? isolation : Optional.empty());
    }

    /** What can never be a source: what may be one, and is not there now, is tried again and again. */
    private static List<String> faults(ChannelConfig.Source written, SourceRequest request) {
        List<String> faults = new ArrayList<>();
        MediaSources.addressFault(request).ifPresent(fault -> faults.add(written.addressPlace() + "=" + fault));
        MediaSources.microphoneFault(request).ifPresent(fault -> faults.add(written.microphonePlace() + ": " + fault));
        return faults;
    }

    /** Stops every channel and releases FFmpeg; a second call does nothing. */
    @PreDestroy
    public synchronized void stop() {
        List<Thread> stopping = channels.all().stream()
                .map(channel -> new Thread(channel::close, "ringcast-" + channel.name() + "-stop"))
                .toList();
        stopping.forEach(Thread::start);
        stopping.forEach(CaptureService::join);
        channels.set(List.of(), Optional.empty(), List.of());
        if (runtime != null) {
            runtime.close();
            runtime = null;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
