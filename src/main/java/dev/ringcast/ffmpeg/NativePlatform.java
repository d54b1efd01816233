package dev.ringcast.ffmpeg;

import java.util.Locale;

/** Names of platforms as JavaCPP's artifacts bear them, for example {@code linux-x86_64}. */
final class NativePlatform {
    /** Overrides what is detected. */
    static final String PROPERTY = "ringcast.native.platform";

    private NativePlatform() {}

    /** The platform of this machine. JavaCPP knows it too, but must not be touched before its properties are set. */
    static String current() {
        String chosen = System.getProperty(PROPERTY);
        return chosen != null ? chosen : of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static String of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os.replace(' ', '_');
        String processor = arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch;
        return system + "-" + processor;
    }
}
