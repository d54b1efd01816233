package dev.ringcast.web;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be answered with, in the form chosen for the client.
 *
 * @param headers what every answer with it carries, 304 too: Content-Type and Content-Encoding excepted, those go only
 *     with a body
 * @param contentHeaders Content-Type and, where there is one, Content-Encoding
 * @param etag strong entity tag of this form, with its quotes
 * @param lastModified null if it is not known
 * @param ranges whether it may be had in ranges
 */
record Entity(
        Map<String, String> headers,
        Map<String, String> contentHeaders,
        Body body,
        String etag,
        @Nullable Instant lastModified,
        boolean ranges) {

    /**
     * A playlist, as gzip where the client likes that (L1, L41). It is more urgent than media, which have RFC 9218's default
     * of 3 (L39).
     */
    static Entity playlist(RenderedPlaylist playlist, String acceptEncoding, String cacheControl) {
        boolean gzip = AcceptEncoding.prefersGzip(acceptEncoding);
        Map<String, String> content = new LinkedHashMap<>();
        content.put("Content-Type", "application/vnd.apple.mpegurl");
        if (gzip) {
            content.put("Content-Encoding", "gzip");
        }
        return new Entity(
                Map.of("Cache-Control", cacheControl, "Priority", "u=1", "Vary", "Accept-Encoding"),
                content,
                Body.of(List.of(gzip ? playlist.gzip() : playlist.plain())),
                gzip ? gzipTag(playlist.etag()) : playlist.etag(),
                playlist.lastModified(),
                false);
    }

    /** A complete media segment: its parts, in their order (L24, L32). */
    static Entity segment(MediaSegment segment, Packaging packaging, int targetDuration) {
        Body body = Body.of(segment.parts().stream().map(PartialSegment::bytes).toList());
        Instant end = segment.programDateTime().plus(segment.duration());
        return media(body, packaging.mediaType(), segment.run() + "-" + segment.sequence(), end, targetDuration);
    }

    /** One part of a media segment, which may still be growing. */
    static Entity part(MediaSegment segment, int part, Packaging packaging, int targetDuration) {
        Instant end = segment.programDateTime();
        for (PartialSegment each : segment.parts().subList(0, part + 1)) {
            end = end.plus(each.duration());
        }
        Body body = Body.of(List.of(segment.parts().get(part).bytes()));
        String name = segment.run() + "-" + segment.sequence() + "." + part;
        return media(body, packaging.mediaType(), name, end, targetDuration);
    }

    /** The init segment of a run (L21). */
    static Entity init(MediaBytes init, String run, int targetDuration) {
        return new Entity(
                Map.of("Cache-Control", CacheControl.media(targetDuration)),
                Map.of("Content-Type", Packaging.INIT_MEDIA_TYPE),
                Body.of(List.of(init)),
                '"' + run + "-init\"",
                null,
                true);
    }

    /** A poster picture. */
    static Entity poster(MediaBytes jpeg, int targetDuration) throws IOException {
        return new Entity(
                Map.of("Cache-Control", CacheControl.poster(targetDuration)),
                Map.of("Content-Type", "image/jpeg"),
                Body.of(List.of(jpeg)),
                contentTag(jpeg),
                null,
                true);
    }

    /** A file of the pages, which browsers ask for again each time: it is another one after an update of the server. */
    static Entity page(MediaBytes bytes, String mediaType) throws IOException {
        return new Entity(
                Map.of("Cache-Control", CacheControl.PAGE, "Vary", "Accept-Encoding"),
                Map.of("Content-Type", mediaType),
                Body.of(List.of(bytes)),
                contentTag(bytes),
                null,
                false);
    }

    /** The same, with these bytes for clients that take gzip. */
    Entity compressed(MediaBytes bytes) {
        Map<String, String> content = new LinkedHashMap<>(contentHeaders);
        content.put("Content-Encoding", "gzip");
        return new Entity(headers, content, Body.of(List.of(bytes)), gzipTag(etag), lastModified, false);
    }

    /** The answer to a GET or HEAD request: 304, 206, 416 or the whole body with 200. */
    Answer answer(RequestHeaders request) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("ETag", etag);
        if (lastModified != null) {
            all.put("Last-Modified", Conditional.httpDate(lastModified));
        }
        if (Conditional.notModified(request, etag, lastModified)) {
            return new Answer(HttpServletResponse.SC_NOT_MODIFIED, all, Body.EMPTY);
        }
        all.putAll(contentHeaders);
        if (!ranges) {
            return new Answer(HttpServletResponse.SC_OK, all, body);
        }
        all.put("Accept-Ranges", "bytes");
        String range = request.get() && Conditional.sameForRange(request, etag) ? request.range() : "";
        RangeSelection selection = RangeSelection.of(range, body.size());
        if (selection instanceof RangeSelection.Slice slice) {
            all.put("Content-Range", slice.contentRange(body.size()));
            return new Answer(HttpServletResponse.SC_PARTIAL_CONTENT, all, body.slice(slice.first(), slice.length()));
        }
        return selection instanceof RangeSelection.Unsatisfiable
                ? unsatisfiable()
                : new Answer(HttpServletResponse.SC_OK, all, body);
    }

    private Answer unsatisfiable() {
        return new Answer(
                HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE,
                Map.of(
                        "Content-Type",
                        "text/plain;charset=UTF-8",
                        "Content-Range",
                        "bytes */" + body.size(),
                        "Accept-Ranges",
                        "bytes",
                        "Cache-Control",
                        CacheControl.NO_STORE),
                Body.of("416 Range Not Satisfiable: it has " + body.size() + " bytes.\n"));
    }

    /** Names are never used again, so the name is as good a tag as a digest of the bytes. */
    private static Entity media(Body body, String mediaType, String name, Instant end, int targetDuration) {
        return new Entity(
                Map.of("Cache-Control", CacheControl.media(targetDuration)),
                Map.of("Content-Type", mediaType),
                body,
                '"' + name + '"',
                end.truncatedTo(ChronoUnit.SECONDS),
                true);
    }

    private static String gzipTag(String etag) {
        return etag.substring(0, etag.length() - 1) + "-gz\"";
    }

    private static String contentTag(MediaBytes bytes) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            bytes.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return '"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
