package dev.ringcast.monitoring;

import dev.ringcast.config.ServerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may read the figures. Safe for any thread. */
@ApplicationScoped
public class MetricsAccess {
    /** As the container writes addresses; names are never looked up. */
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|(::1|0:0:0:0:0:0:0:1)(%.*)?");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** What proxies add: behind one, every client has its address. */
    private static final List<String> FORWARDED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Server",
            "X-Real-IP",
            "Via");

    /** What Tomcat's RemoteIpValve leaves when it has put the address that a proxy told in place of the proxy's. */
    private static final String REPLACED_BY_VALVE = "org.apache.tomcat.request.forwarded";

    private volatile ServerConfig.Metrics who = ServerConfig.Metrics.OFF;

    /** What is to be done with a request. */
    enum Decision {
        /** Answer it. */
        ANSWER,
        /** Answer it if its user has the role. */
        ASK_FOR_ROLE,
        /** There is nothing at this address. */
        HIDE
    }

    /** Says who may; nobody before. */
    public void allow(ServerConfig.Metrics whoMay) {
        who = whoMay;
    }

    Decision decide(HttpServletRequest request) {
        return switch (who) {
            case OFF -> Decision.HIDE;
            case OPEN -> Decision.ANSWER;
            case ROLE -> Decision.ASK_FOR_ROLE;
            case LOCAL -> isLocal(request) ? Decision.ANSWER : Decision.ASK_FOR_ROLE;
        };
    }

    /**
     * Whether a program on this machine asks, for itself. The host it asks for must be the machine's own name for itself too:
     * that is not so for a proxy that hands on its client's Host, nor for a page that has its name resolve to 127.0.0.1.
     */
    private static boolean isLocal(HttpServletRequest request) {
        String host = Objects.toString(request.getServerName(), "").toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(Objects.toString(request.getRemoteAddr(), "")).matches()
                && LOOPBACK_NAMES.contains(host)
                && request.getAttribute(REPLACED_BY_VALVE) == null
                && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null);
    }
}
