package dev.ringcast.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FFmpeg is told to open an address of the network: which protocols it may use on the way, for how long, and how
 * much it may look at before it decides what it sees.
 *
 * <p>Certificates of {@code https}, {@code rtsps} and {@code rtmps} are checked against the system's own authorities
 * where their file is known ({@link #AUTHORITIES}). For HLS this holds for the playlist: FFmpeg does not hand these
 * options on to the requests for segments.
 */
final class NetworkInput {
    static final List<String> SCHEMES = List.of("rtsp", "rtsps", "rtmp", "rtmps", "srt", "http", "https", "udp");

    /** Where systems keep the certificates they trust. */
    static final List<Path> AUTHORITIES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private static final Duration SPARE = Duration.ofMillis(500);

    /** So much of a stream is looked at to find its tracks. */
    private static final Duration ANALYSIS = Duration.ofSeconds(2);

    private static final int LONGEST_ADDRESS = 2048;
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z]+)://([^/?#\\s\\p{Cntrl}\\\\]+)([^\\s\\p{Cntrl}\\\\]*)");

    /** What stands before the first slash: a name, a colon, and something that is no port. */
    private static final Pattern CREDENTIALS = Pattern.compile("[^@\\[]*:(?![0-9]*$)[^@]*");

    /** A user, a host, and behind its colon a port. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:.*@)?+(?:\\[[^\\]]*]|[^:\\[\\]]*):(.+)");

    /** 1 to 65535. */
    private static final Pattern PORT =
            Pattern.compile("0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");

    private static final Pattern SRT_MODE = Pattern.compile("[?&]mode=(?!caller(?:&|$))", Pattern.CASE_INSENSITIVE);

    /** What may come over HTTP: streams and files that hold all they need, and HLS. */
    private static final String HTTP_CONTAINERS =
            "hls,mpegts,mov,mp4,matroska,webm,flv,ogg,mp3,aac,ac3,eac3,flac,wav," + "mpeg,mpjpeg,mjpeg,webvtt";

    private NetworkInput() {}

    /**
     * The input for an address.
     *
     * @param authorities the file of trusted certificates, if there is one
     * @throws SourceException if the address is none of the allowed
     */
    static Input of(SourceRequest request, Optional<Path> authorities) throws SourceException {
        String address = request.address();
        Matcher parts = ADDRESS.matcher(address);
        if (address.length() > LONGEST_ADDRESS || !parts.matches()) {
            throw refused(
                    address,
                    "is not a complete address: write scheme://host:port/path, without spaces; "
                            + MediaSources.ALLOWED);
        }
        if (CREDENTIALS.matcher(parts.group(2)).matches() && parts.group(3).contains("@")) {
            // Else the user's name would be taken for the host, and be asked for and shown.
            throw refused(
                    address,
                    "has a user name or password with a character that ends it: write %2F for /, %3F for ? and %23 for #");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String rest = parts.group(3);
        if (!SCHEMES.contains(scheme)) {
            throw refused(address, "is not allowed; " + MediaSources.ALLOWED);
        }
        if (scheme.equals("srt") && SRT_MODE.matcher(rest).find()) {
            throw refused(address, "only mode=caller is supported for SRT: Ringcast calls the sender");
        }
        if (rest.toLowerCase(Locale.ROOT).matches(".*[?&]listen(?:=.*|$)")) {
            throw refused(address, "listen is not supported: Ringcast calls the sender");
        }
        String url = scheme + "://" + parts.group(2) + rest;
        requirePlace(address, scheme, parts.group(2), rest);
        return Input.of(url, demuxer(scheme), options(scheme, request.silence(), request.rtspTransport(), authorities));
    }

    private static void requirePlace(String address, String scheme, String place, String rest) throws SourceException {
        // UDP is received, on every interface if none is named.
        if (!scheme.equals("udp") && HostLookup.host(scheme + "://" + place).isEmpty()) {
            throw refused(address, "names no host; write " + scheme + "://host:port/path");
        }
        Matcher port = WITH_PORT.matcher(place);
        boolean needed = scheme.equals("srt") || (scheme.equals("udp") && !rest.contains("localport="));
        if (port.matches() ? !PORT.matcher(port.group(1)).matches() : needed) {
            throw refused(address, "names no port; write " + scheme + "://host:port, with a port from 1 to 65535");
        }
    }

    /** The file of certificates that this system trusts. */
    static Optional<Path> authorities() {
        return AUTHORITIES.stream().filter(Files::isReadable).findFirst();
    }

    /** Whether the scheme can bring a file or playlist as fast as the line allows, rather than in real time. */
    static boolean isAsFastAsPossible(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("http");
    }

    /** Whether what comes while nobody reads is kept, if it is not too much: RTP over UDP has the kernel's buffer alone. */
    static boolean isBuffered(SourceRequest request) {
        boolean rtsp = request.address().toLowerCase(Locale.ROOT).startsWith("rtsp");
        return !rtsp || request.rtspTransport().equals("tcp");
    }

    private static String demuxer(String scheme) {
        return switch (scheme) {
            case "rtsp", "rtsps" -> "rtsp";
            case "rtmp", "rtmps" -> "flv";
            case "srt", "udp" -> "mpegts";
            default -> "";
        };
    }

    /** FFmpeg's options; times are in the unit that each protocol wants. */
    static Map<String, String> options(
            String scheme, Duration silence, String rtspTransport, Optional<Path> authorities) {
        // The interruption is to come first: it knows the reason.
        Duration timeout = InputReader.mostToFindTracks(silence, ANALYSIS).plus(SPARE);
        String micros = Long.toString(timeout.toNanos() / 1000);
        Map<String, String> options = new HashMap<>();
        options.put("protocol_whitelist", protocols(scheme, rtspTransport));
        options.put("max_streams", "64");
        // Enough for the first key frame of a 20 Mbit/s stream; a stream that has shown both tracks opens sooner.
        options.put("probesize", "5000000");
        options.put("analyzeduration", Long.toString(ANALYSIS.toNanos() / 1000));
        // The frame rate is only shown: no need to wait for twenty frames to know it well.
        options.put("fpsprobesize", "3");
        switch (scheme) {
            case "rtsp", "rtsps" -> {
                options.put("rtsp_transport", rtspTransport);
                options.put("timeout", micros);
                options.put("allowed_media_types", "video+audio");
                if (rtspTransport.equals("udp")) {
                    options.put("reorder_queue_size", "256");
                    options.put("max_delay", "200000");
                    options.put("buffer_size", "1048576");
                }
            }
            case "rtmp", "rtmps" -> {
                // Not «timeout»: for RTMP that would mean to wait for a caller.
                options.put("rw_timeout", micros);
                options.put("rtmp_live", "live");
                options.put("analyzeduration", "1000000");
            }
            case "srt" -> {
                options.put("mode", "caller");
                options.put("timeout", micros);
                options.put("connect_timeout", Long.toString(timeout.toMillis()));
            }
            case "udp" -> {
                options.put("timeout", Long.toString(Math.min(Integer.MAX_VALUE, timeout.toNanos() / 1000)));
                options.put("overrun_nonfatal", "1");
                options.put("buffer_size", "1048576");
            }
            default -> {
                options.put("rw_timeout", micros);
                options.put("format_whitelist", HTTP_CONTAINERS);
                options.put("max_redirects", "3");
            }
        }
        boolean encrypted = scheme.equals("https") || scheme.equals("rtsps") || scheme.equals("rtmps");
        if (encrypted && authorities.isPresent()) {
            options.put("tls_verify", "1");
            options.put("ca_file", authorities.get().toString());
        }
        return options;
    }

    /** Everything the scheme needs and nothing else: above all neither files nor pipes. */
    private static String protocols(String scheme, String rtspTransport) {
        return switch (scheme) {
            case "rtsp" -> rtspTransport.equals("udp") ? "tcp,udp,rtp" : "tcp";
            case "rtsps" -> rtspTransport.equals("udp") ? "tls,tcp,udp,rtp,srtp" : "tls,tcp";
            case "rtmp" -> "rtmp,tcp";
            case "rtmps" -> "rtmps,tls,tcp";
            case "srt" -> "srt";
            case "udp" -> "udp";
            // A plain playlist may name encrypted segments, and «crypto» only unwraps what comes over HTTP.
            case "http" -> "http,https,tcp,tls,crypto";
            default -> "https,tls,tcp,crypto";
        };
    }

    private static SourceException refused(String address, String reason) {
        return new SourceException(SourceAddress.redacted(address), reason, null);
    }
}
