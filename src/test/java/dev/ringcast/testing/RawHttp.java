package dev.ringcast.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends requests exactly as written: well-behaved clients refuse to send what an attacker sends. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status 0 if the connection was closed without an answer
     * @param lines the header lines as they came
     * @param body as it came, chunked if it was; in ISO 8859-1
     */
    public record Reply(int status, List<String> lines, String body) {
        /** The values of a header; its name in any case. */
        public List<String> all(String name) {
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The value of a header that comes once at the most. */
        public Optional<String> header(String name) {
            List<String> all = all(name);
            if (all.size() > 1) {
                throw new AssertionError(name + " comes more than once: " + all);
            }
            return all.stream().findFirst();
        }
    }

    /**
     * Sends one request, and reads until the server closes the connection.
     *
     * @param server its host and port count, the rest of it does not
     * @param line method and target, as {@code GET /}, in ISO 8859-1
     * @param headers whole lines without their ends; Host and Connection are there already
     */
    public static Reply send(URI server, String line, String... headers) throws IOException {
        return exchange(server, request(server, line, headers));
    }

    private static String request(URI server, String line, String... headers) {
        List<String> lines =
                new ArrayList<>(List.of(line + " HTTP/1.1", "Host: " + server.getRawAuthority(), "Connection: close"));
        lines.addAll(Arrays.asList(headers));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** Sends one request as {@link #send} does, and does not wait for the answer. */
    public static Exchange begin(URI server, String line) throws IOException {
        return new Exchange(server, request(server, line));
    }

    /** A request that was sent. */
    public static final class Exchange implements AutoCloseable {
        private final Socket socket = new Socket();

        private Exchange(URI server, String text) throws IOException {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Whether a byte of the answer has come. */
        public boolean hasBytes() throws IOException {
            return socket.getInputStream().available() > 0;
        }

        /** The whole answer, once the server has closed the connection. */
        public Reply finish() throws IOException {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return parse(answer.toString(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /**
     * Sends a text, and reads until the server closes the connection.
     *
     * @throws java.net.SocketTimeoutException if it does not within 15 s
     */
    public static Reply exchange(URI server, String text) throws IOException {
        try (Exchange exchange = new Exchange(server, text)) {
            return exchange.finish();
        }
    }

    private static Reply parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, List.of(), answer);
        }
        List<String> lines = Arrays.asList(answer.substring(0, end).split("\r\n"));
        int status = Integer.parseInt(lines.get(0).split(" ")[1]);
        return new Reply(status, lines.subList(1, lines.size()), answer.substring(end + 4));
    }
}
