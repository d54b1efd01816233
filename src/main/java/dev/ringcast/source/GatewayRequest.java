package dev.ringcast.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request to a proxy (RFC 9112, 3.2.2 and 3.2.3). Requests of demuxers have no body.
 *
 * @param tunnel whether it asks for a tunnel
 * @param host without brackets
 * @param port where to connect
 * @param head as it is sent on, to the empty line; nothing of a tunnel's
 */
record GatewayRequest(boolean tunnel, String host, int port, String head) {
    /** FFmpeg's own buffer for one is smaller. */
    private static final int LONGEST = 65_536;

    private static final String END = "\r\n\r\n";
    private static final String PLACE = "(?:\\[([0-9A-Fa-f:.]+(?:%[^\\]\\s]+)?)]|([^:/?#\\[\\]@\\s]+))";
    private static final Pattern TUNNEL = Pattern.compile("CONNECT " + PLACE + ":([0-9]{1,5}) HTTP/1\\.[01]");

    /** In a path a byte may be anything, also what Java takes for the end of a line. */
    private static final Pattern ABSOLUTE = Pattern.compile(
            "([A-Z]+) http://" + PLACE + "(?::([0-9]{1,5}))?([/?][^\\r\\n]*)? (HTTP/1\\.[01])",
            Pattern.CASE_INSENSITIVE);

    private static final String HTTP = "80";

    /**
     * Reads one.
     *
     * @return empty if there is none any more
     * @throws ProtocolException if it is none to a proxy; the message says so in words
     * @throws IOException also if it ends early
     */
    static Optional<GatewayRequest> read(InputStream in) throws IOException {
        String head = readHead(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        int lineEnd = head.indexOf("\r\n");
        String line = head.substring(0, lineEnd);
        Matcher tunnel = TUNNEL.matcher(line);
        if (tunnel.matches()) {
            return Optional.of(
                    new GatewayRequest(true, either(tunnel.group(1), tunnel.group(2)), port(tunnel.group(3)), ""));
        }
        Matcher absolute = ABSOLUTE.matcher(line);
        if (!absolute.matches()) {
            throw new ProtocolException("this is no request to a proxy");
        }
        String path = absolute.group(5) == null ? "/" : absolute.group(5);
        String sent = absolute.group(1) + " " + (path.startsWith("?") ? "/" : "") + path + " " + absolute.group(6)
                + head.substring(lineEnd);
        return Optional.of(
                new GatewayRequest(false, either(absolute.group(2), absolute.group(3)), port(absolute.group(4)), sent));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
            int next = in.read();
            if (next < 0 && head.length() == 0) {
                return "";
            }
            if (next < 0) {
                throw new IOException("the request ends early");
            }
            if (head.length() >= LONGEST) {
                throw new ProtocolException("it is too long");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String either(@Nullable String address, @Nullable String name) {
        return address != null ? address : String.valueOf(name);
    }

    private static int port(@Nullable String digits) throws ProtocolException {
        int port = Integer.parseInt(digits == null ? HTTP : digits);
        if (port < 1 || port > 65_535) {
            throw new ProtocolException("there is no port " + port);
        }
        return port;
    }

    /** Whether it may go over the connection that the other one has made. */
    boolean isToTheHostOf(GatewayRequest other) {
        return !tunnel && !other.tunnel && host.equalsIgnoreCase(other.host) && port == other.port;
    }
}
