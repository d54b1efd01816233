package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * FFmpeg, loaded once for the web application and released with it. One thread starts it before any other touches a
 * class of {@code org.bytedeco}: JavaCPP's own start-up is not safe for several.
 */
public final class NativeRuntime implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NativeRuntime.class.getName());

    /** The libraries of the capture path. avdevice is loaded by the camera alone: it needs more of the system. */
    private static final List<Class<?>> LIBRARIES =
            List.of(avutil.class, swresample.class, swscale.class, avcodec.class, avformat.class, avfilter.class);

    private NativeRuntime() {}

    /**
     * Loads the libraries.
     *
     * @param libraries where {@link NativeArchive#unpack} has put them
     * @throws NativeLoadException if that is not possible here; the message says why and what to do
     */
    public static NativeRuntime start(Path libraries) throws NativeLoadException {
        Map.of(
                        // Above four times the heap JavaCPP would throw OutOfMemoryError; pictures live outside it.
                        "org.bytedeco.javacpp.maxPhysicalBytes", "0",
                        "org.bytedeco.javacpp.pathsFirst", "true",
                        "org.bytedeco.javacpp.platform.preloadpath", libraries.toString(),
                        "org.bytedeco.javacpp.platform.linkpath", libraries.toString(),
                        "org.bytedeco.javacpp.cachedir",
                                libraries.resolve("cache").toString())
                .forEach(System::setProperty);
        return load();
    }

    /** Loads the libraries from the class path or from where the system properties of JavaCPP say. */
    public static NativeRuntime load() throws NativeLoadException {
        try {
            LIBRARIES.forEach(Loader::load);
            Interruption.check();
            // What an application before this one has left was freed with its class loader, after its end.
            trimMemory();
            // What fails is reported by the call that fails, once, with its reason.
            av_log_set_level(AV_LOG_FATAL);
            LOG.log(
                    System.Logger.Level.INFO,
                    "FFmpeg {0} loaded",
                    av_version_info().getString());
            return new NativeRuntime();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw NativeLoadException.of(e);
        }
    }

    /**
     * Gives what the C library's allocator keeps of freed memory back to the system. To be called when much was freed:
     * the allocator has an arena per thread, and each run of a channel has new threads.
     */
    public static void trimMemory() {
        Pointer.trimMemory();
    }

    /**
     * Ends JavaCPP's own thread and drops its references, so that the class loader can go. All other native objects
     * must be closed before.
     */
    @Override
    public void close() {
        Interruption.release();
        AddressGuard.release();
        Pointer.deallocateReferences();
        trimMemory();
        Pointer.interruptDeallocatorThread();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getClassLoader() == Pointer.class.getClassLoader())
                .forEach(NativeRuntime::awaitEnd);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
