package dev.ringcast.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Source addresses as text: the form that may be shown. */
public final class SourceAddress {
    private static final String HIDDEN = "***";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]");
    private static final Pattern LOCAL = Pattern.compile("auto|(?:pattern|file|camera):.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NETWORK = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("@?(?:\\[[0-9A-Fa-f:.%A-Za-z]*]|[^:@\\[\\]\\s]*)(?::[0-9]*)?");

    /** A parameter whose name contains one of these is taken for a secret: hiding too much does no harm. */
    private static final List<String> SECRETS = List.of(
            "pass",
            "pwd",
            "streamid",
            "key",
            "token",
            "secret",
            "user",
            "login",
            "auth",
            "sig",
            "cred",
            "session",
            "jwt",
            "hash",
            "hdn",
            "policy",
            "ticket",
            "nonce",
            "code");

    private SourceAddress() {}

    /**
     * The address without credentials: user information, the values of parameters that look like secrets, and pieces of a
     * path where keys or passwords stand become {@code ***}. An address that cannot be understood is hidden whole.
     */
    public static String redacted(String address) {
        if (UNPRINTABLE.matcher(address).find()) {
            return HIDDEN;
        }
        if (LOCAL.matcher(address).matches()) {
            return address;
        }
        Matcher network = NETWORK.matcher(address);
        if (!network.matches()) {
            return HIDDEN;
        }
        String rest = network.group(2);
        // A password may hold «/», «?» or «#» unescaped: everything up to the last «@» may be one.
        int at = rest.lastIndexOf('@');
        String userInfo = at > 0 ? HIDDEN + "@" : "";
        // Or else the «@» is in a parameter's name, and what follows is that parameter's value.
        boolean doubtful = at > 0 && rest.lastIndexOf('?', at) >= 0;
        String place = at > 0 ? rest.substring(at + 1) : rest;
        int query = place.indexOf('?');
        String path = query < 0 ? place : place.substring(0, query);
        int slash = path.indexOf('/');
        String authority = slash < 0 ? path : path.substring(0, slash);
        if (!HOST_AND_PORT.matcher(authority).matches()) {
            return HIDDEN;
        }
        return network.group(1) + "://" + userInfo
                + withoutKeys(network.group(1), withoutSecrets(path, "/", doubtful))
                + (query < 0 ? "" : "?" + withoutSecrets(place.substring(query + 1), "&", doubtful));
    }

    /**
     * Streams of RTMP are named by their key, and providers of HTTP streams write user and password as folders: of the
     * former the first piece of the path is shown, of the latter, where there are three or more, the last one.
     */
    private static String withoutKeys(String scheme, String path) {
        String[] pieces = path.split("/", -1);
        int last = pieces.length - 1;
        if (scheme.toLowerCase(Locale.ROOT).startsWith("rtmp")) {
            Arrays.fill(pieces, Math.min(2, pieces.length), pieces.length, HIDDEN);
        } else if (scheme.toLowerCase(Locale.ROOT).startsWith("http") && last > 2) {
            Arrays.fill(pieces, 1, last, HIDDEN);
        }
        return String.join("/", pieces);
    }

    private static String withoutSecrets(String text, String separator, boolean all) {
        return Arrays.stream(text.split(Pattern.quote(separator), -1))
                .map(parameter -> withoutSecret(parameter, all))
                .collect(Collectors.joining(separator));
    }

    private static String withoutSecret(String parameter, boolean always) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return parameter;
        }
        String name = parameter.substring(0, equals);
        boolean secret = always || looksSecret(name) || looksSecret(parameter.substring(equals + 1));
        return secret ? name + "=" + HIDDEN : parameter;
    }

    /** The value is looked at, too: vendors write several parameters into one, as in {@code user=a_password=b}. */
    private static boolean looksSecret(String text) {
        String plain;
        try {
            plain = URLDecoder.decode(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return true;
        }
        return SECRETS.stream().anyMatch(plain::contains);
    }
}
