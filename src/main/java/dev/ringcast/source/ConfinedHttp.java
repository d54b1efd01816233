package dev.ringcast.source;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds an {@code http} or {@code https} source and has FFmpeg go through a gateway to wherever it leads. */
final class ConfinedHttp implements InputLife.InputFinder {
    private final SourceRequest request;
    private final Input input;
    private final Confinement.Resolver resolver;
    private final Optional<String> exceptions;
    private volatile @Nullable HttpGateway gateway;

    /**
     * @param input as it would be opened without a gateway
     * @param exceptions the environment variable {@code no_proxy}: hosts that FFmpeg goes to past any proxy
     */
    ConfinedHttp(SourceRequest request, Input input, Confinement.Resolver resolver, Optional<String> exceptions) {
        this.request = request;
        this.input = input;
        this.resolver = resolver;
        this.exceptions = exceptions;
    }

    @Override
    public List<Input> find(Gate gate) throws SourceException, SourceClosedException, InterruptedException {
        String shown = SourceAddress.redacted(request.address());
        if (exceptions.filter(text -> !text.isBlank()).isPresent()) {
            throw new SourceException(
                    shown,
                    "the environment variable no_proxy would lead FFmpeg past the check of where the source leads; unset"
                            + " it for the server, or set source.reach = any",
                    null);
        }
        List<InetAddress> pinned = HostLookup.await(input.url(), shown, request.silence(), gate, resolver);
        Confinement confinement = new Confinement(HostLookup.host(input.url()), pinned, request.reach(), resolver);
        try {
            HttpGateway opened = HttpGateway.open(confinement, request.silence());
            gateway = opened;
            return List.of(through(opened));
        } catch (IOException e) {
            throw new SourceException(shown, "no port on this machine for the gateway: " + e.getMessage(), e);
        }
    }

    private Input through(HttpGateway opened) {
        Map<String, String> options = new HashMap<>(input.attempts().get(0));
        options.put("http_proxy", opened.url());
        options.merge("protocol_whitelist", "httpproxy", (others, proxy) -> others + "," + proxy);
        return Input.of(input.url(), input.demuxer(), options);
    }

    @Override
    public Optional<String> trouble() {
        HttpGateway opened = gateway;
        return opened == null ? Optional.empty() : opened.trouble();
    }

    @Override
    public void close() {
        HttpGateway opened = gateway;
        if (opened != null) {
            opened.close();
        }
    }
}
