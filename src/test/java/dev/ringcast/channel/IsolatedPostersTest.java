package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.MediaBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process that is asked for pictures and makes them, late or never. */
class IsolatedPostersTest {
    private static final MediaBytes MEDIA = MediaBytes.owning(new byte[] {1});
    private static final MediaBytes JPEG = MediaBytes.owning(new byte[] {2});

    private final IsolatedPosters posters = new IsolatedPosters(Duration.ZERO);
    private final List<CaptureOrder> orders = new ArrayList<>();

    private static boolean tells(IsolatedPosters posters, int statuses) {
        boolean overdue = false;
        for (int i = 0; i < statuses; i++) {
            overdue |= posters.isOverdue();
        }
        return overdue;
    }

    private void askInVain() {
        assertThatThrownBy(() -> posters.of(MEDIA, orders::add)).isInstanceOf(IOException.class);
    }

    @Test
    void picture_isThatOfTheAnswer() throws IOException {
        IsolatedPosters patient = new IsolatedPosters(Duration.ofSeconds(30));
        assertThat(patient.of(MEDIA, order -> patient.made(new CaptureNews.Picture(Optional.of(JPEG), ""))))
                .contains(JPEG);
        assertThatThrownBy(() -> patient.of(
                        MEDIA, order -> patient.made(new CaptureNews.Picture(Optional.empty(), "no picture"))))
                .hasMessage("no picture");
        assertThat(tells(patient, 1000)).isFalse();
    }

    /** More orders would fill the pipe of a process that does not read, and hold who sends them. */
    @Test
    void whileOneIsBeingMade_theProcessIsAskedForNoOther() throws IOException {
        askInVain();
        assertThat(posters.of(MEDIA, orders::add)).isEmpty();
        assertThat(orders).hasSize(1);

        posters.made(new CaptureNews.Picture(Optional.of(JPEG), ""));
        askInVain();
        assertThat(orders).hasSize(2);
    }

    @Test
    void pictureThatDoesNotCome_isOverdueAfterFifteenSecondsOfTheProcess() {
        assertThat(tells(posters, 1000)).as("nothing is asked for").isFalse();
        askInVain();
        assertThat(tells(posters, 30)).isFalse();
        assertThat(tells(posters, 1)).isTrue();
    }

    @Test
    void pictureThatComesLate_isNoneThatDoesNotCome() {
        askInVain();
        assertThat(tells(posters, 29)).isFalse();
        posters.made(new CaptureNews.Picture(Optional.of(JPEG), ""));
        askInVain();
        assertThat(tells(posters, 30)).isFalse();
    }

    @Test
    void processThatHasEnded_isAskedForNothing() throws IOException {
        posters.end();
        assertThat(posters.of(MEDIA, orders::add)).isEmpty();
        assertThat(orders).isEmpty();
    }
}
