package dev.ringcast.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * How many requests may wait at a time: in all, for one channel and from one address (of IPv6, one network of 64 bits), so
 * that nobody takes the room of all others. Safe for any thread.
 */
public final class WaitingRoom {
    /** More than a household's players, fewer than those of anybody who wants to be in the way. */
    static final int CROWD = 64;

    /** Looked up by nobody: Java takes what has a colon for an address, not for a name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private static final int PREFIX_BYTES = 8;

    private final int most;
    private final int mostPerChannel;
    private final int mostPerAddress;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> perChannel = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

    /** A room for so many. */
    public WaitingRoom(int most, int mostPerChannel, int mostPerAddress) {
        this.most = most;
        this.mostPerChannel = mostPerChannel;
        this.mostPerAddress = mostPerAddress;
    }

    /** One request's place. Giving it back again does nothing. */
    public final class Place implements AutoCloseable {
        private final String channel;
        private final String address;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String channel, String address) {
            this.channel = channel;
            this.address = address;
        }

        /** Whether so many wait from the same address that they can be answered after those from other addresses. */
        public boolean crowded() {
            return perAddress.getOrDefault(address, 0) > CROWD;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                all.decrementAndGet();
                leave(perChannel, channel);
                leave(perAddress, address);
            }
        }
    }

    /** A place for a request, or nothing if there is none left. */
    public Optional<Place> enter(String channel, String client) {
        String address = network(client);
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return Optional.empty();
        }
        if (!enter(perChannel, channel, mostPerChannel)) {
            all.decrementAndGet();
            return Optional.empty();
        }
        if (!enter(perAddress, address, mostPerAddress)) {
            all.decrementAndGet();
            leave(perChannel, channel);
            return Optional.empty();
        }
        return Optional.of(new Place(channel, address));
    }

    /** Whoever has one address of IPv6 has 2 to the power of 64, with the same first half: these count as one. */
    static String network(String address) {
        if (address.indexOf(':') < 0 || !IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > PREFIX_BYTES ? HexFormat.of().formatHex(bytes, 0, PREFIX_BYTES) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** How many wait now. */
    public int size() {
        return all.get();
    }

    private static boolean enter(Map<String, Integer> counts, String key, int most) {
        AtomicBoolean entered = new AtomicBoolean();
        counts.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            entered.set(before < most);
            if (before < most) {
                return before + 1;
            }
            return count;
        });
        return entered.get();
    }

    private static void leave(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
