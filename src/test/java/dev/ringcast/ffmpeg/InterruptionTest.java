package dev.ringcast.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that takes connections and says nothing keeps FFmpeg waiting for as long as it may. */
class InterruptionTest {
    private static final long LONGEST_SECONDS = 20;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @Test
    void check_bundledFfmpeg_passes() throws Exception {
        Interruption.check();
    }

    @Test
    void interrupt_whileFfmpegWaits_endsTheCall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Interruption interruption = new Interruption()) {
            CompletableFuture<Integer> call = open(interruption, silent.getLocalPort());
            try (Socket taken = silent.accept()) {
                assertThat(taken.isConnected()).isTrue();
                assertThat(call.isDone()).isFalse();

                interruption.interrupt();

                assertThat(call.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isNegative();
                assertThat(interruption.isInterrupted()).isTrue();
                assertThat(interruption.isExpired()).isFalse();
            }
        }
    }

    @Test
    void expireIn_serverThatSaysNothing_endsTheCallThen() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Interruption interruption = new Interruption()) {
            long begun = System.nanoTime();
            interruption.expireIn(Duration.ofMillis(300));
            CompletableFuture<Integer> call = open(interruption, silent.getLocalPort());

            assertThat(call.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isNegative();
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000);
            assertThat(interruption.isExpired()).isTrue();
            assertThat(interruption.isInterrupted()).isFalse();
        }
    }

    /** The second deadline is found to be over by the look that was planned for the first. */
    @Test
    void unbound_deadlineThatPasses_isNoMatterUntilTheNextOne() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Interruption interruption = new Interruption();
                Interruption other = new Interruption()) {
            interruption.expireIn(Duration.ofSeconds(1));
            interruption.unbound();
            other.expireIn(Duration.ofMillis(1100));
            Await.until("the time is over", Duration.ofSeconds(LONGEST_SECONDS), other::isExpired);
            assertThat(interruption.isExpired()).isFalse();

            interruption.expireIn(Duration.ofMillis(50));
            CompletableFuture<Integer> call = open(interruption, silent.getLocalPort());

            assertThat(call.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isNegative();
            assertThat(interruption.isExpired()).isTrue();
        }
    }

    @Test
    void release_andAnotherDeadline_isWatchedAgain() throws Exception {
        Interruption.release();
        try (Interruption interruption = new Interruption()) {
            interruption.expireIn(Duration.ofMillis(1));

            Await.until("it expires", Duration.ofSeconds(LONGEST_SECONDS), interruption::isExpired);
        }
    }

    @Test
    void interrupt_afterClose_doesNothing() {
        Interruption interruption = new Interruption();
        interruption.close();

        interruption.interrupt();
        interruption.close();

        assertThat(interruption.isInterrupted()).isTrue();
    }

    private static CompletableFuture<Integer> open(Interruption interruption, int port)
            throws InterruptedException, ExecutionException {
        return CompletableFuture.supplyAsync(() -> {
            AVFormatContext context = avformat.avformat_alloc_context();
            interruption.install(context);
            // Frees the context when it fails.
            return avformat.avformat_open_input(
                    context, "tcp://127.0.0.1:" + port, (AVInputFormat) null, (AVDictionary) null);
        });
    }
}
