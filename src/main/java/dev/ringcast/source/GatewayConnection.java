package dev.ringcast.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One connection of FFmpeg's to the {@link HttpGateway}: a tunnel for TLS, or requests to one host that are sent on with
 * their path alone. Its thread carries what FFmpeg sends, another what comes back.
 */
final class GatewayConnection {
    private final HttpGateway gateway;
    private final Socket client;

    GatewayConnection(HttpGateway gateway, Socket client) {
        this.gateway = gateway;
        this.client = client;
    }

    /** Serves it to its end. */
    void run() {
        try {
            client.setTcpNoDelay(true);
            serve(new BufferedInputStream(client.getInputStream()));
        } catch (IOException e) {
            // One side has gone, and so goes the other.
            return;
        } finally {
            gateway.release(client);
        }
    }

    private void serve(InputStream in) throws IOException {
        Optional<GatewayRequest> request;
        try {
            request = GatewayRequest.read(in);
        } catch (ProtocolException e) {
            refuse("400 Bad Request", notUnderstood(e));
            return;
        }
        if (request.isPresent()) {
            serve(request.get(), in);
        }
    }

    private void serve(GatewayRequest request, InputStream in) throws IOException {
        Socket server;
        try {
            server = gateway.connect(request.host(), request.port());
        } catch (Confinement.RefusedException e) {
            refuse("403 Forbidden", String.valueOf(e.getMessage()));
            return;
        } catch (UnknownHostException e) {
            refuse("502 Bad Gateway", "there is no host " + request.host());
            return;
        } catch (IOException e) {
            refuse(
                    "502 Bad Gateway",
                    "no connection to " + request.host() + ", port " + request.port() + ": " + e.getMessage());
            return;
        }
        try {
            if (request.tunnel()) {
                write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                gateway.start(() -> answer(server));
                in.transferTo(server.getOutputStream());
            } else {
                write(server, request.head());
                gateway.start(() -> answer(server));
                sendOn(request, in, server);
            }
        } finally {
            gateway.release(server);
        }
    }

    /** The requests after the first, as long as they are to the same host. */
    private void sendOn(GatewayRequest first, InputStream in, Socket server) throws IOException {
        try {
            Optional<GatewayRequest> next = GatewayRequest.read(in);
            while (next.isPresent() && next.get().isToTheHostOf(first)) {
                write(server, next.get().head());
                next = GatewayRequest.read(in);
            }
        } catch (ProtocolException e) {
            // The answer to the one before may be under way still.
            gateway.tell(notUnderstood(e));
        }
    }

    private static String notUnderstood(ProtocolException e) {
        return "a request for it cannot be understood: " + e.getMessage();
    }

    private void answer(Socket server) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One side has gone, and so goes the other.
            return;
        } finally {
            gateway.release(server);
            gateway.release(client);
        }
    }

    private void refuse(String status, String reason) throws IOException {
        gateway.tell(reason);
        write(client, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
