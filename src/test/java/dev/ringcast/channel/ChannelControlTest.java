package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelControlTest {
    private final ChannelPlan plan =
            plan(Map.of("ringcast.channel.card.source", "pattern:", "ringcast.channel.card.video.size", "320x180"));
    private final Problems problems = new Problems("card", InstantSource.system());
    private boolean threadsLeft;
    private final ChannelControl control = new ChannelControl(
            plan,
            new ChannelOutput(plan, InstantSource.system(), InstantSource.system()),
            problems,
            Optional.empty(),
            work -> threadsLeft ? new Thread(work) : new Unstartable());

    private static ChannelPlan plan(Map<String, String> settings) {
        return ChannelPlan.of(
                ConfigLoader.load(settings, Map.of(), path -> Optional.empty())
                        .channels()
                        .get(0),
                Path.of("."));
    }

    @AfterEach
    void stop() {
        control.stop();
    }

    @Test
    void start_noThreadToSpare_isAFailureThatSaysSo_andCanBeAskedForAgain() {
        control.start();
        assertThat(control.state())
                .isInstanceOfSatisfying(
                        ChannelState.Failed.class,
                        state -> assertThat(state.reason()).contains("no thread", "start it again"));

        threadsLeft = true;
        control.start();
        Await.until("it is live", Duration.ofSeconds(30), () -> control.state() instanceof ChannelState.Live);
    }

    /** An error of the virtual machine, thrown where the second failure is noted: gaps are written by then. */
    @Test
    void stop_afterItsThreadHasDied_endsThePlaylistsAndTheGaps() {
        ChannelPlan copying = plan(Map.of(
                "ringcast.channel.card.source", "file:missing.mp4",
                "ringcast.channel.card.encode", "never"));
        AtomicInteger noted = new AtomicInteger();
        Problems deadly = new Problems("card", () -> {
            if (noted.incrementAndGet() == 2) {
                throw new StackOverflowError("for the test");
            }
            return Instant.now();
        });
        ChannelOutput output = new ChannelOutput(copying, InstantSource.system(), InstantSource.system());
        for (RenditionOutput each : output.all()) {
            each.beginSegment("run", MediaBytes.EMPTY, Instant.now());
            each.appendPart(new PartialSegment(MediaBytes.owning(new byte[100]), Duration.ofMillis(100), true));
            each.endSegment();
        }
        ChannelControl dying = new ChannelControl(copying, output, deadly, Optional.empty(), work -> {
            Thread thread = new Thread(work, "dying");
            thread.setUncaughtExceptionHandler((of, error) -> {});
            return thread;
        });
        dying.start();
        Await.until("its end", Duration.ofSeconds(30), dying::stuck);
        Await.until(
                "a gap that is being written",
                Duration.ofSeconds(30),
                () -> output.all().stream()
                        .allMatch(each -> each.snapshot().open().isPresent()));

        dying.stop();

        assertThat(dying.state()).isInstanceOf(ChannelState.Stopped.class);
        assertThat(output.ended()).isTrue();
        assertThat(output.all())
                .allSatisfy(each -> assertThat(each.snapshot().open()).isEmpty());
    }

    /** As a thread is when the machine has no further one. */
    private static final class Unstartable extends Thread {
        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
