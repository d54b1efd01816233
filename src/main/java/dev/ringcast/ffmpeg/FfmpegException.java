package dev.ringcast.ffmpeg;

/** A call into FFmpeg failed. The message names the call and what FFmpeg said. */
public final class FfmpegException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * @param call the FFmpeg function, or what was being done with it
     * @param code FFmpeg's negative error code
     * @param text FFmpeg's words for it
     */
    public FfmpegException(String call, int code, String text) {
        super(call + ": " + text);
        this.code = code;
    }

    /** FFmpeg returned a null pointer where that means it has no memory. */
    public static FfmpegException outOfMemory(String call) {
        return new FfmpegException(call, -12, "out of native memory");
    }

    /** FFmpeg's error code, negative. */
    public int code() {
        return code;
    }
}
