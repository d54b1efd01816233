package dev.ringcast.ffmpeg;

/** A call into FFmpeg failed. The message names the call and what FFmpeg said. */
public final class FfmpegException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int OUT_OF_MEMORY = -12;

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
        return new FfmpegException(call, OUT_OF_MEMORY, "out of native memory");
    }

    /** Whether there was not enough memory, rather than something wrong with what was asked for. */
    public boolean isOutOfMemory() {
        return code == OUT_OF_MEMORY;
    }

    /** FFmpeg's error code, negative. */
    public int code() {
        return code;
    }
}
