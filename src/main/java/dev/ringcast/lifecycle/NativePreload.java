package dev.ringcast.lifecycle;

import dev.ringcast.ffmpeg.NativeStart;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.jboss.weld.environment.servlet.EnhancedListener;
import org.jspecify.annotations.Nullable;

/**
 * Begins to load FFmpeg as the first thing that the application does, while Weld starts. The servlet container finds it
 * in {@code META-INF/services}, and no other one in the application ({@code absolute-ordering} in {@code web.xml}): so it
 * starts Weld itself. {@link RingcastListener} takes what it has begun.
 */
public final class NativePreload implements ServletContainerInitializer {
    private static final String NATIVES = "/WEB-INF/natives/";
    private static final String STARTED = NativeStart.class.getName();

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        Set<String> jars = context.getResourcePaths(NATIVES);
        context.setAttribute(
                STARTED,
                NativeStart.begin(jars == null ? Set.of() : jars, path -> open(context, path), directory(context)));
        new EnhancedListener().onStartup(classes, context);
    }

    /** What was begun for this application. */
    static NativeStart of(ServletContext context) {
        if (context.getAttribute(STARTED) instanceof NativeStart start) {
            return start;
        }
        throw new IllegalStateException("the servlet container has not called " + NativePreload.class.getName());
    }

    /** The application's own directory for libraries and processes. */
    static Path directory(ServletContext context) {
        File temporary = (File) context.getAttribute(ServletContext.TEMPDIR);
        return temporary.toPath().resolve("natives");
    }

    private static InputStream open(ServletContext context, String path) throws FileNotFoundException {
        InputStream resource = context.getResourceAsStream(path);
        if (resource == null) {
            throw new FileNotFoundException(path + " is missing in the web application");
        }
        return resource;
    }
}
