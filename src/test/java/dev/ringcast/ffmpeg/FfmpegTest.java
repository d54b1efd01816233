package dev.ringcast.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_count;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.junit.jupiter.api.Test;

class FfmpegTest {
    @Test
    void dictionary_hasAllEntries() throws Exception {
        NativeRuntime.load();
        AVDictionary dictionary = Ffmpeg.dictionary(Map.of("a", "1", "b", "2"));

        assertThat(av_dict_count(dictionary)).isEqualTo(2);
        av_dict_free(dictionary);
    }

    /** An option that is missing may be the one that keeps a source in its folder. */
    @Test
    void dictionary_thatGetsNoMemory_isNone() throws Exception {
        NativeRuntime.load();
        av_max_alloc(100);
        try {
            assertThatThrownBy(() -> Ffmpeg.dictionary(Map.of("protocol_whitelist", "file,".repeat(100))))
                    .isInstanceOf(FfmpegException.class)
                    .hasMessageStartingWith("av_dict_set: ");
        } finally {
            av_max_alloc(Integer.MAX_VALUE);
        }
    }
}
