package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import java.nio.file.Path;
import java.util.Optional;

/** What a capture process is told, by its standard input: no other process can see it. */
sealed interface CaptureOrder {
    /**
     * The first one: to fill the channel's output until there is no more input.
     *
     * @param plan the channel's, without its keys
     * @param kind whether it encodes or copies
     * @param natives where FFmpeg's libraries are; empty if the class path has them
     */
    record Run(ChannelPlan plan, RunKind kind, Optional<Path> natives) implements CaptureOrder {
        /** Without the source's address. */
        @Override
        public String toString() {
            return "Run[" + plan + "]";
        }
    }

    /** To make a picture of MPEG-TS bytes that begin with an IDR. */
    record PosterOf(MediaBytes media) implements CaptureOrder {}
}
