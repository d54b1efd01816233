package dev.ringcast.web;

import dev.ringcast.media.MediaBytes;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the pages, in memory.
 *
 * @param plain as it is
 * @param gzip compressed, if it is a text; else as it is, too
 */
record PageFile(Entity plain, Entity gzip) {
    /** What clients never get. */
    private static final Set<String> PRIVATE = Set.of("/WEB-INF/", "/META-INF/");

    /**
     * All files that clients may have, by their path.
     *
     * @throws IOException if one cannot be read
     */
    static Map<String, PageFile> all(ServletContext context) throws IOException {
        Map<String, PageFile> files = new HashMap<>();
        collect(context, "/", files);
        return Map.copyOf(files);
    }

    private static void collect(ServletContext context, String folder, Map<String, PageFile> files) throws IOException {
        for (String path : Objects.requireNonNullElse(context.getResourcePaths(folder), Set.<String>of())) {
            if (!path.endsWith("/")) {
                files.put(path, read(context, path));
            } else if (!PRIVATE.contains(path)) {
                collect(context, path, files);
            }
        }
    }

    private static PageFile read(ServletContext context, String path) throws IOException {
        try (InputStream in = context.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            // Licences have no ending.
            String type = Objects.requireNonNullElse(context.getMimeType(path), "text/plain");
            boolean text = type.startsWith("text/") || type.endsWith("/javascript") || type.endsWith("+xml");
            Entity plain = Entity.page(MediaBytes.owning(bytes), text ? type + ";charset=UTF-8" : type);
            return new PageFile(plain, text ? plain.compressed(compressed(bytes)) : plain);
        }
    }

    /** The answer to a GET or HEAD request. */
    Answer answer(RequestHeaders request) {
        return (AcceptEncoding.prefersGzip(request.acceptEncoding()) ? gzip : plain).answer(request);
    }

    private static MediaBytes compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return MediaBytes.owning(compressed.toByteArray());
    }
}
