package dev.ringcast.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A network cable to another machine, which can be cut: then nothing comes through, and neither end is told. The other
 * machine and the switch on the way are namespaces of Linux; only who may set up the network of this machine may make them.
 * Closing ends them, and all that runs there. For one thread.
 */
public final class NetworkCable implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String JOIN = """
            ip link add "$1" type veth peer name near netns "$2"
            nsenter --target="$2" --net sh -ec '
              ip link add switch type bridge
              ip link add far type veth peer name eth0 netns "$0"
              ip link set near master switch up
              ip link set far master switch up
              ip link set switch up' "$3"
            nsenter --target="$3" --net sh -ec 'ip address add "$0/30" dev eth0; ip link set eth0 up' "$5"
            ip address add "$4/30" dev "$1"
            ip link set "$1" up
            """;

    private final String device;
    private final String network;
    private final Machine way;
    private final Machine other;

    private NetworkCable(Machine way, Machine other) {
        long pid = ProcessHandle.current().pid();
        device = "cable" + pid % 1_000_000;
        // Of the addresses for measurements (RFC 2544), which nobody else has.
        network = "198.18." + pid / 64 % 256 + ".";
        this.way = way;
        this.other = other;
    }

    /** Plugs one in. The test is skipped where that is forbidden: no program that could be installed changes it. */
    public static NetworkCable plugIn() throws IOException, InterruptedException {
        Programs.require("ip");
        Programs.require("nsenter");
        Machine way = Machine.start();
        Machine other;
        try {
            other = Machine.start();
        } catch (IOException | RuntimeException e) {
            way.close();
            throw e;
        }
        NetworkCable cable = new NetworkCable(way, other);
        List<String> join =
                List.of("-ec", JOIN, "sh", cable.device, way.pid(), other.pid(), cable.here(), cable.there());
        try {
            List<String> refused = refusal("sh", join);
            Assumptions.assumeTrue(refused.isEmpty(), "no network can be set up here: " + refused);
        } catch (IOException | InterruptedException | RuntimeException e) {
            cable.close();
            throw e;
        }
        return cable;
    }

    /** The address of this end, which programs on this machine can listen at. */
    public String here() {
        return network + (lowest() + 1);
    }

    /** The address of the other machine. */
    public String there() {
        return network + (lowest() + 2);
    }

    private static long lowest() {
        return ProcessHandle.current().pid() % 64 * 4;
    }

    /** Has the {@code ffmpeg} program run on the other machine, and again whenever it ends. */
    public void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Programs.require("nsenter").toString(),
                "--target=" + other.pid(),
                "--net",
                "--pid",
                "sh",
                "-c",
                "while :; do \"$0\" -hide_banner -nostdin -v error \"$@\"; done",
                Programs.require("ffmpeg").toString()));
        command.addAll(List.of(arguments));
        new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Nothing comes through any more. */
    public void cut() throws IOException, InterruptedException {
        change("nomaster");
    }

    /** Everything comes through again. */
    public void mend() throws IOException, InterruptedException {
        change("master", "switch");
    }

    private void change(String... setting) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--target=" + way.pid(), "--net", "ip", "link", "set", "far"));
        arguments.addAll(List.of(setting));
        List<String> refused = refusal("nsenter", arguments);
        if (!refused.isEmpty()) {
            throw new AssertionError("nsenter " + arguments + " failed: " + refused);
        }
    }

    /** Runs a program to its end; empty if that was a good one, else what it has said. */
    private static List<String> refusal(String program, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Programs.require(program).toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ProgramOutput output = new ProgramOutput(program, process.getInputStream());
        boolean good = ProgramOutput.endWithin(process, SOON) && process.exitValue() == 0;
        List<String> said = output.allLines();
        return good ? List.of() : said.isEmpty() ? List.of("it has said nothing") : said;
    }

    @Override
    public void close() {
        // The ends on this machine go with the others.
        other.close();
        way.close();
    }

    /** A network of its own, and what runs there. It is there for as long as its first process. */
    private record Machine(Process holder, ProcessHandle first) implements AutoCloseable {
        static Machine start() throws IOException, InterruptedException {
            Process holder = new ProcessBuilder(
                            Programs.require("unshare").toString(),
                            "--net",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "sh",
                            "-c",
                            "ip link set lo up && echo up && exec cat")
                    .redirectErrorStream(true)
                    .start();
            ProgramOutput output = new ProgramOutput("unshare", holder.getInputStream());
            if (output.await(0, "up"::equals, SOON).isEmpty()) {
                holder.destroyForcibly();
                Assumptions.abort("no network of one's own can be made here: " + output.lines());
            }
            return new Machine(holder, holder.children().findFirst().orElseThrow());
        }

        String pid() {
            return Long.toString(first.pid());
        }

        @Override
        public void close() {
            first.destroyForcibly();
            holder.onExit().join();
        }
    }
}
