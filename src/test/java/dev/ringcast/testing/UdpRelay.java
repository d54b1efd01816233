package dev.ringcast.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The network between a sender of MPEG-TS over UDP and those who receive it: hands every datagram on to each of them,
 * until it is cut or made to do harm. A thread of its own runs until it is closed.
 */
public final class UdpRelay implements AutoCloseable {
    private static final int TS_PACKET = 188;
    private static final int TS_HEADER = 4;
    private static final int LOWEST_MEDIA_PID = 0x100;

    /** What becomes of datagrams. */
    public enum Line {
        /** They are handed on. */
        WHOLE,
        /** They are lost, all of them. */
        CUT,
        /** Of pictures and sound only the beginning of each is right: decoders are fed noise. */
        DAMAGED,
        /** There is nothing but noise: demuxers are fed it. */
        NOISE
    }

    private final DatagramSocket socket;
    private final InetSocketAddress[] receivers;
    private final Random random = new Random(1);
    private volatile Line line = Line.WHOLE;

    private UdpRelay(DatagramSocket socket, InetSocketAddress[] receivers) {
        this.socket = socket;
        this.receivers = receivers;
        Thread thread = new Thread(this::run, "udp-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** A relay on a free port of 127.0.0.1, to receivers on others. */
    public static UdpRelay to(int... ports) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        return new UdpRelay(
                new DatagramSocket(0, here),
                IntStream.of(ports)
                        .mapToObj(port -> new InetSocketAddress(here, port))
                        .toArray(InetSocketAddress[]::new));
    }

    /** A port of 127.0.0.1 on which nobody receives now. */
    public static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where to send to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** What becomes of datagrams from now on. */
    public void set(Line now) {
        line = now;
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(packet.getData().length);
                socket.receive(packet);
                harm(packet);
                for (InetSocketAddress receiver : line == Line.CUT ? new InetSocketAddress[0] : receivers) {
                    socket.send(new DatagramPacket(packet.getData(), packet.getLength(), receiver));
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("the relay on port " + port(), e);
            }
        }
    }

    private void harm(DatagramPacket packet) {
        Line now = line;
        for (int at = 0; at + TS_PACKET <= packet.getLength(); at += TS_PACKET) {
            if (now == Line.NOISE) {
                noise(packet.getData(), at, TS_PACKET);
            } else if (now == Line.DAMAGED && isMiddleOfMedia(packet.getData(), at)) {
                noise(packet.getData(), at + TS_HEADER, TS_PACKET - TS_HEADER);
            }
        }
    }

    private void noise(byte[] data, int from, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, data, from, length);
    }

    /** Whether the packet holds media alone, and not the beginning of a picture or of sound. */
    private static boolean isMiddleOfMedia(byte[] data, int at) {
        byte[] header = Arrays.copyOfRange(data, at, at + TS_HEADER);
        boolean begins = (header[1] & 0x40) != 0;
        int pid = ((header[1] & 0x1f) << 8) | (header[2] & 0xff);
        boolean payloadOnly = (header[3] & 0x30) == 0x10;
        return pid >= LOWEST_MEDIA_PID && pid < 0x1000 && !begins && payloadOnly;
    }

    @Override
    public void close() {
        socket.close();
    }
}
