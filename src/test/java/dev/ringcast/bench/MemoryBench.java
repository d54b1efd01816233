package dev.ringcast.bench;

import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a channel takes of memory, once its ring is full: servers with none, one and four channels, one after the other. */
final class MemoryBench {
    private static final List<Integer> CHANNELS = List.of(0, 1, 4);

    private MemoryBench() {}

    /** Measures after so many seconds of running and prints. */
    static void run(int seconds) throws Exception {
        Bench.print("channels  resident MB  heap in use MB  in rings MB  threads");
        for (int channels : CHANNELS) {
            String configuration = IntStream.range(0, Math.max(1, channels))
                    .mapToObj(number -> "channel.c" + number + ".source = pattern:\n")
                    .collect(Collectors.joining());
            if (channels == 0) {
                configuration += "channel.c0.autostart = false\n";
            }
            try (TomcatProcess tomcat = TomcatBase.recommended()
                    .war("ROOT", TomcatBase.builtWar())
                    .file("conf/ringcast.properties", configuration)
                    .user("admin", "secret", "ringcast-admin")
                    .start("/")) {
                Bench.pass(seconds);
                tomcat.jcmd("GC.run");
                Bench.print(
                        "%8d  %11d  %14d  %11.1f  %7d",
                        channels, tomcat.residentBytes() >> 20, heap(tomcat), rings(tomcat), tomcat.threads());
            }
        }
    }

    private static long heap(TomcatProcess tomcat) throws IOException, InterruptedException {
        // One line for all of the heap, or one for each generation, as the collector has it.
        long used = tomcat.jcmd("GC.heap_info").stream()
                .filter(line -> line.contains(" total ") && line.contains(" used "))
                .map(line -> line.replaceAll(".* used (\\d+)K.*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
        if (used == 0) {
            throw new IOException("jcmd GC.heap_info tells no use");
        }
        return used / 1024;
    }

    private static double rings(TomcatProcess tomcat) throws IOException, InterruptedException {
        JsonObject all = Http.as("admin", "secret").json(tomcat.address("/admin/channels.json"));
        return all.getJsonArray("channels").getValuesAs(JsonObject.class).stream()
                        .mapToLong(MemoryBench::bytes)
                        .sum()
                / 1048576.0;
    }

    private static long bytes(JsonObject channel) {
        return channel.getJsonNumber("memoryBytes").longValue();
    }
}
