package dev.ringcast.ffmpeg;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** FFmpeg cannot be loaded here. The message is one line for log and page: what is missing and what to do. */
public final class NativeLoadException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Pattern MISSING = Pattern.compile("(lib[\\w.+-]+): cannot open shared object file");
    private static final Pattern TOO_OLD = Pattern.compile("version [`'\"]?(GLIBC_[\\d.]+)");

    NativeLoadException(String message, Throwable cause) {
        super(message, cause);
    }

    NativeLoadException(String message) {
        super(message);
    }

    static NativeLoadException of(Throwable error) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            said.append(said.isEmpty() ? "" : "; ").append(cause.getMessage());
        }
        return new NativeLoadException(explain(said.toString()), error);
    }

    /** One line for what the dynamic linker said. */
    static String explain(String said) {
        Matcher missing = MISSING.matcher(said);
        if (missing.find()) {
            return "FFmpeg cannot be loaded: the system library " + missing.group(1)
                    + " is missing. Install the package that has it (Debian, Ubuntu: libudev1 has libudev.so.1) and"
                    + " restart Tomcat.";
        }
        Matcher tooOld = TOO_OLD.matcher(said);
        if (tooOld.find()) {
            return "FFmpeg cannot be loaded: it needs " + tooOld.group(1)
                    + ", and this system's C library is older. Debian 12, Ubuntu 22.04 and newer have it.";
        }
        return "FFmpeg cannot be loaded: " + said.lines().findFirst().orElse("no reason given");
    }
}
