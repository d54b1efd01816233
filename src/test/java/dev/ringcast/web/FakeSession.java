package dev.ringcast.web;

import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.Map;

/** A session: its attributes. */
public final class FakeSession {
    private final Map<String, Object> attributes = new HashMap<>();

    public HttpSession session() {
        return FakeExchange.proxy(HttpSession.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getAttribute" -> attributes.get(FakeExchange.first(arguments));
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(called.toString());
        });
    }
}
