package dev.ringcast.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can be done to a running server from outside, with programs that every Linux has. */
public final class ProcessFault {
    private static final Duration MOST = Duration.ofSeconds(10);

    private ProcessFault() {}

    /** A signal of the system, by its name: SEGV ends a process as a crash of native code does, STOP lets it stand still. */
    public static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** It gets no processor any more, until it is thawed. */
    public static void freeze(TomcatProcess tomcat) throws IOException, InterruptedException {
        signal(tomcat.handle(), "STOP");
    }

    /** It goes on. */
    public static void thaw(TomcatProcess tomcat) throws IOException, InterruptedException {
        signal(tomcat.handle(), "CONT");
    }

    /**
     * Linux gives it no memory any more beside what it has, until it ends: as when a limit (ulimit, a service manager's, that
     * of a machine which does not overcommit) is reached.
     */
    public static void forbidMemory(ProcessHandle process) throws IOException, InterruptedException {
        // Linux takes 0 for no limit at all.
        run("prlimit", "--pid", Long.toString(process.pid()), "--data=1:unlimited");
    }

    /** A pipe: whoever opens it waits in the kernel until somebody else opens its other end. */
    public static void makePipe(Path pipe) throws IOException, InterruptedException {
        run("mkfifo", pipe.toString());
    }

    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Programs.require(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ProgramOutput output = new ProgramOutput(program, process.getInputStream());
        if (!ProgramOutput.endWithin(process, MOST) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed: " + output.allLines());
        }
    }
}
