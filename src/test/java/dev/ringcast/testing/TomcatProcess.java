package dev.ringcast.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Tomcat in a process of its own, started by catalina.sh. It can be ended and started again on the same port. Closing
 * it kills the process and deletes its folder. For one thread.
 */
public final class TomcatProcess implements AutoCloseable {
    /** Its base on a small disk. */
    static final String FOLDER = "tomcat";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Pattern COMPLAINT = Pattern.compile(" (SEVERE|ERROR|WARNING|WARN) |memory leak");

    /** To the stack of the thread that crashed. */
    private static final int CRASH_LINES = 120;

    private final Path home;
    private final Path base;
    private final int port;
    private final Map<String, String> environment;
    private final Optional<SmallDisk> disk;
    private final Http http = Http.anonymous();

    private Process process;
    private ProgramOutput output;
    private String readyPath = "/";

    @SuppressWarnings("NullAway.Init") // start() is called before anybody else sees this object
    TomcatProcess(Path home, Path base, int port, Map<String, String> environment, Optional<SmallDisk> disk) {
        this.home = home;
        this.base = base;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.disk = disk;
    }

    void start(String path) throws IOException, InterruptedException {
        readyPath = path;
        List<String> command = new ArrayList<>(disk.map(SmallDisk::in).orElse(List.of()));
        command.addAll(List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JRE_HOME", "CATALINA_TMPDIR")
                .forEach(variables::remove);
        // The application would take such a variable for its configuration.
        variables.keySet().removeIf(name -> name.startsWith("RINGCAST_"));
        // What is looked for in the output is English.
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("CATALINA_HOME", home.toString());
        variables.put(
                "CATALINA_BASE",
                disk.map(small -> small.inside().resolve(FOLDER)).orElse(base).toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.putAll(environment);
        Process started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        process = started;
        output = new ProgramOutput("tomcat", started.getInputStream());
        try {
            Await.until("answer 200 from " + address(path), START, () -> {
                if (!started.isAlive()) {
                    throw new IOException("Tomcat ended with code " + started.exitValue());
                }
                return http.status(address(path)) == 200;
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nTomcat's log:\n" + log(), e);
        }
    }

    /** The address of a path that begins with a slash. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The folder it runs in (CATALINA_BASE). */
    public Path base() {
        return base;
    }

    /** What it has written to its console since it was started last. */
    public String log() {
        return String.join("\n", output.lines());
    }

    /** The lines of {@link #log} that are warnings or worse, or tell of a memory leak; not that the machine is slow. */
    public List<String> complaints() {
        return output.lines().stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .filter(line -> !line.contains("SessionIdGeneratorBase.createSecureRandom"))
                // Tomcat suspects its own housekeeping thread if that looks at the application just while it is
                // undeployed.
                .filter(line -> !line.contains("started a thread named [Catalina-utility-"))
                .toList();
    }

    /**
     * The first line of {@link #log} that fits, waiting for it if need be.
     *
     * @throws AssertionError if there is none within the time
     */
    public String awaitLog(Predicate<String> wanted, Duration most) throws InterruptedException {
        return output.await(0, wanted, most)
                .orElseThrow(
                        () -> new AssertionError("not within " + most.toMillis() + " ms in Tomcat's log:\n" + log()));
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The process. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The processes in which channels capture that have one of their own. */
    public List<ProcessHandle> captures() {
        return process.children()
                .filter(child -> child.info().commandLine().orElse("").contains("CaptureProcess"))
                .toList();
    }

    /** Memory held (VmRSS), in bytes. */
    public long residentBytes() throws IOException {
        return status("VmRSS") * 1024;
    }

    /** The same after a garbage collection, without what the C library's allocator keeps of freed memory. */
    public long settledBytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        jcmd("System.trim_native_heap");
        return residentBytes();
    }

    /** Number of its threads, Java's and native ones. */
    public long threads() throws IOException {
        return status("Threads");
    }

    /**
     * Runs a command of the JDK's jcmd in it, and returns what that prints.
     *
     * @throws AssertionError if jcmd fails
     */
    public List<String> jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(pid()));
        line.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        ProgramOutput text = new ProgramOutput("jcmd", jcmd.getInputStream());
        if (!ProgramOutput.endWithin(jcmd, STOP) || jcmd.exitValue() != 0) {
            throw new AssertionError(String.join(" ", line) + " failed: " + text.lines() + end());
        }
        return text.allLines();
    }

    /** If it has ended: how, its log, and what the virtual machine has written about its crash. */
    private String end() throws IOException {
        if (process.isAlive()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\nTomcat has ended with code " + process.exitValue() + "; its log:\n" + log());
        try (DirectoryStream<Path> crashes = Files.newDirectoryStream(base, "hs_err*")) {
            for (Path crash : crashes) {
                Files.readAllLines(crash).stream()
                        .limit(CRASH_LINES)
                        .forEach(line -> text.append('\n').append(line));
            }
        }
        return text.toString();
    }

    /** Ends it as kill -9 does, with no chance to tidy up. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Ends it as SIGTERM does.
     *
     * @throws AssertionError if it does not end within half a minute
     */
    public void stop() throws InterruptedException {
        // Process.destroy() would close the output that is still to be read.
        process.toHandle().destroy();
        if (!ProgramOutput.endWithin(process, STOP)) {
            throw new AssertionError("Tomcat did not stop within " + STOP.toSeconds() + " s:\n" + log());
        }
        output.allLines();
    }

    /** Starts it again, once it is ended, on the same port, and waits until it answers. */
    public void restart() throws IOException, InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException("Tomcat still runs: stop it or kill it first");
        }
        start(readyPath);
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            // Those that it has started end by themselves, but a moment later, and have files open until then.
            List<ProcessHandle> started = process.descendants().toList();
            kill();
            started.forEach(ProcessHandle::destroyForcibly);
            started.forEach(each -> each.onExit().join());
        }
        deleteFolder(base);
    }

    /** A port of 127.0.0.1 that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"))) {
            if (line.startsWith(key + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no " + key + " in /proc/" + pid() + "/status");
    }
}
