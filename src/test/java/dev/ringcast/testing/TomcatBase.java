package dev.ringcast.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a Tomcat of a test is to be: its configuration, applications, users and options. {@link #start} lays it out in a
 * temporary folder (CATALINA_BASE) and runs it. For one thread, and for one start.
 */
public final class TomcatBase {
    private static final Path HOME = Path.of(property("tomcat.dist"));

    private final boolean recommended;
    private final Map<String, Path> wars = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private boolean packed;
    private Optional<SmallDisk> disk = Optional.empty();

    private TomcatBase(boolean recommended) {
        this.recommended = recommended;
    }

    /** Tomcat as it comes; only its ports are changed. */
    public static TomcatBase stock() {
        return new TomcatBase(false);
    }

    /** Tomcat with the configuration in tomcat-conf. */
    public static TomcatBase recommended() {
        return new TomcatBase(true);
    }

    /** The WAR that the build has made. */
    public static Path builtWar() {
        return Path.of(property("ringcast.war"));
    }

    /** Deploys a WAR; the name is that of the file in webapps, without its ending: ROOT for the root application. */
    public TomcatBase war(String name, Path war) {
        wars.put(name, war);
        return this;
    }

    /** Puts a text file somewhere below the base, as webapps/other/index.html or conf/ringcast.properties. */
    public TomcatBase file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Leaves WARs packed. */
    public TomcatBase packed() {
        packed = true;
        return this;
    }

    /** Lays its base on this disk. */
    public TomcatBase on(SmallDisk small) {
        disk = Optional.of(small);
        return this;
    }

    /** Has it and what it starts go by this clock. */
    public TomcatBase by(WallClock clock) {
        environment.putAll(clock.environment());
        return this;
    }

    /** Deploys Tomcat's manager. */
    public TomcatBase manager() {
        return file(
                "conf/Catalina/localhost/manager.xml",
                "<Context docBase=\"${catalina.home}/webapps/manager\" privileged=\"true\"/>\n");
    }

    /** Adds a user; neither name nor password may hold a character that is special in XML. */
    public TomcatBase user(String name, String password, String... roles) {
        users.add("  <user username=\"" + name + "\" password=\"" + (recommended ? hash(password) : password)
                + "\" roles=\"" + String.join(",", roles) + "\"/>\n");
        return this;
    }

    /** Adds an option of the Java virtual machine without blanks, as -Dname=value. */
    public TomcatBase option(String option) {
        options.add(option);
        return this;
    }

    /** Sets a variable of the environment. */
    public TomcatBase environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Lays the base out, starts Tomcat on a free port of 127.0.0.1 and waits until a path answers 200.
     *
     * @throws AssertionError with Tomcat's log, if it does not answer in time
     */
    public TomcatProcess start(String readyPath) throws IOException, InterruptedException {
        Path base = disk.isPresent()
                ? Files.createDirectory(disk.get().outside().resolve(TomcatProcess.FOLDER))
                : Files.createTempDirectory("ringcast-tomcat");
        TomcatProcess tomcat;
        try {
            int port = TomcatProcess.freePort();
            for (String folder : List.of("bin", "conf", "logs", "temp", "webapps", "work")) {
                Files.createDirectories(base.resolve(folder));
            }
            copyFiles(HOME.resolve("conf"), base.resolve("conf"));
            if (recommended) {
                Path configuration = Path.of(property("tomcat.conf"));
                copyFiles(configuration, base.resolve("conf"));
                Files.move(base.resolve("conf/setenv.sh"), base.resolve("bin/setenv.sh"));
            }
            edit(
                    base.resolve("conf/server.xml"),
                    server -> server.replace(
                                    "<Connector port=\"8080\"",
                                    "<Connector address=\"127.0.0.1\" port=\"" + port + "\"")
                            .replace("port=\"8005\"", "port=\"-1\"")
                            .replace("unpackWARs=\"true\"", "unpackWARs=\"" + !packed + "\""));
            edit(
                    base.resolve("conf/tomcat-users.xml"),
                    list -> list.replace("</tomcat-users>", String.join("", users) + "</tomcat-users>"));
            for (Map.Entry<String, Path> war : wars.entrySet()) {
                Files.copy(war.getValue(), base.resolve("webapps/" + war.getKey() + ".war"));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = base.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, file.getValue());
            }
            options.add("-Dhttp.address=127.0.0.1");
            options.add("-Dhttp.port=" + port);
            environment.put("CATALINA_OPTS", String.join(" ", options));
            tomcat = new TomcatProcess(HOME, base, port, environment, disk);
        } catch (IOException | RuntimeException e) {
            TomcatProcess.deleteFolder(base);
            throw e;
        }
        try {
            tomcat.start(readyPath);
        } catch (IOException | InterruptedException | AssertionError e) {
            tomcat.close();
            throw e;
        }
        return tomcat;
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> list = Files.list(from)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }

    private static void edit(Path file, java.util.function.UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** As the credential handler in tomcat-conf/server.xml reads it; a password of a test needs few iterations. */
    private static String hash(String password) {
        byte[] salt = new byte[16];
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1000, 256))
                    .getEncoded();
            return HexFormat.of().formatHex(salt) + "$1000$" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks PBKDF2WithHmacSHA512", e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new UncheckedIOException(new IOException(
                    "system property " + name + " is not set; run integration tests with Maven: verify"));
        }
        return value;
    }
}
