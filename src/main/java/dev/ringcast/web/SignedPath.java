package dev.ringcast.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media address taken apart: {@code /live/{channel}/~{token}/…} is {@code /live/{channel}/…} with a token. No name holds
 * a tilde, so neither can be taken for the other. Whatever follows the tilde counts as a token, good or not.
 *
 * @param path the address without the token
 * @param token without the tilde; empty if there is none
 */
record SignedPath(String path, Optional<String> token) {
    private static final Pattern SIGNED = Pattern.compile("(/live/[A-Za-z0-9_-]{1,64})/~([^/]*+)(/.*+)");

    /** @param path as it came, still encoded, without the context path */
    static SignedPath of(String path) {
        if (path.indexOf('~') < 0) {
            return new SignedPath(path, Optional.empty());
        }
        Matcher signed = SIGNED.matcher(path);
        return signed.matches()
                ? new SignedPath(signed.group(1) + signed.group(3), Optional.of(signed.group(2)))
                : new SignedPath(path, Optional.empty());
    }
}
