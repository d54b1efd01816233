package dev.ringcast.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes that can be filled. It is Linux's tmpfs, in a namespace that any user may make, unless the
 * administrator has forbidden it; so it is there for the programs alone that are run {@link #in} it. Closing ends it.
 */
public final class SmallDisk implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] BLOCK = new byte[4096];

    private final Path folder;
    private final Process holder;

    private SmallDisk(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    /** Makes one. The test is skipped where that is forbidden: no program that could be installed changes it. */
    public static SmallDisk of(int megabytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ringcast-disk");
        Process holder = new ProcessBuilder(
                        Programs.require("unshare").toString(),
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=$1m tmpfs \"$2\" && echo mounted && exec cat",
                        "sh",
                        Integer.toString(megabytes),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        ProgramOutput output = new ProgramOutput("unshare", holder.getInputStream());
        if (output.await(0, "mounted"::equals, SOON).isEmpty()) {
            holder.destroyForcibly();
            Files.delete(folder);
            Assumptions.abort("no file system can be mounted in a namespace of one's own here: " + output.lines());
        }
        return new SmallDisk(folder, holder);
    }

    /** Its root, for the programs that are run in it. */
    Path inside() {
        return folder;
    }

    /** Its root, for all others. */
    Path outside() {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(folder.toString().substring(1));
    }

    /** What stands before a program's own command line; it then runs in its root, with the process id that is started. */
    List<String> in() {
        return List.of(
                Programs.require("nsenter").toString(),
                "--target=" + holder.pid(),
                "--user",
                "--mount",
                "--preserve-credentials",
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                folder.toString());
    }

    /** Fills it, until so many bytes are left. */
    public void fillUpTo(long left) throws IOException {
        long more = Files.getFileStore(outside()).getUsableSpace() - left;
        try (OutputStream filler = Files.newOutputStream(filler())) {
            for (long written = 0; written < more; written += BLOCK.length) {
                filler.write(BLOCK);
            }
        }
    }

    /** Fills it, until nothing more can be written to it. */
    public void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(BLOCK);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left on device")) {
                throw e;
            }
        }
    }

    /** Takes away what it was filled with. */
    public void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return outside().resolve("filler");
    }

    @Override
    public void close() throws IOException {
        holder.destroyForcibly().onExit().join();
        Files.delete(folder);
    }
}
