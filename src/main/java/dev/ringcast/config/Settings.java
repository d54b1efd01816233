package dev.ringcast.config;

import dev.ringcast.media.FrameRate;
import java.time.Duration;
import java.util.List;

/** Every setting there is. */
final class Settings {
    /** Profiles of H.264. */
    static final List<String> PROFILES = List.of("high", "main", "baseline");

    static final Setting<List<String>> CHANNELS = Setting.derived(
            "channels",
            ValueTypes.names(),
            "the channels that have settings, in their order; else live",
            "The channels, in the order in which they are shown. The first one is the default channel. Environment variables"
                    + " set keys of channels that are named here or in the file; they do not make channels.");

    static final Setting<String> MEDIA_FOLDER = Setting.of(
            "media.folder",
            ValueTypes.text(),
            "${catalina.base}/media",
            "The folder that files are played from. A relative path starts at ${catalina.base}.");

    static final Setting<Integer> WAITING_MOST = Setting.of(
            "waiting.most",
            ValueTypes.wholeNumber(1, 1_000_000),
            "20000",
            "How many requests for what is to come may wait at a time; more are answered 503.");
    static final Setting<Integer> WAITING_PER_CHANNEL = Setting.of(
            "waiting.most.channel", ValueTypes.wholeNumber(1, 1_000_000), "10000", "How many of them for one channel.");
    static final Setting<Integer> WAITING_PER_ADDRESS = Setting.of(
            "waiting.most.address",
            ValueTypes.wholeNumber(1, 1_000_000),
            "2500",
            "How many of them from one address, or with IPv6 from one network of 64 bits. Behind a proxy, have Tomcat's"
                    + " RemoteIpValve tell the viewers' own.");

    static final Setting<String> METRICS = Setting.of(
            "metrics",
            ValueTypes.choice(List.of("local", "role", "open", "off")),
            "local",
            "Who may read /metrics: programs on the same machine and users with the role ringcast-metrics; such users"
                    + " only; anybody; nobody.");

    static final Setting<List<String>> SERVER_KEY = Setting.of(
            "playback.key",
            ValueTypes.secret(),
            "none",
            "With a key, channels play with signed addresses only. A secret: openssl rand -hex 32 makes one.");
    static final Setting<List<String>> SERVER_KEY_PREVIOUS = Setting.of(
            "playback.key.previous",
            ValueTypes.secret(),
            "none",
            "The key that was used before, while addresses signed with it are still to be accepted.");

    static final Setting<String> TITLE =
            Setting.derived("title", ValueTypes.text(), "the channel's name", "What people read above the picture.");
    static final Setting<String> SOURCE = Setting.of(
            "source",
            ValueTypes.text(),
            "auto",
            "Where picture and sound come from. auto is the first camera found, else the test card.");
    static final Setting<Boolean> AUTOSTART =
            Setting.of("autostart", ValueTypes.flag(), "true", "Whether the channel starts with the server.");
    static final Setting<Boolean> ISOLATE = Setting.of(
            "isolate",
            ValueTypes.flag(),
            "false",
            "Whether all that touches what the source sends is in a process of its own, so that a crash there ends"
                    + " neither the server nor the other channels. Needs an unpacked WAR.");
    static final Setting<String> MICROPHONE = Setting.of(
            "microphone", ValueTypes.text(), "none", "The sound device that goes with a camera; none is silence.");
    static final Setting<String> RTSP_TRANSPORT = Setting.of(
            "rtsp.transport",
            ValueTypes.choice(List.of("tcp", "udp")),
            "tcp",
            "How RTSP media travels. udp may lose packets.");
    static final Setting<String> SOURCE_REACH = Setting.of(
            "source.reach",
            ValueTypes.choice(List.of("public", "private", "any")),
            "public",
            "Where redirects and playlists of an http or https source may lead besides its own host: to public addresses;"
                    + " with private also to private, link-local or loopback ones if its host has such an address; any is"
                    + " not checked.");
    static final Setting<Duration> SOURCE_TIMEOUT = Setting.of(
            "source.timeout",
            ValueTypes.duration("1s", "60s"),
            "5s",
            "A source that is silent for so long is given up and opened anew.");
    static final Setting<Duration> SLATE_AFTER = Setting.of(
            "slate.after",
            ValueTypes.duration("500ms", "30s"),
            "2s",
            "When no picture has come for so long, the slate is shown.");

