package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelControlTest {
    private final ChannelPlan plan = ChannelPlan.of(
            ConfigLoader.load(
                            Map.of(
                                    "ringcast.channel.card.source", "pattern:",
                                    "ringcast.channel.card.video.size", "320x180"),
                            Map.of(),
                            path -> Optional.empty())
                    .channels()
                    .get(0),
            Path.of("."));
    private final Problems problems = new Problems("card", InstantSource.system());
    private boolean threadsLeft;
    private final ChannelControl control = new ChannelControl(
            plan,
            new ChannelOutput(plan, InstantSource.system(), InstantSource.system()),
            problems,
            Optional.empty(),
            work -> threadsLeft ? new Thread(work) : new Unstartable());

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

    /** As a thread is when the machine has no further one. */
    private static final class Unstartable extends Thread {
        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
