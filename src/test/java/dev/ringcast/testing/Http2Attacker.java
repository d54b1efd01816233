package dev.ringcast.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/2 connection by TLS that sends frames as no client would. A server that has had enough closes
 * it; then sending throws. For one thread.
 */
public final class Http2Attacker implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int END_HEADERS = 4;
    private static final int END_STREAM_AND_HEADERS = 5;

    /** RFC 7541, appendix A. */
    private static final int METHOD_GET = 0x82;

    private static final int METHOD_POST = 0x83;
    private static final int CANCEL = 8;

    private final SSLSocket socket;
    private final OutputStream out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream frames = new DataOutputStream(bytes);
    private int stream = -1;

    /**
     * Connects to localhost.
     *
     * @param window how many bytes of each answer the server may send
     */
    public Http2Attacker(SSLContext context, int port, int window) throws IOException {
        socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IOException("the server speaks no HTTP/2 on port " + port);
        }
        out = socket.getOutputStream();
        frames.writeBytes(PREFACE);
        frame(6, SETTINGS, 0, 0);
        frames.writeShort(INITIAL_WINDOW_SIZE);
        frames.writeInt(window);
        send();
    }

    /** Asks for a path, in a stream of its own. Sent by {@link #send}. */
    public void get(String path) throws IOException {
        request(METHOD_GET, path, END_STREAM_AND_HEADERS);
    }

    /** Posts to a path, in a stream of its own, a body of untold length that never comes. Sent by {@link #send}. */
    public void post(String path) throws IOException {
        request(METHOD_POST, path, END_HEADERS);
    }

    private void request(int method, String path, int flags) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.US_ASCII);
        byte[] host = "localhost".getBytes(StandardCharsets.US_ASCII);
        if (name.length > 126) {
            throw new IllegalArgumentException("longer than a length in one byte can tell: " + path);
        }
        stream += 2;
        frame(2 + 2 + name.length + 2 + host.length, HEADERS, flags, stream);
        // RFC 7541: ":method" and ":scheme: https" by index, ":path" and ":authority" as literals.
        frames.write(method);
        frames.write(0x87);
        frames.write(0x04);
        frames.write(name.length);
        frames.write(name);
        frames.write(0x01);
        frames.write(host.length);
        frames.write(host);
    }

    /** Takes the last request back. Sent by {@link #send}. */
    public void reset() throws IOException {
        frame(4, RST_STREAM, 0, stream);
        frames.writeInt(CANCEL);
    }

    /** Sends what has come together, at once. */
    public void send() throws IOException {
        bytes.writeTo(out);
        out.flush();
        bytes.reset();
    }

    /** Whether the server closes the connection within 15 s; what it sends before is thrown away. */
    public boolean isCutOff() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] answers = new byte[8192];
        try {
            int length;
            do {
                length = socket.getInputStream().read(answers);
            } while (length >= 0);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private void frame(int length, int type, int flags, int id) throws IOException {
        frames.writeByte(length >> 16);
        frames.writeShort(length);
        frames.writeByte(type);
        frames.writeByte(flags);
        frames.writeInt(id);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
