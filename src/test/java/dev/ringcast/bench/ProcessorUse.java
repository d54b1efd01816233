package dev.ringcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * CPU time used up to now, in seconds.
 *
 * @param nanos when that was, by {@link System#nanoTime}
 * @param server by a server
 * @param client by this process
 * @param machine by the whole machine, with what it had to wait for other machines on its host
 */
record ProcessorUse(long nanos, double server, double client, double machine) {
    /** Linux counts in hundredths of a second here, whatever the kernel's own clock. */
    private static final double TICKS = 100;

    /** Of a server by its process id, with the processes that it has. */
    static ProcessorUse now(long pid) throws IOException {
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        double seconds = Stream.concat(Stream.of(server), server.descendants())
                .mapToDouble(ProcessorUse::seconds)
                .sum();
        return new ProcessorUse(System.nanoTime(), seconds, seconds(ProcessHandle.current()), all());
    }

    /** Cores in use on average from then until this, in words. */
    String since(ProcessorUse before) {
        double seconds = (nanos - before.nanos) / 1e9;
        double servers = (server - before.server) / seconds;
        double clients = (client - before.client) / seconds;
        double others = (machine - before.machine) / seconds - servers - clients;
        return String.format(
                Locale.ROOT,
                "cores in use: server %.2f, this program %.2f, others %.2f",
                servers,
                clients,
                Math.max(0, others));
    }

    /** Of one process. */
    static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Of all: user, nice, system, interrupts and steal, everything but idle and waiting for disks. */
    static double all() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
        long[] ticks = Arrays.stream(fields, 1, 9).mapToLong(Long::parseLong).toArray();
        return (Arrays.stream(ticks).sum() - ticks[3] - ticks[4]) / TICKS;
    }
}
