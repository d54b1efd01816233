package dev.ringcast.testing;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What other programs of the machine see of a Tomcat: its command line, its threads, its management beans, its logs. */
public final class Inside {
    private Inside() {}

    /** Its command line, as ps shows it. */
    public static String commandLine(TomcatProcess tomcat) throws IOException {
        return Files.readString(proc(tomcat).resolve("cmdline"), StandardCharsets.UTF_8)
                .replace('\0', ' ');
    }

    /** The names and stacks of Java's threads, and the names that the system has for all threads. */
    public static String threads(TomcatProcess tomcat) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder(String.join("\n", tomcat.jcmd("Thread.print")));
        try (Stream<Path> tasks = Files.list(proc(tomcat).resolve("task"))) {
            for (Path task : tasks.toList()) {
                all.append('\n').append(name(task));
            }
        }
        return all.toString();
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            // The thread has ended meanwhile.
            return "";
        }
    }

    /** The files in its folder of logs. */
    public static String logFiles(TomcatProcess tomcat) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(tomcat.base().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** All attributes of all management beans, a line each. */
    @SuppressWarnings("BanJNDI") // What is read comes from the test's own server on this machine.
    public static String managementBeans(TomcatProcess tomcat) throws IOException, InterruptedException, JMException {
        tomcat.jcmd("ManagementAgent.start_local");
        String address = tomcat.jcmd("PerfCounter.print").stream()
                .filter(line -> line.startsWith("sun.management.JMXConnectorServer.address="))
                .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("jcmd tells no address of the management agent"));
        StringBuilder all = new StringBuilder();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (ObjectName name : beans.queryNames(null, null)) {
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                    all.append(name).append(' ').append(attribute.getName()).append('=');
                    all.append(value(beans, name, attribute.getName())).append('\n');
                }
            }
        }
        return all.toString();
    }

    private static String value(MBeanServerConnection beans, ObjectName name, String attribute) throws IOException {
        try {
            return text(beans.getAttribute(name, attribute));
        } catch (JMException | JMRuntimeException | IOException e) {
            // Not every attribute can be had, and some are of a class that only the server has.
            return e.toString();
        }
    }

    private static String text(Object value) {
        if (value instanceof CompositeData data) {
            return data.values().stream().map(Inside::text).collect(Collectors.joining(", "));
        }
        if (value instanceof TabularData data) {
            return data.values().stream().map(Inside::text).collect(Collectors.joining(", "));
        }
        if (value != null && value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> text(Array.get(value, i)))
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }

    private static Path proc(TomcatProcess tomcat) {
        return Path.of("/proc", Long.toString(tomcat.pid()));
    }
}
