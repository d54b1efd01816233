package dev.ringcast.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeStartTest {
    private static final Set<String> CARRIED = Set.of(
            "/natives/javacpp-1.5.14-" + NativePlatform.current() + ".jar",
            "/natives/ffmpeg-8.1.2-1.5.14-" + NativePlatform.current() + ".jar");

    @TempDir
    private Path folder;

    private NativeStart begin(NativeStart.Opener opener) {
        return NativeStart.begin(CARRIED, opener, folder);
    }

    @Test
    void take_whatCannotBeUnpacked_saysWhy() {
        NativeStart start = begin(path -> {
            throw new IOException("no more inodes");
        });

        assertThatThrownBy(start::take)
                .isInstanceOf(NativeLoadException.class)
                .hasMessageContaining("cannot be unpacked to " + folder)
                .hasMessageContaining("no more inodes");
        start.discard();
    }

    @Test
    void take_defect_isOneLineToo() {
        NativeStart start = begin(path -> {
            throw new IllegalStateException("the application is gone");
        });

        assertThatThrownBy(start::take)
                .isInstanceOf(NativeLoadException.class)
                .hasMessage("FFmpeg cannot be loaded: the application is gone");
    }

    @Test
    void take_interrupted_leavesItToBeDiscarded() throws Exception {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        NativeStart start = begin(path -> {
            // It cannot be there before the test has been interrupted.
            waited.join();
            throw new IOException("no more inodes");
        });
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(start::take).hasMessageContaining("stopped while it was starting");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        waited.complete(null);
        start.discard();
        assertThatThrownBy(start::take).hasMessageContaining("no more inodes");
    }
}
