package dev.ringcast.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A camera that no password is right for, and that tries to get scripts into what is shown of it. */
final class RtspRefuser implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private RtspRefuser(ServerSocket server) {
        this.server = server;
    }

    static RtspRefuser start() throws IOException {
        RtspRefuser refuser = new RtspRefuser(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(refuser::serve, "camera that refuses");
        thread.setDaemon(true);
        thread.start();
        return refuser;
    }

    int port() {
        return server.getLocalPort();
    }

    /** All lines that it was sent. */
    String heard() {
        return String.join("\n", heard);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client);
            } catch (IOException e) {
                // Closed, by the test or by the client: the next one, if there is one.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String sequence = "CSeq: 1";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            heard.add(line);
            if (line.startsWith("CSeq:")) {
                sequence = line;
            }
            if (line.isEmpty()) {
                client.getOutputStream()
                        .write(("RTSP/1.0 401 <script>window.xss=1</script>\r\n" + sequence
                                        + "\r\nWWW-Authenticate: Basic realm=\"<script>window.xss=1</script>\"\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
