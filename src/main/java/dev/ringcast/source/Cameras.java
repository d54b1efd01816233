package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;

/**
 * The cameras of this machine: Video4Linux on Linux, AVFoundation on macOS, DirectShow on Windows.
 *
 * <p>FFmpeg's library of devices needs libraries of the system that a server may lack; it is loaded only when a camera
 * is asked for. The search was tried on a Linux machine without a camera; macOS and Windows were not tried.
 */
public final class Cameras {
    private static final Path DEVICES = Path.of("/dev");
    private static final Path NAMES = Path.of("/sys/class/video4linux");

    private Cameras() {}

    /**
     * The cameras found: the address of each as a source, and its name for people, in the system's order. Empty if
     * there is none. Takes a moment, since devices are opened.
     *
     * @throws SourceException if cameras cannot be looked for; the message says what is missing
     */
    public static Map<String, String> list() throws SourceException {
        Map<String, String> cameras = new LinkedHashMap<>();
        found().forEach((device, name) -> cameras.put(CameraAddress.SCHEME + device, name));
        return Collections.unmodifiableMap(cameras);
    }

    /** Whether there is one; no where cameras cannot be looked for. */
    static boolean isAny() {
        try {
            return !found().isEmpty();
        } catch (SourceException e) {
            return false;
        }
    }

    /** Device to name. */
    static Map<String, String> found() throws SourceException {
        Platform platform = Platform.current();
        if (platform == Platform.LINUX && deviceFiles(DEVICES, NAMES).isEmpty()) {
            // Without loading a library that needs half a desktop, only to hear the same.
            return Map.of();
        }
        try {
            Map<String, String> devices = new LinkedHashMap<>(ask(platform));
            if (devices.isEmpty() && platform == Platform.LINUX) {
                devices.putAll(withheld(deviceFiles(DEVICES, NAMES)));
            }
            return devices;
        } catch (SourceException e) {
            if (platform != Platform.LINUX) {
                throw e;
            }
            return deviceFiles(DEVICES, NAMES);
        }
    }

    /** FFmpeg leaves out what may not be opened. Whatever else it leaves out is no camera: decoders have such files, too. */
    static Map<String, String> withheld(Map<String, String> files) {
        Map<String, String> withheld = new LinkedHashMap<>(files);
        withheld.keySet().removeIf(device -> Files.isReadable(Path.of(device)));
        return withheld;
    }

    /**
     * Loads FFmpeg's library of devices.
     *
     * @throws SourceException if a library that it needs is missing
     */
    static void load() throws SourceException {
        try {
            avdevice.avdevice_register_all();
        } catch (LinkageError e) {
            throw new SourceException(
                    CameraAddress.SCHEME,
                    "cameras need system libraries that are missing; on Linux: libxcb, libxcb-shm, libpulse and"
                            + " libasound (Debian: libxcb-shm0 libpulse0 libasound2, from 13 on libasound2t64)",
                    e);
        }
    }

    private static Map<String, String> ask(Platform platform) throws SourceException {
        load();
        AVInputFormat format = av_find_input_format(platform.demuxer());
        if (format == null) {
            throw new SourceException(CameraAddress.SCHEME, "this build of FFmpeg has no " + platform.demuxer(), null);
        }
        AVDeviceInfoList list = new AVDeviceInfoList(null);
        int count = avdevice.avdevice_list_input_sources(format, (String) null, (AVDictionary) null, list);
        if (count < 0 || list.isNull()) {
            return Map.of();
        }
        Map<String, String> devices = new LinkedHashMap<>();
        try {
            for (int i = 0; i < list.nb_devices(); i++) {
                AVDeviceInfo device = new AVDeviceInfo(list.devices().get(i));
                if (hasPictures(device)) {
                    devices.put(
                            device.device_name().getString(),
                            device.device_description().getString());
                }
            }
        } finally {
            avdevice.avdevice_free_list_devices(list);
        }
        return devices;
    }

    private static boolean hasPictures(AVDeviceInfo device) {
        for (int i = 0; i < device.nb_media_types(); i++) {
            if (device.media_types().get(i) == AVMEDIA_TYPE_VIDEO) {
                return true;
            }
        }
        // Those that do not say are of a kind that has nothing else.
        return device.nb_media_types() == 0;
    }

    /** The files {@code video0}, {@code video1} … of a folder, with the names that another has for them. */
    static Map<String, String> deviceFiles(Path devices, Path names) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(devices, "video[0-9]*")) {
            stream.forEach(files::add);
        } catch (IOException e) {
            // No folder of devices, so no devices.
            return Map.of();
        }
        files.sort(Comparator.comparingInt((Path file) -> file.toString().length())
                .thenComparing(Comparator.naturalOrder()));
        Map<String, String> found = new LinkedHashMap<>();
        for (Path file : files) {
            Path name = names.resolve(file.getFileName()).resolve("name");
            String described;
            try {
                described = Files.readString(name).strip();
            } catch (IOException e) {
                described = file.getFileName().toString();
            }
            found.put(file.toString(), described);
        }
        return found;
    }

    /** The device meant by a name: one of that name, else the first whose name contains it; any if it is empty. */
    static Optional<String> choose(Map<String, String> devices, String wanted) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        Optional<String> exact = devices.entrySet().stream()
                .filter(device ->
                        device.getKey().equals(wanted) || device.getValue().equalsIgnoreCase(wanted))
                .map(Map.Entry::getKey)
                .findFirst();
        return exact.isPresent()
                ? exact
                : devices.entrySet().stream()
                        .filter(device ->
                                device.getValue().toLowerCase(Locale.ROOT).contains(lower))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }
}
