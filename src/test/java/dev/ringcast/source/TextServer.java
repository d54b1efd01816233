package dev.ringcast.source;

import dev.ringcast.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers each request head, of HTTP or RTSP, with a text; one caller at a time. Counts whoever calls, also by UDP. */
final class TextServer implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final Function<List<String>, String> answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final DatagramSocket datagrams;
    private final Set<Integer> callers = ConcurrentHashMap.newKeySet();

    /** @param answer from the lines of a request to what is sent back, as it is */
    TextServer(Function<List<String>, String> answer) throws IOException {
        this("127.0.0.1", answer);
    }

    /** The same at another address of this machine. */
    TextServer(String address, Function<List<String>, String> answer) throws IOException {
        this.answer = answer;
        ServerSocket calls = new ServerSocket(0, 10, InetAddress.getByName(address));
        DatagramSocket packets = null;
        for (int attempt = 1; packets == null; attempt++) {
            try {
                packets = new DatagramSocket(calls.getLocalPort(), calls.getInetAddress());
            } catch (BindException e) {
                // The port is somebody else's for UDP.
                calls.close();
                if (attempt == 10) {
                    throw e;
                }
                calls = new ServerSocket(0, 10, InetAddress.getByName(address));
            }
        }
        server = calls;
        datagrams = packets;
        datagrams.setSoTimeout(1);
        Thread thread = new Thread(this::serve, "text server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The answer of HTTP that has this body, each character being a byte. */
    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    /** The answer of HTTP that sends whoever asks elsewhere. */
    static String redirect(String location) {
        return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    /** Host and port. */
    String place() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The first lines of all requests; an empty one for a caller that sent none. */
    List<String> requests() {
        return requests;
    }

    /**
     * Whether anybody has called until now, whatever was said or not. Requests tell of those alone who said all of one. It
     * calls the server itself: whoever called before has been accepted once that is.
     */
    boolean isCalled() throws IOException {
        try (Socket own = new Socket(server.getInetAddress(), server.getLocalPort())) {
            Await.until("the call", SOON, () -> callers.remove(own.getLocalPort()));
        }
        return !callers.isEmpty() || hasDatagram();
    }

    private boolean hasDatagram() throws IOException {
        try {
            datagrams.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                callers.add(caller.getPort());
                talk(caller);
            } catch (IOException e) {
                // The caller has hung up, or the test is over.
            }
        }
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
        List<String> head = new CopyOnWriteArrayList<>();
        String line = in.readLine();
        if (line == null) {
            requests.add("");
        }
        while (line != null) {
            if (line.isEmpty()) {
                requests.add(head.get(0));
                caller.getOutputStream().write(answer.apply(head).getBytes(StandardCharsets.ISO_8859_1));
                if (head.get(0).endsWith("HTTP/1.1")) {
                    return;
                }
                head.clear();
            } else {
                head.add(line);
            }
            line = in.readLine();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        datagrams.close();
    }
}
