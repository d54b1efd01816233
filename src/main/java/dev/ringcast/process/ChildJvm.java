package dev.ringcast.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Java process of ours: values go to it by its standard input and come from its standard output, what it writes to
 * standard error goes to the log. Whenever nothing has come for {@link #SILENCE} while {@link #read} waits, it is killed.
 *
 * <p>It ends when its standard input does, which is also when this process ends, however it does.
 */
public final class ChildJvm implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChildJvm.class.getName());

    private static final Duration TICK = Duration.ofMillis(500);

    /** How long it may be silent, once it has sent something. Counted in ticks: a pause of the whole machine is one. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    /** The same before that: a busy machine takes long to start a virtual machine. */
    private static final Duration START = Duration.ofSeconds(30);

    /** How long it may take to end when it is told to. */
    private static final Duration STOP = Duration.ofSeconds(3);

    /** So often what it sends is taken while it ends. */
    private static final Duration TAKING = Duration.ofMillis(20);

    private static final int TICKS_OF_LOG = 20;
    private static final int SIGNALLED = 128;

    /** So the virtual machine ends itself with -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL",
            6, "SIGABRT",
            7, "SIGBUS",
            8, "SIGFPE",
            9, "SIGKILL; so Linux ends a process when memory runs out",
            11, "SIGSEGV",
            15, "SIGTERM");

    private final Process process;
    private final JvmCommand command;
    private final FrameOutput input;
    private final FrameInput output;
    private final ErrorText errors;
    private final Thread watch;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean reading;
    private volatile boolean stopping;
    private volatile @Nullable String killedBecause;

    private ChildJvm(String name, JvmCommand command, Process process, long mostBytes) {
        this.command = command;
        this.process = process;
        this.input = new FrameOutput(process.getOutputStream());
        this.output = new FrameInput(new BufferedInputStream(process.getInputStream()), mostBytes);
        this.errors = new ErrorText(
                process.getErrorStream(),
                line -> LOG.log(System.Logger.Level.WARNING, "channel " + name + ": capture process: " + line));
        this.watch = new Thread(this::watch, "ringcast-" + name + "-child");
        this.watch.setDaemon(true);
    }

    /**
     * Starts one.
     *
     * @param name of its channel, for the log and its thread
     * @param mostBytes what it may send at a time
     * @throws IOException if the machine cannot
     */
    public static ChildJvm start(String name, JvmCommand command, long mostBytes) throws IOException {
        Files.deleteIfExists(command.freshCrashFile());
        ProcessBuilder builder =
                new ProcessBuilder(command.line()).directory(command.folder().toFile());
        JvmCommand.adapt(builder.environment());
        ChildJvm child = new ChildJvm(name, command, builder.start(), mostBytes);
        try {
            child.watch.start();
        } catch (OutOfMemoryError e) {
            // So Java tells that there can be no more threads; nobody else would end the process.
            child.destroy();
            throw new IOException("it cannot be watched: " + e.getMessage(), e);
        }
        return child;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Sends it a value; any thread. */
    public <T> void send(Class<T> type, T value) throws IOException {
        input.send(type, value);
    }

    /**
     * The next value that it sends; waits for it. Empty if it has ended between two values. For one thread.
     *
     * @throws IOException if it has ended within one, or sends something else
     */
    public <T> Optional<T> read(Class<T> type) throws IOException {
        reading = true;
        try {
            return output.read(type);
        } finally {
            received.incrementAndGet();
            reading = false;
        }
    }

    /** Tells it to end; it is killed if it takes longer than three seconds. Any thread. */
    public void stop() {
        stopping = true;
        try (OutputStream closing = process.getOutputStream()) {
            closing.flush();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /**
     * Kills it.
     *
     * @param because what it did, in words that follow its name
     */
    public void kill(String because) {
        if (killedBecause == null) {
            killedBecause = because;
        }
        destroy();
    }

    /** Process.destroyForcibly() would close what is still to be read. */
    private void destroy() {
        process.toHandle().destroyForcibly();
    }

    private void watch() {
        long seen = -1;
        long silentTicks = 0;
        long stoppingTicks = 0;
        try {
            for (int tick = 0; !process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS); tick++) {
                errors.drain();
                if (tick % TICKS_OF_LOG == 0) {
                    errors.breathe();
                }
                long now = received.get();
                silentTicks = reading && now == seen ? silentTicks + 1 : 0;
                seen = now;
                stoppingTicks += stopping ? 1 : 0;
                Duration most = now == 0 ? START : SILENCE;
                if (silentTicks >= most.dividedBy(TICK)) {
                    kill("gave no sign of life for " + most.toSeconds() + " s and was killed");
                } else if (stoppingTicks >= STOP.dividedBy(TICK)) {
                    kill("did not end within " + STOP.toSeconds() + " s and was killed");
                }
            }
            errors.finish();
        } catch (IOException e) {
            kill("could not be watched and was killed: " + e.getMessage());
        } catch (InterruptedException e) {
            kill("was killed, as its watch was interrupted");
        }
    }

    /**
     * Whether it has ended, or does within three seconds. What it sends meanwhile is thrown away: a virtual machine that
     * crashes and cannot write its file tells all of that here, and does not end before somebody has taken it. For the thread
     * that reads.
     */
    public boolean endsSoon() throws InterruptedException {
        boolean ended = false;
        for (Duration waited = Duration.ZERO; !ended && waited.compareTo(STOP) < 0; waited = waited.plus(TAKING)) {
            output.discard();
            ended = process.waitFor(TAKING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return ended;
    }

    /**
     * Why it has ended, in words that follow its name; waits until it has. To be asked when nothing more can be read.
     *
     * @throws InterruptedException if the calling thread is interrupted meanwhile
     */
    public String ending() throws InterruptedException {
        watch.join();
        String killed = killedBecause;
        if (killed != null) {
            return killed;
        }
        int code = process.exitValue();
        Optional<String> crash = CrashReport.read(command.freshCrashFile());
        if (crash.isPresent()) {
            return "ended " + crash.get() + keep();
        }
        if (code > SIGNALLED) {
            String signal = SIGNALS.get(code - SIGNALLED);
            return "ended with signal " + (code - SIGNALLED) + (signal == null ? "" : " (" + signal + ")");
        }
        if (code == OUT_OF_MEMORY) {
            return "ended for want of memory in its virtual machine; the log tells which";
        }
        return "ended by itself with exit code " + code + "; the log may tell why";
    }

    /** Keeps what the virtual machine wrote, in place of what the one before it did: the next one begins soon. */
    private String keep() {
        try {
            Files.move(command.freshCrashFile(), command.crashFile(), StandardCopyOption.REPLACE_EXISTING);
            return "; " + command.crashFile() + " tells more";
        } catch (IOException e) {
            return "; what more there is to tell could not be kept: " + e.getMessage();
        }
    }

    /** Kills it if it has not ended, and waits until it is gone. */
    @Override
    public void close() {
        destroy();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
