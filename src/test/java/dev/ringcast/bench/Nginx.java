package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The machine's nginx, serving a folder of files in the way it does best, on a port of 127.0.0.1 of its own. It keeps an
 * access log. With its RTMP module it also makes such files of a stream.
 */
final class Nginx implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path RTMP_MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");
    private static final String RTMP_PACKAGE = "libnginx-mod-rtmp";
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes %3$d;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {
                worker_connections 1024;
            }
            http {
                access_log %1$s/access.log combined buffer=64k flush=5s;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                types {
                    video/mp2t ts;
                    application/vnd.apple.mpegurl m3u8;
                }
                server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/files;
                }
            }
            """;
    private static final String RTMP_CONFIGURATION = """
            rtmp {
                access_log off;
                server {
                    listen 127.0.0.1:%2$d;
                    application live {
                        live on;
                        pull %3$s name=film static;
                        hls on;
                        hls_path %1$s/files;
                        hls_fragment 2s;
                        hls_playlist_length 60s;
                    }
                }
            }
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    /** @param folder for its configuration and what it writes; it serves what is in {@code files} in it */
    Nginx(Path folder) throws IOException {
        this(folder, 2, "", "");
    }

    private Nginx(Path folder, int workers, String before, String after) throws IOException {
        this.folder = folder;
        this.port = TomcatProcess.freePort();
        Path configuration = folder.resolve("nginx.conf");
        // Its workers have another account, if it is started by root.
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        Files.writeString(configuration, user + before + CONFIGURATION.formatted(folder, port, workers) + after);
        process = new ProcessBuilder(
                        "nginx", "-e", folder.resolve("error.log").toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /**
     * Starts one that calls an RTMP sender and makes {@code film.m3u8} of what it gets, with a window of a minute, in
     * segments of two seconds. It has one worker: a stream is never more than one worker's.
     *
     * @throws IOException that says what to install, if its RTMP module is not there
     */
    static Nginx rtmp(Path folder, String source) throws IOException {
        requireRtmp();
        return new Nginx(
                folder,
                1,
                "load_module " + RTMP_MODULE + ";\n",
                RTMP_CONFIGURATION.formatted(folder, TomcatProcess.freePort(), source));
    }

    /** Its version. */
    static String version() throws IOException {
        return output("nginx", "-v");
    }

    /**
     * The versions of nginx and of its RTMP module.
     *
     * @throws IOException that says what to install, if the module is not there
     */
    static String rtmpVersion() throws IOException {
        requireRtmp();
        return version() + ", " + output("dpkg-query", "-W", RTMP_PACKAGE);
    }

    private static void requireRtmp() throws IOException {
        if (!Files.exists(RTMP_MODULE)) {
            throw new IOException("nginx-rtmp is needed, and there is no " + RTMP_MODULE
                    + ": on Debian, apt-get install nginx-light " + RTMP_PACKAGE);
        }
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .replace('\t', ' ');
    }

    /** Waits until it serves a file. */
    void await(String name) throws IOException {
        Await.until("nginx serves " + address(name), SOON, () -> {
            if (!process.isAlive()) {
                throw new IOException("nginx ended: " + Files.readString(folder.resolve("output.txt")));
            }
            return Http.anonymous().status(address(name)) == 200;
        });
    }

    URI address(String name) {
        return URI.create("http://127.0.0.1:" + port + "/" + name);
    }

    /** CPU time that it and its workers have used up to now. */
    double cpuSeconds() {
        return Stream.concat(Stream.of(process.toHandle()), process.children())
                .mapToDouble(ProcessorUse::seconds)
                .sum();
    }

    /** Ends it; SIGTERM makes it end its workers too. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
