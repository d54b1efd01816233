package dev.ringcast.source;

import java.util.Locale;

/** The systems whose cameras are known. */
enum Platform {
    LINUX("v4l2"),
    MACOS("avfoundation"),
    WINDOWS("dshow");

    private final String demuxer;

    Platform(String demuxer) {
        this.demuxer = demuxer;
    }

    /** FFmpeg's demuxer for its cameras. */
    String demuxer() {
        return demuxer;
    }

    static Platform current() {
        return of(System.getProperty("os.name", ""));
    }

    /** @param name as {@code os.name} has it */
    static Platform of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return MACOS;
        }
        return lower.startsWith("windows") ? WINDOWS : LINUX;
    }
}
