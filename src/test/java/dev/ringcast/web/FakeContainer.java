package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.WaitingRoom;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What CDI does for our servlets, without a container. */
public final class FakeContainer {
    /** How many requests may wait. */
    public static final int MOST_WAITING = 10;

    private FakeContainer() {}

    /** Gives the servlet these channels, in this order, the way CDI does. */
    public static <T extends HttpServlet> T inject(T servlet, FakeChannel... channels) {
        return inject(servlet, channels(channels));
    }

    /** The same for channels that are kept, and other beans. */
    public static <T extends HttpServlet> T inject(T servlet, Channels all, Object... others) {
        List<Object> beans = new ArrayList<>(List.of(others));
        beans.add(all);
        beans.add(new AnswerThreads());
        beans.add(new AnswerSender());
        try {
            for (Class<?> type = servlet.getClass(); type != HttpServlet.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.isAnnotationPresent(Inject.class)) {
                        field.setAccessible(true);
                        field.set(
                                servlet,
                                beans.stream()
                                        .filter(field.getType()::isInstance)
                                        .findFirst()
                                        .orElseThrow());
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        if (servlet instanceof MediaServlet media) {
            media.nanoTime = FakeAsync::nanoTime;
        }
        return servlet;
    }

    /** These channels, in this order. */
    public static Channels channels(FakeChannel... channels) {
        WaitingRoom room = new WaitingRoom(MOST_WAITING, MOST_WAITING, MOST_WAITING);
        return new Channels() {
            @Override
            public Optional<Channel> find(String name) {
                return all().stream()
                        .filter(channel -> channel.name().equals(name))
                        .findFirst();
            }

            @Override
            public List<Channel> all() {
                return List.of(channels);
            }

            @Override
            public WaitingRoom waitingRoom() {
                return room;
            }
        };
    }
}
