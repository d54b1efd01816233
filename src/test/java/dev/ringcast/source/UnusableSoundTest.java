package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound that cannot be decoded or mixed does not take the picture away. */
class UnusableSoundTest {
    @TempDir
    private Path folder;

    /** Each of its frames would be long enough to fill the memory. */
    @Test
    void run_soundOfAnAbsurdRate_isLeftOut() throws Exception {
        byte[] wave = Files.readAllBytes(RunningSource.media().resolve("mono-22050.wav"));
        ByteBuffer.wrap(wave).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 100).putInt(28, 200);
        Files.write(folder.resolve("slow.wav"), wave);
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(PlayedFile.request("slow.wav", folder), sink)) {
            assertThat(running.failure(10_000)).contains("nothing in it could be decoded");
        }
        assertThat(sink.sounds()).isEmpty();
    }

    /** Nine channels in no order. */
    @Test
    void run_soundThatCannotBeMixed_goesOnWithThePictureAndSaysSo() throws Exception {
        PlayedFile.make("-i FILM -f s16le -ar 48000 -ac 9 -t 3 -i /dev/zero -map 0:v -map 1:a -c:v copy -c:a pcm_s16le "
                + folder.resolve("nine.mkv"));

        RecordingSink sink = PlayedFile.play("nine.mkv", folder, s -> s.pictureCount() >= 160);

        assertThat(sink.sounds()).isEmpty();
        assertThat(last(sink).video()).startsWith("h264 ");
        assertThat(last(sink).audio()).startsWith("pcm_s16le 48000 Hz 9 channels, left out: swr_init: ");
    }

    @Test
    void run_soundWithoutPictureThatCannotBeMixed_fails() throws Exception {
        PlayedFile.make("-f s16le -ar 48000 -ac 9 -t 3 -i /dev/zero -c:a pcm_s16le " + folder.resolve("nine.mkv"));
        assertThat(PlayedFile.failure("nine.mkv", folder)).startsWith("file:nine.mkv: swr_init: ");
    }

    @Test
    void run_soundWhoseDecoderDoesNotOpen_goesOnWithThePictureAndSaysSo() throws Exception {
        PlayedFile.make("-i FILM -map 0:v -map 0:a -c copy -bsf:a aac_adtstoasc " + folder.resolve("odd.mkv"));
        byte[] film = Files.readAllBytes(folder.resolve("odd.mkv"));
        // The element before the AudioSpecificConfig of AAC-LC, 44 100 Hz, two channels; there is no object type 0.
        int configuration = new String(film, StandardCharsets.ISO_8859_1).indexOf("\u0012\u0010");
        film[configuration] = 2;
        Files.write(folder.resolve("odd.mkv"), film);

        RecordingSink sink = PlayedFile.play("odd.mkv", folder, s -> s.pictureCount() >= 160);

        assertThat(sink.sounds()).isEmpty();
        assertThat(last(sink).audio()).startsWith("aac, left out: avcodec_open2: ");
    }

    private static SourceFormat last(RecordingSink sink) {
        return sink.formats().get(sink.formats().size() - 1);
    }
}
