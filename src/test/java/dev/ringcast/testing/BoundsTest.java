package dev.ringcast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What fuzzing holds its targets to must be able to break. */
class BoundsTest {
    private static final int LONG_MILLIS = 1100;

    @Test
    void hold_waitingEachTime_fails() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            client.setSoTimeout(LONG_MILLIS);
            assertThatThrownBy(() -> Bounds.hold(() -> hang(client))).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void hold_waitingOnce_passes() throws Exception {
        AtomicLong calls = new AtomicLong();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            client.setSoTimeout(LONG_MILLIS);
            assertThatCode(() -> Bounds.hold(() -> {
                        if (calls.incrementAndGet() == 1) {
                            hang(client);
                        }
                    }))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void hold_allocatingTooMuch_fails() {
        assertThatThrownBy(
                        () -> Bounds.hold(() -> assertThat(new byte[40 << 20]).isNotEmpty()))
                .isInstanceOf(AssertionError.class);
    }

    private static void hang(Socket client) throws Exception {
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
