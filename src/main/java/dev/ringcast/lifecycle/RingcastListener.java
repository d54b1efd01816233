package dev.ringcast.lifecycle;

import dev.ringcast.channel.CaptureService;
import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeArchive;
import dev.ringcast.monitoring.MetricsAccess;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Starts the capture service with the web application and stops it with it. Declared in {@code web.xml} after Weld's
 * listener, so that beans still work when the application ends.
 */
public class RingcastListener implements ServletContextListener {
    private static final String NATIVES = "/WEB-INF/natives/";

    @Inject
    private CaptureService captureService;

    @Inject
    private MetricsAccess metricsAccess;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        File temporary = (File) context.getAttribute(ServletContext.TEMPDIR);
        ServerConfig config = ConfigLoader.load();
        metricsAccess.allow(config.metrics());
        captureService.start(config, archive(context), temporary.toPath().resolve("natives"), classPath(context));
    }

    /** Empty where the application is not unpacked. */
    private static Optional<String> classPath(ServletContext context) {
        String classes = context.getRealPath("/WEB-INF/classes");
        String libraries = context.getRealPath("/WEB-INF/lib");
        return classes == null || libraries == null
                ? Optional.empty()
                : Optional.of(classes + File.pathSeparator + libraries + File.separator + "*");
    }

    private static NativeArchive archive(ServletContext context) {
        Set<String> jars = context.getResourcePaths(NATIVES);
        return new NativeArchive(jars == null ? Set.of() : jars, path -> {
            InputStream resource = context.getResourceAsStream(path);
            if (resource == null) {
                throw new FileNotFoundException(path + " is missing in the web application");
            }
            return resource;
        });
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        captureService.stop();
    }
}
