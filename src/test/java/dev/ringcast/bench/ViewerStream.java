package dev.ringcast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The addresses of one rendition as viewers ask for them. Parts are numbered through: media sequence number times parts
 * of a segment, plus the part. A request is made once and sent by all. For one thread.
 */
final class ViewerStream {
    private static final int REMEMBERED = 256;

    /** A browser's; it takes playlists plain, because unpacking them would cost more than anything else here. */
    private static final String HEADERS = " HTTP/1.1\r\nHost: %s\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
            + " Safari/537.36\r\nAccept: */*\r\nAccept-Encoding: identity\r\nAccept-Language: en-US,en;q=0.9\r\n"
            + "Referer: http://%s/\r\nSec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Site: same-origin\r\n"
            + "Connection: keep-alive\r\n\r\n";

    private final String folder;
    private final String run;
    private final int partsPerSegment;
    private final String headers;
    private final ByteBuffer first;
    private final Requests reloads = new Requests();
    private final Requests parts = new Requests();

    /** The last requests made, each in a buffer of its own outside the heap, from where it is written as it is. */
    private static final class Requests {
        private final long[] numbers = new long[REMEMBERED];
        private final ByteBuffer[] texts = new ByteBuffer[REMEMBERED];
    }

    /**
     * @param host with the port
     * @param folder address of the rendition, from slash to slash
     * @param run name of the run that its parts belong to
     */
    ViewerStream(String host, String folder, String run, int partsPerSegment) {
        this.folder = folder;
        this.run = run;
        this.partsPerSegment = partsPerSegment;
        this.headers = HEADERS.replace("%s", host);
        this.first = request("cmaf.m3u8");
    }

    /** For the playlist as it is. */
    ByteBuffer playlist() {
        return first;
    }

    /** For what the playlist lacks when it lists this part. */
    ByteBuffer reload(long part) {
        int slot = (int) (part % REMEMBERED);
        if (reloads.numbers[slot] != part) {
            reloads.numbers[slot] = part;
            reloads.texts[slot] = request("cmaf.m3u8?_HLS_msn=" + part / partsPerSegment + "&_HLS_part="
                    + part % partsPerSegment + "&_HLS_skip=YES");
        }
        return reloads.texts[slot];
    }

    /** For a part. */
    ByteBuffer part(long part) {
        int slot = (int) (part % REMEMBERED);
        if (parts.numbers[slot] != part) {
            parts.numbers[slot] = part;
            parts.texts[slot] = request(run + "/" + part / partsPerSegment + "." + part % partsPerSegment + ".m4s");
        }
        return parts.texts[slot];
    }

    /**
     * The part that a playlist hints at: it lists all before. Read from the end, where the hint stands as long as there
     * is one rendition only.
     *
     * @return -1 if there is none
     */
    long hinted(ByteBuffer playlist) {
        int at = playlist.limit() - 1;
        while (at > playlist.position() && playlist.get(at) != '"') {
            at--;
        }
        while (at > playlist.position() && playlist.get(at) != '.') {
            at--;
        }
        int dot = at - 1;
        while (dot > playlist.position() && isDigit(playlist.get(dot))) {
            dot--;
        }
        int slash = dot - 1;
        while (slash > playlist.position() && isDigit(playlist.get(slash))) {
            slash--;
        }
        return slash > playlist.position() && playlist.get(dot) == '.' && playlist.get(slash) == '/'
                ? number(playlist, slash + 1, dot) * partsPerSegment + number(playlist, dot + 1, at)
                : -1;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static long number(ByteBuffer text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.get(i) - '0';
        }
        return value;
    }

    private ByteBuffer request(String name) {
        byte[] text = ("GET " + folder + name + headers).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(text.length).put(text).flip();
    }
}
