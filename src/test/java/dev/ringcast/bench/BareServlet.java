package dev.ringcast.bench;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The least that a servlet can do: it answers with an array and two headers. What a server with it costs is what the
 * container costs. The first request for a file of the folder {@link #FOLDER} reads it, the others find it in memory.
 */
@WebServlet("/*")
public final class BareServlet extends HttpServlet {
    /** The system property that names the folder. */
    static final String FOLDER = "bare.folder";

    private static final long serialVersionUID = 1L;

    private final transient ConcurrentMap<String, byte[]> bodies = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = bodies.computeIfAbsent(request.getPathInfo().substring(1), BareServlet::read);
        response.setContentType("application/octet-stream");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(Path.of(System.getProperty(FOLDER), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a WAR with nothing else in it. */
    static Path war(Path folder) throws IOException {
        String classFile = BareServlet.class.getName().replace('.', '/') + ".class";
        Path war = folder.resolve("bare.war");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(war));
                var bytes = BareServlet.class.getResourceAsStream("/" + classFile)) {
            if (bytes == null) {
                throw new IOException("no " + classFile + " on the class path");
            }
            jar.putNextEntry(new JarEntry("WEB-INF/classes/" + classFile));
            bytes.transferTo(jar);
        }
        return war;
    }
}
