package dev.ringcast.lifecycle;

import dev.ringcast.channel.CaptureService;
import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.monitoring.MetricsAccess;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.File;
import java.util.Optional;

/**
 * Starts the capture service with the web application and stops it with it. Declared in {@code web.xml} after Weld's
 * listener, so that beans still work when the application ends.
 */
public class RingcastListener implements ServletContextListener {
    @Inject
    private CaptureService captureService;

    @Inject
    private MetricsAccess metricsAccess;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        ServerConfig config = ConfigLoader.load();
        metricsAccess.allow(config.metrics());
        captureService.start(config, NativePreload.of(context), NativePreload.directory(context), classPath(context));
    }

    /** Empty where the application is not unpacked. */
    private static Optional<String> classPath(ServletContext context) {
        return Optional.ofNullable(context.getRealPath("/WEB-INF/lib"))
                .map(libraries -> libraries + File.separator + "*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        captureService.stop();
        NativePreload.of(event.getServletContext()).discard();
    }
}
