package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Return codes and option dictionaries of FFmpeg calls. */
public final class Ffmpeg {
    private Ffmpeg() {}

    /**
     * Passes a good result through.
     *
     * @param result what the FFmpeg function returned
     * @param call its name, for the message
     * @throws FfmpegException if the result is negative
     */
    public static int check(int result, String call) throws FfmpegException {
        if (result < 0) {
            throw new FfmpegException(call, result, describe(result));
        }
        return result;
    }

    /** Whether the code says «no output now» or «no more output», which are no errors of a codec. */
    public static boolean isDrained(int result) {
        return result == AVERROR_EAGAIN() || result == AVERROR_EOF();
    }

    /** FFmpeg's words for an error code. */
    public static String describe(int code) {
        byte[] buffer = new byte[128];
        av_strerror(code, buffer, buffer.length);
        int length = 0;
        while (length < buffer.length && buffer[length] != 0) {
            length++;
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Has the context open addresses of {@code http} and {@code https} alone, whatever a playlist names and whatever
     * protocols these need below them. Before it is opened.
     */
    public static void confineToHttp(AVFormatContext context) {
        AddressGuard.install(context);
    }

    /** A new dictionary with all these entries; the caller frees it with {@code av_dict_free}. */
    public static AVDictionary dictionary(Map<String, String> entries) throws FfmpegException {
        AVDictionary dictionary = new AVDictionary(null);
        try {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                check(av_dict_set(dictionary, entry.getKey(), entry.getValue(), 0), "av_dict_set");
            }
            return dictionary;
        } catch (FfmpegException e) {
            av_dict_free(dictionary);
            throw e;
        }
    }
}
