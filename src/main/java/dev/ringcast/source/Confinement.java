package dev.ringcast.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a source may lead, by redirects and playlists: to the host that is configured and to public addresses; to others
 * only where that host has an address of the same kind and the configuration allows it. Safe for any number of threads.
 */
final class Confinement {
    /** Asks the name server. */
    @FunctionalInterface
    interface Resolver {
        /** The system's. */
        Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

        /**
         * All addresses of a host; of an address, in any spelling, that one.
         *
         * @throws UnknownHostException if there is none
         */
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** The source may not lead there. The message says what to do. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final String host;
    private final List<InetAddress> pinned;
    private final SourceRequest.Reach reach;
    private final Resolver resolver;

    /**
     * @param host the host that is configured
     * @param pinned its addresses, which are not asked for again: a name server may give others the next time
     * @param resolver for all other hosts
     */
    Confinement(String host, List<InetAddress> pinned, SourceRequest.Reach reach, Resolver resolver) {
        this.host = host;
        this.pinned = List.copyOf(pinned);
        this.reach = reach;
        this.resolver = resolver;
    }

    /**
     * The addresses of a host that may be connected to. These are to be used then, and not the name.
     *
     * @throws UnknownHostException if there is no such host
     * @throws RefusedException if none of its addresses may be connected to
     */
    List<InetAddress> addresses(String target) throws UnknownHostException, RefusedException {
        if (target.equalsIgnoreCase(host)) {
            return pinned;
        }
        List<InetAddress> all = resolver.resolve(target);
        List<InetAddress> allowed = all.stream().filter(this::allows).toList();
        if (allowed.isEmpty()) {
            throw refused(target, all.get(0));
        }
        return allowed;
    }

    private boolean allows(InetAddress address) {
        AddressClass kind = AddressClass.of(address);
        return kind == AddressClass.PUBLIC
                || pinned.contains(address)
                || (reach == SourceRequest.Reach.PRIVATE && isOfTheHost(kind));
    }

    private boolean isOfTheHost(AddressClass kind) {
        return kind != AddressClass.SPECIAL && pinned.stream().anyMatch(address -> AddressClass.of(address) == kind);
    }

    private RefusedException refused(String target, InetAddress address) {
        AddressClass kind = AddressClass.of(address);
        String numbers = address.getHostAddress();
        String place = numbers.equals(target) ? target : target + " (" + numbers + ")";
        return new RefusedException("it leads to " + place + ", " + kind.words() + "; source.reach = "
                + (isOfTheHost(kind) ? "private" : "any") + " would allow that");
    }
}
