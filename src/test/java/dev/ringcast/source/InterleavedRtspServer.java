package dev.ringcast.source;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of an RTSP server as one caller needs: H.264 over the TCP connection itself. */
final class InterleavedRtspServer implements AutoCloseable {
    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=test",
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            "m=video 0 RTP/AVP 96",
            "a=rtpmap:96 H264/90000",
            "a=fmtp:96 packetization-mode=1",
            "a=control:track1",
            "");

    private final ServerSocket server;
    private final DatagramSocket packets;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean stalled;

    InterleavedRtspServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        packets = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        packets.setReceiveBufferSize(1 << 20);
        start(this::serve, "rtsp server");
    }

    String address() {
        return "rtsp://127.0.0.1:" + server.getLocalPort() + "/test";
    }

    /** Where RTP packets are expected. */
    String rtpAddress() {
        return "rtp://127.0.0.1:" + packets.getLocalPort();
    }

    /** The methods and transports asked for. */
    List<String> requests() {
        return requests;
    }

    /** From now on nothing more is sent. */
    void stall() {
        stalled = true;
    }

    private void serve() {
        try (Socket caller = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
            DataOutputStream out = new DataOutputStream(caller.getOutputStream());
            String line = in.readLine();
            while (line != null) {
                String method = line.split(" ")[0];
                String sequence = "";
                String transport = "";
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    if (header.startsWith("CSeq:")) {
                        sequence = header;
                    } else if (header.startsWith("Transport:")) {
                        transport = header;
                    }
                }
                requests.add((method + " " + transport).strip());
                answer(out, method, sequence, transport);
                line = in.readLine();
            }
        } catch (IOException e) {
            // The caller has hung up, or the test is over.
            return;
        }
    }

    private void answer(DataOutputStream out, String method, String sequence, String transport) throws IOException {
        String more = switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
            case "DESCRIBE" -> "Content-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP;
            case "SETUP" -> transport + "\r\nSession: 1\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
        synchronized (out) {
            out.writeBytes("RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + more);
        }
        if (method.equals("PLAY")) {
            start(() -> forward(out), "rtsp packets");
        }
    }

    private void forward(DataOutputStream out) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packets.receive(packet);
                if (!stalled) {
                    synchronized (out) {
                        out.writeByte('$');
                        out.writeByte(0);
                        out.writeShort(packet.getLength());
                        out.write(packet.getData(), 0, packet.getLength());
                    }
                }
            }
        } catch (IOException e) {
            // The caller has hung up, or the test is over.
            return;
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        packets.close();
    }
}
