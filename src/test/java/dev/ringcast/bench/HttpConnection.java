package dev.ringcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection of an {@link HttpLoop}: one request at a time, and of its answer only the status and the
 * body, which must have a Content-Length. For the loop's thread.
 */
final class HttpConnection {
    private static final byte[] NOTHING = {};
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

    /** Told what happens on a connection, in the loop's thread. */
    interface Listener {
        /** It can be used now. */
        void connected(HttpConnection connection);

        /**
         * A whole answer is here.
         *
         * @param body from position to limit; good only until this returns
         * @param nanos {@link System#nanoTime} when its last byte was read
         */
        void answered(HttpConnection connection, int status, ByteBuffer body, long nanos);

        /** It is closed, for this reason. */
        void failed(HttpConnection connection, String reason);
    }

    private final SocketChannel channel;

    /** What was read last, by whichever connection; and the same as a buffer. */
    private final byte[] bytes;

    private final ByteBuffer buffer;
    private final Listener listener;

    /** The beginning of an answer whose rest has not come yet. */
    private byte[] begun = NOTHING;

    private int begunLength;

    /** @param bytes room for the largest answer, which all connections of a loop share */
    HttpConnection(Selector selector, InetSocketAddress server, InetSocketAddress from, byte[] bytes, Listener listener)
            throws IOException {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
        this.listener = listener;
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(from);
        channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(server);
    }

    /** Sends a whole request: the buffer's content from 0 to its limit. The answer to the last one must have come. */
    void send(ByteBuffer request) {
        request.rewind();
        try {
            channel.write(request);
            if (request.hasRemaining()) {
                fail("the system takes no request");
            }
        } catch (IOException e) {
            fail("sending: " + e.getMessage());
        }
    }

    /** Closes it; the listener hears no more. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    void ready(SelectionKey key) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                listener.connected(this);
            } else {
                read();
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void read() throws IOException {
        buffer.clear();
        buffer.put(begun, 0, begunLength);
        if (channel.read(buffer) < 0) {
            fail("closed by the server");
            return;
        }
        long nanos = System.nanoTime();
        buffer.flip();
        int length = buffer.limit();
        int body = endOfHead(bytes, length);
        int end = body < 0 ? -1 : body + contentLength(bytes, body);
        if (body < 0 || length < end) {
            keep(length);
            return;
        }
        begunLength = 0;
        int status = (bytes[STATUS] - '0') * 100 + (bytes[STATUS + 1] - '0') * 10 + bytes[STATUS + 2] - '0';
        buffer.position(body).limit(end);
        listener.answered(this, status, buffer, nanos);
    }

    private void keep(int length) throws IOException {
        if (length == bytes.length) {
            throw new IOException("an answer without end");
        }
        if (begun.length < length) {
            begun = new byte[Math.max(2 * begun.length, length)];
        }
        System.arraycopy(bytes, 0, begun, 0, length);
        begunLength = length;
    }

    private void fail(String reason) {
        close();
        listener.failed(this, reason);
    }

    /** Where the body begins; -1 if the head is not complete. */
    private static int endOfHead(byte[] bytes, int length) {
        for (int i = STATUS; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(byte[] bytes, int headLength) throws IOException {
        for (int i = STATUS; i < headLength; i++) {
            if (bytes[i - 1] == '\n' && startsContentLength(bytes, i)) {
                int value = 0;
                for (int at = i + CONTENT_LENGTH.length; bytes[at] != '\r'; at++) {
                    value = bytes[at] == ' ' ? value : value * 10 + bytes[at] - '0';
                }
                return value;
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private static boolean startsContentLength(byte[] bytes, int at) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            // Bit 5 is what tells small letters from capitals; '-' and ':' have it too.
            if ((bytes[at + i] | 0x20) != CONTENT_LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
