package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.MpegTs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose sound is stored far from the pictures that it belongs to, as in recordings of broadcasts. */
class PacketOrderTest {
    private static final long FILM_MICROS = 3_000_000;
    private static final int PICTURES = 75;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8, 1.6, 2.4, -1.6})
    void run_soundStoredApart_comesWithItsPictures(double seconds) throws Exception {
        write(MpegTs.moveSound(film(), seconds * 1_000_000 / FILM_MICROS));

        RecordingSink sink = PlayedFile.play("film.ts", folder, s -> s.pictureCount() >= 2 * PICTURES + 5);

        assertThat(farthestApart(sink)).isLessThan(400_000);
        assertEven(sink.pictures().subList(0, 2 * PICTURES));
    }

    /** The clock of a sender that was started again: what is left of either track goes out before the new time begins. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void run_timesJump_loseNothing(long seconds) throws Exception {
        PlayedFile.make("-i FILM -c copy -output_ts_offset 7200 " + folder.resolve("first.ts"));
        PlayedFile.make("-i FILM -c copy -output_ts_offset " + (7200 + seconds) + " " + folder.resolve("second.ts"));
        byte[] first = Files.readAllBytes(folder.resolve("first.ts"));
        byte[] second = Files.readAllBytes(folder.resolve("second.ts"));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        write(both);

        RecordingSink sink = PlayedFile.play("film.ts", folder, s -> s.pictureCount() >= 3 * PICTURES);

        List<RecordingSink.Picture> pictures = sink.pictures();
        assertEven(pictures.subList(0, PICTURES));
        assertEven(pictures.subList(PICTURES, 2 * PICTURES));
        long begins = pictures.get(PICTURES).micros();
        assertThat(Math.abs(begins - pictures.get(0).micros())).isGreaterThan(3_000_000_000L);
        List<RecordingSink.Sound> sounds = sink.sounds();
        int jump = 0;
        while (Math.abs(sounds.get(jump).micros() - begins) > 2 * FILM_MICROS) {
            jump++;
        }
        assertThat(sounds.get(jump - 1).endMicros() - sounds.get(0).micros()).isGreaterThan(FILM_MICROS - 200_000);
        assertThat(sounds.get(jump).arrivedNanos())
                .as("sound of the new time comes with its pictures")
                .isLessThan(pictures.get(PICTURES + 15).arrivedNanos());
    }

    private static byte[] film() throws Exception {
        return Files.readAllBytes(RunningSource.media().resolve("h264-aac.ts"));
    }

    private void write(byte[] film) throws Exception {
        Files.write(folder.resolve("film.ts"), film);
    }

    /** How far a picture came before the sound of its time at most, or the sound before the picture. */
    private static long farthestApart(RecordingSink sink) {
        long farthest = 0;
        List<RecordingSink.Sound> sounds = sink.sounds();
        int heard = 0;
        for (RecordingSink.Picture picture : sink.pictures()) {
            while (heard < sounds.size() && sounds.get(heard).arrivedNanos() <= picture.arrivedNanos()) {
                heard++;
            }
            long sound = heard == 0 ? 0 : sounds.get(heard - 1).endMicros();
            farthest = Math.max(farthest, Math.abs(picture.micros() - sound));
        }
        return farthest;
    }

    private static void assertEven(List<RecordingSink.Picture> pictures) {
        for (int i = 1; i < pictures.size(); i++) {
            assertThat(pictures.get(i).micros() - pictures.get(i - 1).micros())
                    .as("picture " + i)
                    .isBetween(1L, 85_000L);
        }
    }
}
