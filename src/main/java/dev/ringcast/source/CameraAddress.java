package dev.ringcast.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code camera:} address: which camera, and what it is asked for. The camera is looked up when it is opened, since
 * it may be plugged in at any time.
 *
 * <p>The arguments follow FFmpeg's documentation of v4l2, alsa, avfoundation and dshow; none of it has been tried on a
 * real camera or microphone.
 */
final class CameraAddress {
    static final String SCHEME = "camera:";

    private static final Pattern DEVICE_FILE =
            Pattern.compile("/dev/(?:video[0-9]{1,3}|v4l/by-(?:id|path)/[A-Za-z0-9_.:+-]{1,200})");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{0,200}");
    private static final Pattern ALSA_DEVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,:= -]{0,100}");

    /** Pixels per second that USB cameras bring uncompressed; above it they offer them as JPEG pictures. */
    private static final double MOST_UNCOMPRESSED = 640 * 480 * 30.0;

    private final SourceRequest request;
    private final String name;

    private CameraAddress(SourceRequest request, String name) {
        this.request = request;
        this.name = name;
    }

    /** @throws SourceException if the name of the camera or of the microphone cannot be one */
    static CameraAddress parse(SourceRequest request) throws SourceException {
        String name = request.address().substring(SCHEME.length()).strip();
        if (!NAME.matcher(name).matches()) {
            throw refused(request, "is not the name of a camera");
        }
        if (name.startsWith("/") && !DEVICE_FILE.matcher(name).matches()) {
            throw refused(request, "is not a camera's device file: allowed are /dev/videoN and /dev/v4l/by-id/…");
        }
        return new CameraAddress(request, name);
    }

    /** Looks the camera up and says how to open it. */
    List<Input> inputs() throws SourceException {
        Cameras.load();
        Platform platform = Platform.current();
        return inputs(platform, device(platform), request);
    }

    private String device(Platform platform) throws SourceException {
        if (DEVICE_FILE.matcher(name).matches()) {
            return name;
        }
        Map<String, String> cameras = Cameras.found();
        Optional<String> device = Cameras.choose(cameras, name);
        if (device.isPresent()) {
            return device.get();
        }
        if (platform == Platform.MACOS && cameras.isEmpty()) {
            // AVFoundation finds by name what it may not list.
            return name.isEmpty() ? "default" : name;
        }
        throw refused(
                request,
                name.isEmpty() || cameras.isEmpty()
                        ? "no camera found; plug one in, and see that the server's user may read it"
                                + (platform == Platform.LINUX ? " (group video)" : "")
                        : "no camera of this name; found are " + cameras.values());
    }

    /** Why no microphone of that system has this name. */
    static Optional<String> microphoneFault(Platform platform, String microphone) {
        if (microphone.equals("none")) {
            return Optional.empty();
        }
        return switch (platform) {
            case LINUX ->
                ALSA_DEVICE.matcher(microphone).matches()
                        ? Optional.empty()
                        : Optional.of("must be none or the name of an ALSA device, as default or plughw:1");
            case MACOS ->
                microphone.contains(":")
                        ? Optional.of("must be none, default or a device's name without a colon")
                        : Optional.empty();
            case WINDOWS -> {
                boolean good = !microphone.contains(":") && !microphone.equals("default");
                yield good
                        ? Optional.empty()
                        : Optional.of("must be none or a device's name without a colon; DirectShow has no default one");
            }
        };
    }

    /** How to open a camera, and its microphone if that is asked for. */
    static List<Input> inputs(Platform platform, String device, SourceRequest request) throws SourceException {
        Optional<String> fault = microphoneFault(platform, request.microphone());
        if (fault.isPresent()) {
            throw refused(request, "microphone " + fault.get());
        }
        boolean silent = request.microphone().equals("none");
        if (platform == Platform.LINUX) {
            Input camera = new Input(device, platform.demuxer(), attempts(platform, request), true);
            return silent ? List.of(camera) : List.of(camera, alsa(request));
        }
        if (device.contains(":")) {
            throw refused(request, "names of cameras must not contain a colon on this system");
        }
        String url;
        if (platform == Platform.MACOS) {
            url = device + ":" + request.microphone();
        } else if (silent) {
            url = "video=" + device;
        } else {
            url = "video=" + device + ":audio=" + request.microphone();
        }
        return List.of(new Input(url, platform.demuxer(), attempts(platform, request), true));
    }

    private static Input alsa(SourceRequest request) {
        // Many USB microphones have one channel only.
        return new Input(
                request.microphone(),
                "alsa",
                List.of(
                        Map.of("sample_rate", "48000", "ch_layout", "stereo"),
                        Map.of("sample_rate", "48000", "ch_layout", "mono")),
                true);
    }

    /** The wanted size and rate first, then less and less of it. */
    private static List<Map<String, String>> attempts(Platform platform, SourceRequest request) {
        Map<String, String> always = switch (platform) {
            // The wall clock, which alsa's timestamps follow as well.
            case LINUX -> Map.of("timestamps", "abs");
            case MACOS -> Map.of();
            case WINDOWS -> Map.of("rtbufsize", "67108864");
        };
        Map<String, String> size = Map.of("video_size", request.width() + "x" + request.height());
        Map<String, String> rate = Map.of("framerate", request.frameRate().toString());
        List<Map<String, String>> attempts = new ArrayList<>();
        attempts.add(joined(always, size, rate));
        if (platform == Platform.LINUX) {
            double pixels =
                    request.width() * request.height() * request.frameRate().framesPerSecond();
            attempts.add(
                    pixels > MOST_UNCOMPRESSED ? 0 : 1, joined(always, size, rate, Map.of("input_format", "mjpeg")));
        }
        if (platform == Platform.MACOS) {
            // Its own default of 30000/1001 is a rate that many cameras refuse.
            attempts.add(joined(always, size, Map.of("framerate", "30")));
            attempts.add(joined(always, Map.of("framerate", "30")));
        }
        attempts.add(joined(always, size));
        attempts.add(always);
        return attempts;
    }

    @SafeVarargs
    private static Map<String, String> joined(Map<String, String>... maps) {
        Map<String, String> joined = new HashMap<>();
        for (Map<String, String> map : maps) {
            joined.putAll(map);
        }
        return joined;
    }

    private static SourceException refused(SourceRequest request, String reason) {
        return new SourceException(SourceAddress.redacted(request.address()), reason, null);
    }
}
