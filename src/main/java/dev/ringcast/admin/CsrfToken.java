package dev.ringcast.admin;

import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The token that proves that a command comes from our own page: browsers send a user's name and password along with a
 * request that any other page makes, but no other page can read the token.
 */
final class CsrfToken {
    /** The request header that carries it. */
    static final String HEADER = "X-CSRF-Token";

    private static final String ATTRIBUTE = CsrfToken.class.getName();
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CsrfToken() {}

    /** The session's token, made at the first call. One at a time, so that two first requests get the same. */
    static synchronized String of(HttpSession session) {
        if (session.getAttribute(ATTRIBUTE) instanceof String token) {
            return token;
        }
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        session.setAttribute(ATTRIBUTE, token);
        return token;
    }

    /**
     * Whether the token given is the session's. The time it takes tells nothing about the token.
     *
     * @param session null if the request belongs to none
     * @param given the header; null if absent
     */
    static boolean matches(@Nullable HttpSession session, @Nullable String given) {
        return session != null
                && given != null
                && session.getAttribute(ATTRIBUTE) instanceof String token
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
