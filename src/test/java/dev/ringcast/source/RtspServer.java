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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an RTSP server as one caller needs: hands on the RTP and RTCP packets of a sender's H.264 and AAC, over the
 * connection itself or by UDP, as the caller asks.
 */
final class RtspServer implements AutoCloseable {
    /** MPEG-TS for the picture, as MP4 has no parameter sets in it; MP4 for the sound, which RTP has to describe. */
    private static final List<String> FILES = List.of("h264-aac.ts", "h264-aac.mp4");

    private static final List<String> TRACKS = List.of("0:v", "1:a");
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
            "a=control:track0",
            "m=audio 0 RTP/AVP 97",
            "a=rtpmap:97 MPEG4-GENERIC/44100/2",
            "a=fmtp:97 profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1210",
            "a=control:track1",
            "");
    private static final Pattern TRACK = Pattern.compile("track(\\d)");
    private static final Pattern PORTS = Pattern.compile("(?:interleaved|client_port)=(\\d+)-(\\d+)");

    private final ServerSocket server;

    /** Of each track the one for RTP and the one for RTCP. */
    private final List<DatagramSocket> fromSender = new ArrayList<>();

    private final DatagramSocket toCaller;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Channels of the connection or ports of the caller, in the order of {@link #fromSender}. */
    private final int[] destinations = new int[2 * TRACKS.size()];

    private boolean byUdp;
    private volatile boolean stalled;

    RtspServer() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = new ServerSocket(0, 1, here);
        toCaller = new DatagramSocket(0, here);
        for (int i = 0; i < destinations.length; i++) {
            DatagramSocket socket = new DatagramSocket(0, here);
            socket.setReceiveBufferSize(1 << 20);
            fromSender.add(socket);
        }
        start(this::serve, "rtsp server");
    }

    String address() {
        return "rtsp://127.0.0.1:" + server.getLocalPort() + "/test";
    }

    /** Begins to send both tracks here. */
    Sender sender() throws IOException {
        List<String> outputs = new ArrayList<>();
        for (int track = 0; track < TRACKS.size(); track++) {
            outputs.addAll(List.of("-map", TRACKS.get(track), "-c", "copy", "-f", "rtp"));
            outputs.add("rtp://127.0.0.1:" + fromSender.get(2 * track).getLocalPort() + "?rtcpport="
                    + fromSender.get(2 * track + 1).getLocalPort());
        }
        return Sender.of(FILES, outputs);
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
                String sequence = "";
                String transport = "";
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    if (header.startsWith("CSeq:")) {
                        sequence = header;
                    } else if (header.startsWith("Transport:")) {
                        transport = header;
                    }
                }
                requests.add((line.split(" ")[0] + " " + transport).strip());
                answer(out, line, sequence, transport);
                line = in.readLine();
            }
        } catch (IOException e) {
            // The caller has hung up, or the test is over.
            return;
        }
    }

    private void answer(DataOutputStream out, String request, String sequence, String transport) throws IOException {
        String method = request.split(" ")[0];
        String more = switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
            case "DESCRIBE" -> "Content-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP;
            case "SETUP" -> setUp(request, transport) + "\r\nSession: 1\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
        synchronized (out) {
            out.writeBytes("RTSP/1.0 200 OK\r\n" + sequence + "\r\n" + more);
        }
        if (method.equals("PLAY")) {
            for (int i = 0; i < destinations.length; i++) {
                int each = i;
                start(() -> forward(each, out), "rtsp packets " + i);
            }
        }
    }

    private String setUp(String request, String transport) {
        int track = Integer.parseInt(found(TRACK, request).group(1));
        MatchResult pair = found(PORTS, transport);
        destinations[2 * track] = Integer.parseInt(pair.group(1));
        destinations[2 * track + 1] = Integer.parseInt(pair.group(2));
        byUdp = transport.contains("client_port");
        int port = toCaller.getLocalPort();
        return byUdp ? transport + ";server_port=" + port + "-" + port : transport;
    }

    private static MatchResult found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return matcher;
    }

    private void forward(int index, DataOutputStream out) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        InetAddress here = InetAddress.getLoopbackAddress();
        try {
            while (true) {
                fromSender.get(index).receive(packet);
                if (stalled) {
                    continue;
                }
                if (byUdp) {
                    toCaller.send(new DatagramPacket(packet.getData(), packet.getLength(), here, destinations[index]));
                } else {
                    synchronized (out) {
                        out.writeByte('$');
                        out.writeByte(destinations[index]);
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
        toCaller.close();
        fromSender.forEach(DatagramSocket::close);
    }
}
