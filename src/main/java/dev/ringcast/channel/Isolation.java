package dev.ringcast.channel;

import dev.ringcast.process.JvmCommand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What capture processes need of this one.
 *
 * @param classPath where our classes are
 * @param natives where FFmpeg's libraries are; empty if the class path has them
 * @param folder their working directory, which must exist
 */
record Isolation(String classPath, Optional<Path> natives, Path folder) {
    /** The process of a channel. */
    JvmCommand command(String channel) {
        return new JvmCommand(
                CaptureProcess.class.getName(), classPath, folder, folder.resolve("crash-of-" + channel + ".log"));
    }
}
