package dev.ringcast.admin;

import dev.ringcast.channel.Channel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an address of the admin page names, and the methods it takes. */
sealed interface AdminAddress {
    Pattern COMMAND = Pattern.compile("/admin/channels/([A-Za-z0-9_-]{1,64})/(start|stop|restart)");
    Pattern LINK = Pattern.compile("/admin/channels/([A-Za-z0-9_-]{1,64})/link");

    /** {@code /admin}, which is one slash short of the page. */
    record PageWithoutSlash() implements AdminAddress {}

    /** {@code /admin/}: the page. */
    record Page() implements AdminAddress {}

    /** {@code /admin/channels.json}: everything the page shows. */
    record ChannelList() implements AdminAddress {}

    /**
     * {@code /admin/channels/{name}/start}, {@code stop} and {@code restart}.
     *
     * @param channel its name
     * @param verb the last part of the address
     * @param action what the verb does to the channel
     */
    record Command(String channel, String verb, Consumer<Channel> action) implements AdminAddress {
        @Override
        public String allow() {
            return "POST";
        }
    }

    /**
     * {@code /admin/channels/{name}/link}: makes addresses that are good for a while.
     *
     * @param channel its name
     */
    record Link(String channel) implements AdminAddress {
        @Override
        public String allow() {
            return "POST";
        }
    }

    /** The Allow header of this address. */
    default String allow() {
        return "GET, HEAD";
    }

    /**
     * What the path names.
     *
     * @param path the path as it came, still encoded, without the context path
     */
    static Optional<AdminAddress> parse(String path) {
        Matcher command = COMMAND.matcher(path);
        if (command.matches()) {
            return Optional.of(new Command(command.group(1), command.group(2), action(command.group(2))));
        }
        Matcher link = LINK.matcher(path);
        if (link.matches()) {
            return Optional.of(new Link(link.group(1)));
        }
        return switch (path) {
            case "/admin" -> Optional.of(new PageWithoutSlash());
            case "/admin/" -> Optional.of(new Page());
            case "/admin/channels.json" -> Optional.of(new ChannelList());
            default -> Optional.empty();
        };
    }

    private static Consumer<Channel> action(String name) {
        return switch (name) {
            case "start" -> Channel::start;
            case "stop" -> Channel::stop;
            case "restart" -> Channel::restart;
            default -> throw new IllegalArgumentException("no such action: " + name);
        };
    }
}
