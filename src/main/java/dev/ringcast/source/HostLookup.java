package dev.ringcast.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks the host of an address up before FFmpeg does: FFmpeg's own look-up cannot be interrupted, so a name server that
 * does not answer would hold up the source past its deadline and past its being closed.
 */
final class HostLookup {
    private HostLookup() {}

    /**
     * Waits until the host is known, and returns its addresses; none if there is no host in the address.
     *
     * @param url an address as {@link NetworkInput} makes it
     * @param shown the address as it may be shown
     * @throws SourceException if there is no such host, or no answer in time
     */
    static List<InetAddress> await(String url, String shown, Duration time, Gate gate, Confinement.Resolver resolver)
            throws SourceException, SourceClosedException, InterruptedException {
        String host = host(url);
        if (host.isEmpty()) {
            return List.of();
        }
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> ask(host, resolver, answer), "look-up of " + host);
        thread.setDaemon(true);
        thread.start();
        Exception[] failure = new Exception[1];
        gate.pass(() -> {
            try {
                answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                failure[0] = e;
            }
        });
        if (failure[0] instanceof TimeoutException) {
            throw new SourceException(shown, "no answer from the name server about " + host, failure[0]);
        }
        if (failure[0] != null) {
            throw new SourceException(shown, "there is no host " + host, failure[0]);
        }
        return answer.getNow(List.of());
    }

    private static void ask(String host, Confinement.Resolver resolver, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(resolver.resolve(host));
        } catch (UnknownHostException | SecurityException e) {
            answer.completeExceptionally(e);
        }
    }

    /** The host of an address; empty if it has none, as where UDP is received on every interface. */
    static String host(String url) {
        String rest = url.substring(url.indexOf("://") + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String place = rest.substring(0, end);
        String hostAndPort = place.substring(place.lastIndexOf('@') + 1);
        if (hostAndPort.startsWith("[")) {
            int close = hostAndPort.indexOf(']');
            return close < 0 ? "" : hostAndPort.substring(1, close);
        }
        int colon = hostAndPort.indexOf(':');
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }
}