    static final Setting<ValueTypes.PictureSize> VIDEO_SIZE =
            Setting.of("video.size", ValueTypes.pictureSize(), "1280x720", "The size of the picture.");
    static final Setting<FrameRate> VIDEO_FPS =
            Setting.of("video.fps", ValueTypes.frameRate(1, 120), "30", "The frame rate of the picture.");
    static final Setting<Long> VIDEO_BITRATE =
            Setting.of("video.bitrate", ValueTypes.bitRate("100k", "50M"), "2500k", "The video bit rate on average.");
    static final Setting<Long> VIDEO_MAXRATE = Setting.derived(
            "video.maxrate",
            ValueTypes.bitRate("100k", "50M"),
            "video.bitrate",
            "The highest video bit rate, at least video.bitrate.");
    static final Setting<Long> VIDEO_BUFFER = Setting.derived(
            "video.buffer",
            ValueTypes.bits("10k", "500M"),
            "one second of video.maxrate",
            "The decoder's buffer that video.maxrate is measured by: smaller is steadier, larger looks better.");
    static final Setting<String> VIDEO_ENCODER = Setting.of(
            "video.encoder",
            ValueTypes.choice(List.of("auto", "libx264", "libopenh264", "h264_nvenc", "h264_videotoolbox", "h264_mf")),
            "auto",
            "The H.264 encoder. auto is libx264 if the FFmpeg build has it, else libopenh264.");
    static final Setting<String> VIDEO_PRESET = Setting.of(
            "video.preset",
            ValueTypes.choice(List.of(
                    "ultrafast",
                    "superfast",
                    "veryfast",
                    "faster",
                    "fast",
                    "medium",
                    "slow",
                    "slower",
                    "veryslow",
                    "placebo")),
            "veryfast",
            "How much time libx264 takes for a better picture.");
    static final Setting<String> VIDEO_PROFILE = Setting.of(
            "video.profile",
            ValueTypes.choice(PROFILES),
            "high",
            "The H.264 profile, where a rung of the ladder has none of its own. Very old devices need baseline.");
    static final Setting<Integer> VIDEO_THREADS = Setting.of(
            "video.threads", ValueTypes.wholeNumber(0, 16), "1", "Threads of the encoder; 0 lets it choose.");

    static final Setting<List<Rung>> LADDER = Setting.of(
            "ladder",
            ValueTypes.ladder(),
            "none",
            "The renditions that are served, for players to choose from; none is one of video.size. A frame rate"
                    + " is video.fps divided by a whole number; each part has a whole number of its frames. If the"
                    + " machine cannot carry all, the largest is given up. Needs encode=always.");

    static final Setting<String> ENCODE = Setting.of(
            "encode",
            ValueTypes.choice(List.of("always", "auto", "never")),
            "always",
            "When picture and sound are encoded. auto serves H.264 with AAC as the source has it and encodes all else;"
                    + " never refuses all else.");
    static final Setting<Duration> GOP = Setting.of(
            "gop",
            ValueTypes.duration("1s", "10s"),
            "4s",
            "Without encoding: the longest distance of the source's keyframes. Segments last up to segment and gop"
                    + " together.");

    static final Setting<Long> AUDIO_BITRATE =
            Setting.of("audio.bitrate", ValueTypes.bitRate("32k", "320k"), "128k", "The AAC bit rate.");

    static final Setting<Duration> SEGMENT = Setting.of(
            "segment",
            ValueTypes.duration("1s", "10s"),
            "2s",
            "The duration of a media segment, to the nearest whole frame, which must not be a quarter of it away. Without"
                    + " encoding, the least.");
    static final Setting<Duration> PART = Setting.of(
            "part",
            ValueTypes.duration("100ms", "2s"),
            "333ms",
            "The duration of a partial segment, to the nearest whole frame, which must not be a quarter of it away; at most"
                    + " segment. Without encoding, as many of the source's frames as fit.");
    static final Setting<Duration> WINDOW = Setting.of(
            "window",
            ValueTypes.duration("6s", "1h"),
            "60s",
            "How far back viewers can go; at least six times segment.");
    static final Setting<Long> MEMORY = Setting.derived(
            "memory",
            ValueTypes.bytes("1M", "64G"),
            "what the window takes twice at the highest bit rates, in both packagings; at 8M at least where a source may"
                    + " be copied",
            "What the channel's media may take; it must hold the window twice, as segments stay for a while. A source that"
                    + " is copied has the bit rate that it has: at a higher one the window becomes shorter, and where not"
                    + " even six segments have room it is not copied.");

    static final Setting<List<String>> KEY = Setting.derived(
            "playback.key",
            ValueTypes.secret(),
            "the server's playback.key",
            "The channel's own key instead of the server's; none lets everybody watch.");
    static final Setting<List<String>> KEY_PREVIOUS = Setting.derived(
            "playback.key.previous",
            ValueTypes.secret(),
            "the server's, unless the channel has a key of its own",
            "The channel's key before this one.");

    /** Settings of the whole server. */
    static final List<Setting<?>> SERVER = List.of(
            CHANNELS,
            MEDIA_FOLDER,
            WAITING_MOST,
            WAITING_PER_CHANNEL,
            WAITING_PER_ADDRESS,
            METRICS,
            SERVER_KEY,
            SERVER_KEY_PREVIOUS);

    /** Settings of a channel; in a file they follow {@code channel.NAME.}. */
    static final List<Setting<?>> CHANNEL = List.of(
            TITLE,
            SOURCE,
            AUTOSTART,
            ISOLATE,
            MICROPHONE,
            RTSP_TRANSPORT,
            SOURCE_REACH,
            SOURCE_TIMEOUT,
            SLATE_AFTER,
            VIDEO_SIZE,
            VIDEO_FPS,
            VIDEO_BITRATE,
            VIDEO_MAXRATE,
            VIDEO_BUFFER,
            VIDEO_ENCODER,
            VIDEO_PRESET,
            VIDEO_PROFILE,
            VIDEO_THREADS,
            LADDER,
            ENCODE,
            GOP,
            AUDIO_BITRATE,
            SEGMENT,
            PART,
            WINDOW,
            MEMORY,
            KEY,
            KEY_PREVIOUS);

    private Settings() {}
}
