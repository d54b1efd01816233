package dev.ringcast.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * What part of the network an address belongs to, by IANA's registries of special-purpose addresses (RFC 6890 and what has
 * been added since).
 */
enum AddressClass {
    /** Of the internet. */
    PUBLIC("a public address"),
    /** Of a network behind a router: RFC 1918, RFC 6598 (carriers), RFC 4193. */
    PRIVATE("a private address"),
    /** Of one link: RFC 3927, RFC 4291. Clouds have their metadata there. */
    LINK_LOCAL("a link-local address"),
    /** Of this machine. */
    LOOPBACK("an address of the server itself"),
    /** Of nothing that serves media: multicast, documentation, tunnels, what is reserved. */
    SPECIAL("a reserved address");

    /** The first that holds an address counts. */
    private static final List<Network> NETWORKS = List.of(
            new Network("127.0.0.0", 8, LOOPBACK),
            new Network("10.0.0.0", 8, PRIVATE),
            new Network("172.16.0.0", 12, PRIVATE),
            new Network("192.168.0.0", 16, PRIVATE),
            new Network("100.64.0.0", 10, PRIVATE),
            new Network("169.254.0.0", 16, LINK_LOCAL),
            new Network("0.0.0.0", 8, SPECIAL),
            new Network("192.0.0.0", 24, SPECIAL),
            new Network("192.0.2.0", 24, SPECIAL),
            new Network("192.88.99.0", 24, SPECIAL),
            new Network("198.18.0.0", 15, SPECIAL),
            new Network("198.51.100.0", 24, SPECIAL),
            new Network("203.0.113.0", 24, SPECIAL),
            new Network("224.0.0.0", 3, SPECIAL),
            new Network("0.0.0.0", 0, PUBLIC),
            new Network("::1", 128, LOOPBACK),
            new Network("fc00::", 7, PRIVATE),
            new Network("fe80::", 10, LINK_LOCAL),
            new Network("2001::", 23, SPECIAL),
            new Network("2001:db8::", 32, SPECIAL),
            new Network("2002::", 16, SPECIAL),
            new Network("3fff::", 20, SPECIAL),
            new Network("2000::", 3, PUBLIC));

    /** Here the last four bytes are an address of IPv4 (RFC 6052). */
    private static final Network TRANSLATED = new Network("64:ff9b::", 96, PUBLIC);

    private final String words;

    AddressClass(String words) {
        this.words = words;
    }

    /** The class of an address. IPv4 written as IPv6 ({@code ::ffff:127.0.0.1}) is IPv4 to the JDK already. */
    static AddressClass of(InetAddress address) {
        byte[] whole = address.getAddress();
        byte[] bytes = TRANSLATED.holds(whole) ? Arrays.copyOfRange(whole, 12, 16) : whole;
        return NETWORKS.stream()
                .filter(network -> network.holds(bytes))
                .findFirst()
                .map(Network::kind)
                .orElse(SPECIAL);
    }

    /** With an article, for a sentence. */
    String words() {
        return words;
    }

    /** The addresses that begin as this one does. */
    private static final class Network {
        private final byte[] first;
        private final int bits;
        private final AddressClass kind;

        Network(String first, int bits, AddressClass kind) {
            try {
                // No name server is asked about what is written in numbers.
                this.first = InetAddress.getByName(first).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException(first + " is no address", e);
            }
            this.bits = bits;
            this.kind = kind;
        }

        AddressClass kind() {
            return kind;
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ first[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
