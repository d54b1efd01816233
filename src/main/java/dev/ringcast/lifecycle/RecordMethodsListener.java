package dev.ringcast.lifecycle;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * Has Java let go of the web application when all else has ended: declared first in {@code web.xml}, so that it is told
 * last. {@link ObjectMethods}, which makes {@code equals} and {@code hashCode} of records when they are called first, keeps
 * the types that it was asked for last (in {@code MethodHandle.asTypeCache}), and with them the class loader of a web
 * application. So it is asked for a type of the container's: later Javas remember types of their own apart from others
 * ({@code asTypeSoftCache}), and would keep ours, until memory is short, beside one of Java's.
 */
public final class RecordMethodsListener implements ServletContextListener {
    private static final System.Logger LOG = System.getLogger(RecordMethodsListener.class.getName());

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Class<?> theirs = ServletContextEvent.class;
        MethodHandle component = MethodHandles.identity(theirs);
        for (String method : List.of("equals", "hashCode")) {
            try {
                ObjectMethods.bootstrap(
                        MethodHandles.lookup(), method, MethodHandle.class, theirs, "component", component);
            } catch (Throwable e) { // as it declares
                LOG.log(System.Logger.Level.WARNING, "Java may keep this application's classes in memory", e);
            }
        }
    }
}
