package dev.ringcast.bench;

import dev.ringcast.testing.TrickleClients;
import dev.ringcast.testing.TrickleClients.Manner;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The assaults of {@link LoadBench}. */
enum Assaults {
    /** A thousandth of what a viewer needs. */
    SLOW("slow readers, 1 kB/s of a segment of 1 MB", 1000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            String first = target.get(segment(target, newestPart.get(), 1));
            return trickle(target, connections, new Manner(first, true, "", 1000, 4096, SECOND));
        }
    },
    /** Four bytes a second: Tomcat's 8 KB would take half an hour. */
    HEADERS("headers that never end", 1000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            String first = "GET " + target.folder() + "cmaf.m3u8 HTTP/1.1\r\nHost: x\r\n";
            return trickle(target, connections, new Manner(first, false, "a:b\r\n", 100, 0, SECOND));
        }
    },
    /** A byte a second, to the one address that takes a body from everybody. */
    BODIES("bodies that never end", 1000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            String first = "POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n";
            return trickle(target, connections, new Manner(first, false, "x", 100, 0, SECOND));
        }
    },
    /** The largest of the pages' files. */
    PAGES("slow readers, 1 kB/s of a script of the page", 1000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            String first = target.get("/vendor/hls.js/hls.light.min.js");
            return trickle(target, connections, new Manner(first, true, "", 1000, 4096, SECOND));
        }
    },
    /** Only Tomcat's timeout ends them. */
    SILENT("connections that say nothing", 4000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            return trickle(target, connections, new Manner("", false, "", 100, 0, SECOND));
        }
    },
    /** More than may wait from one address: the rest is refused and comes again. */
    RELOAD("blocking reloads beyond what may wait", 4000) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) throws IOException {
            long begun = System.nanoTime();
            long next = PlaylistEnd.sequence(newestPart.get()) + 1;
            return askers(
                    target,
                    connections,
                    asked -> target.folder() + "cmaf.m3u8?_HLS_msn="
                            + (next + (System.nanoTime() - begun) / SEGMENT.toNanos()));
        }
    },
    /** What no player asks for. */
    AHEAD("far-ahead and garbage directives", 200) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) throws IOException {
            return askers(
                    target,
                    connections,
                    asked -> target.folder() + "cmaf.m3u8?" + GARBAGE.get((int) (asked % GARBAGE.size())));
        }
    },
    /** Each address another one. */
    MISSING("404s", 200) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) throws IOException {
            return askers(
                    target,
                    connections,
                    asked -> asked % 2 == 0
                            ? target.folder() + "none/" + asked + ".ts"
                            : "/live/n" + asked + "/ts.m3u8");
        }
    },
    /** Each connection 4 MB/s, as fast as a good line; requests are pipelined. */
    EVERYTHING("players that ask for all segments at once", 20) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            StringBuilder all = new StringBuilder();
            String newest = newestPart.get();
            for (int back = 1; back <= 10; back++) {
                all.append(target.get(segment(target, newest, back)));
            }
            Manner manner = new Manner(all.toString(), true, "", 200_000, 0, Duration.ofMillis(50));
            return trickle(target, connections, manner);
        }
    },
    /** CVE-2023-44487. */
    RESET("HTTP/2 rapid reset", 1) {
        @Override
        Assault start(Target target, int connections, Supplier<String> newestPart) {
            return new Resetters(target.trusted(), target.tlsPort(), target.folder() + "cmaf.m3u8");
        }
    };

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SEGMENT = Duration.ofSeconds(2);
    private static final int REQUESTS_PER_SECOND = 2000;
    private static final List<String> GARBAGE = List.of(
            "_HLS_msn=99999999999&_HLS_part=0",
            "_HLS_msn=9223372036854775807",
            "_HLS_msn=99999999999999999999999999",
            "_HLS_msn=-1",
            "_HLS_part=3",
            "_HLS_msn=%00&_HLS_skip=YES",
            "_HLS_skip=maybe",
            "_HLS_msn=&_HLS_msn=&_HLS_msn=");

    private final String title;
    private final int connections;

    Assaults(String title, int connections) {
        this.title = title;
        this.connections = connections;
    }

    /**
     * What is attacked.
     *
     * @param server its address by HTTP
     * @param folder address of the rendition, from slash to slash
     * @param trusted for HTTP/2
     * @param tlsPort for HTTP/2
     */
    record Target(URI server, String folder, SSLContext trusted, int tlsPort) {
        /** A whole request. */
        String get(String path) {
            return "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n";
        }
    }

    /**
     * Starts it.
     *
     * @param newestPart asks for the address of the newest part, as it stands in the playlist
     */
    abstract Assault start(Target target, int connections, Supplier<String> newestPart) throws IOException;

    /** What -Dbench.mode calls it. */
    String mode() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a table calls it. */
    String title() {
        return title;
    }

    /** How many connections it has by itself. */
    int connections() {
        return connections;
    }

    private static String segment(Target target, String newestPart, int back) {
        return target.folder() + PlaylistEnd.run(newestPart) + "/" + (PlaylistEnd.sequence(newestPart) - back) + ".m4s";
    }

    private static Assault askers(Target target, int connections, LongFunction<String> targets) throws IOException {
        return new Askers(target.server(), connections, REQUESTS_PER_SECOND, targets);
    }

    private static Assault trickle(Target target, int connections, Manner manner) {
        TrickleClients clients = new TrickleClients(target.server(), connections, manner);
        return new Assault() {
            @Override
            public long asked() {
                return clients.asked();
            }

            @Override
            public String outcome() {
                return clients.cut() + " connections closed by the server, " + (clients.received() >> 20) + " MB read";
            }

            @Override
            public void close() {
                clients.close();
            }
        };
    }
}
