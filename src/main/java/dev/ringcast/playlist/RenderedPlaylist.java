package dev.ringcast.playlist;

import dev.ringcast.media.MediaBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A playlist rendered once and shared by every request.
 *
 * @param plain the UTF-8 text
 * @param compressed the same as gzip
 * @param etag strong entity tag of the plain bytes, with its quotes; the gzip variant's is this with {@code -gz} inside
 * @param lastModified when it was rendered
 */
public record RenderedPlaylist(MediaBytes plain, Supplier<MediaBytes> compressed, String etag, Instant lastModified) {
    /** Half of SHA-256: equal tags for different playlists are out of the question. */
    private static final int ETAG_BYTES = 16;

    /**
     * Encodes a playlist; it is compressed when somebody wants it so.
     *
     * @param text the whole playlist; equal texts get equal entity tags, on every machine
     * @param lastModified when it was rendered
     */
    public static RenderedPlaylist of(String text, Instant lastModified) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return new RenderedPlaylist(
                MediaBytes.owning(plain),
                Lazy.of(() -> MediaBytes.owning(compress(plain))),
                entityTag(plain),
                lastModified);
    }

    /** The text, compressed. */
    public MediaBytes gzip() {
        return compressed.get();
    }

    /** The strong entity tag of the compressed bytes, with its quotes. */
    public String gzipEtag() {
        return etag.substring(0, etag.length() - 1) + "-gz\"";
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (GZIPOutputStream gzip = new BestGzip(compressed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing a playlist in memory", e);
        }
        return compressed.toByteArray();
    }

    private static String entityTag(byte[] plain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
            return '"' + HexFormat.of().formatHex(hash, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The constructor of {@link GZIPOutputStream} takes no level; only a subclass can set it. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
