import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Runs Ringcast from a work tree: Tomcat with the configuration in tomcat-conf and the WAR as its root application.
 * {@code ./mvnw -Prun} calls it, as a source file, after it has built the WAR.
 *
 * <p>Arguments: the WAR, the unpacked Tomcat, the configuration, the folder to run in, the address and the port.
 */
final class Run {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path war;
    private final Path home;
    private final Path configuration;
    private final Path base;
    private final String address;
    private final int port;
    private volatile boolean stopping;

    private Run(String[] args) {
        this.war = Path.of(args[0]).toAbsolutePath();
        this.home = Path.of(args[1]).toAbsolutePath();
        this.configuration = Path.of(args[2]).toAbsolutePath();
        this.base = Path.of(args[3]).toAbsolutePath();
        this.address = args[4];
        this.port = port(args[5]);
    }

    public static void main(String[] args) throws Exception {
        Files.deleteIfExists(failed(args));
        // Somebody may end Maven alone: Tomcat is not to stay behind.
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        try {
            System.exit(new Run(args).run());
        } catch (Failure failure) {
            System.err.printf("%n  %s%n%n", failure.getMessage());
            // Maven looks for this file, because it would add its own stack trace to an exit code.
            Files.writeString(failed(args), failure.getMessage());
            System.exit(1);
        }
    }

    private static Path failed(String[] args) throws IOException {
        Path base = Files.createDirectories(Path.of(args[3]));
        return base.resolve("failed.txt");
    }

    private int run() throws IOException, InterruptedException, GeneralSecurityException {
        requireFreePort();
        String password = randomText(18);
        prepare(password);
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(base.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // setenv.sh asks for the version of the Java that these name.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JRE_HOME");
        Process tomcat = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            stop(tomcat);
        }));
        awaitPage(tomcat);
        if (stopping) {
            return tomcat.waitFor();
        }
        System.out.printf(
                "%n  Ringcast runs. Open%n%n    %s%n%n  and for the administration%n%n    %sadmin/%n    user admin, password"
                        + " %s (for this run only)%n%n  Ctrl-C stops it.%n%n",
                url(), url(), password);
        int code = tomcat.waitFor();
        if (!stopping) {
            throw new Failure("Tomcat ended with code " + code + ". The reason stands above and in "
                    + base.resolve("logs") + ".");
        }
        return code;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new Failure("\"" + text + "\" is no port. Use a number from 1 to 65535: ./mvnw -Prun -Dport=8081");
    }

    private void requireFreePort() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            // As Tomcat does: connections of an earlier run that are not quite closed yet do not count.
            probe.setReuseAddress(!WINDOWS);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (java.net.BindException e) {
            throw new Failure("Cannot listen on " + address + ", port " + port + " (" + e.getMessage()
                    + "). Most likely another program uses the port already. Choose another one:"
                    + " ./mvnw -Prun -Dport=" + (port < 65535 ? port + 1 : 8080));
        }
    }

    /** Lays out the folder to run in. What is there already and has not changed stays. */
    private void prepare(String password) throws IOException, GeneralSecurityException {
        for (String folder : List.of("logs", "temp", "work", "webapps", "conf")) {
            Files.createDirectories(base.resolve(folder));
        }
        try (Stream<Path> files = Files.list(configuration)) {
            // The rest is for people, or belongs elsewhere.
            for (Path file : files.filter(f -> f.toString().matches(".*\\.(xml|properties)"))
                    .toList()) {
                Files.copy(file, base.resolve("conf").resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(
                war,
                base.resolve("webapps/ROOT.war"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        String users = Files.readString(configuration.resolve("tomcat-users.xml"));
        String admin = "<user username=\"admin\" password=\"" + hash(password) + "\" roles=\"ringcast-admin\"/>\n";
        writeForOwnerOnly(
                base.resolve("conf/tomcat-users.xml"),
                users.replace("</tomcat-users>", "  " + admin + "</tomcat-users>"));
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(javaWithItsOptions());
        // As in Tomcat's catalina.sh.
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.lang.reflect",
                "java.base/java.io",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.rmi/sun.rmi.transport")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
        command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
        command.add("-Dcatalina.home=" + home);
        command.add("-Dcatalina.base=" + base);
        command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
        command.add("-Dhttp.address=" + address);
        command.add("-Dhttp.port=" + port);
        command.add("-cp");
        command.add(home.resolve("bin/bootstrap.jar")
                + System.getProperty("path.separator")
                + home.resolve("bin/tomcat-juli.jar"));
        command.add("org.apache.catalina.startup.Bootstrap");
        command.add("start");
        return command;
    }

    /** Java with the options, and where there is a shell also in the environment, that tomcat-conf gives it. */
    private List<String> javaWithItsOptions() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        if (!WINDOWS) {
            // As catalina.sh does; the shell becomes Java, so a signal reaches it.
            String script = ". \"$1\"; java=$2; shift 2; exec \"$java\" $CATALINA_OPTS \"$@\"";
            return List.of(
                    "sh", "-c", script, "sh", configuration.resolve("setenv.sh").toString(), java);
        }
        // cmd.exe cannot become Java, and would be what is ended in place of it.
        List<String> command = new ArrayList<>(List.of(java));
        Pattern.compile("(?m)^set \"CATALINA_OPTS=%CATALINA_OPTS% ([^\"]+)\"")
                .matcher(Files.readString(configuration.resolve("setenv.bat")))
                .results()
                .forEach(line -> command.addAll(List.of(line.group(1).split(" "))));
        return command;
    }

    /** Tomcat answers only after it has deployed its applications, so the first answer tells. */
    private void awaitPage(Process tomcat) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url())).timeout(PATIENCE).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!tomcat.waitFor(100, TimeUnit.MILLISECONDS)) {
            try {
                HttpResponse<String> page = client.send(request, BodyHandlers.ofString());
                if (page.statusCode() == 200) {
                    return;
                }
                throw new Failure("Ringcast did not start: " + url() + " answered " + page.statusCode()
                        + ". The reason stands above and in " + base.resolve("logs") + ".");
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new Failure("Ringcast did not answer at " + url() + " within " + PATIENCE.toSeconds() + " s ("
                            + e + "). See above and " + base.resolve("logs") + ".");
                }
            }
        }
        if (stopping) {
            return;
        }
        throw new Failure("Tomcat ended with code " + tomcat.exitValue()
                + " while it started. The reason stands above and in " + base.resolve("logs") + ".");
    }

    /** Ctrl-C reaches Tomcat too; a signal to this process alone is passed on. */
    private static void stop(Process tomcat) {
        try {
            if (!WINDOWS) {
                tomcat.destroy();
            }
            if (!tomcat.waitFor(20, TimeUnit.SECONDS)) {
                tomcat.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            tomcat.destroyForcibly();
        }
    }

    private String url() {
        boolean everywhere = address.equals("0.0.0.0") || address.equals("::");
        String host = everywhere ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
        return "http://" + host + ":" + port + "/";
    }

    private static String randomText(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** In the form and with the algorithm of the credential handler in tomcat-conf/server.xml. */
    private static String hash(String password) throws GeneralSecurityException {
        int iterations = 100_000;
        byte[] salt = random(16);
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                .getEncoded();
        return HexFormat.of().formatHex(salt) + "$" + iterations + "$"
                + HexFormat.of().formatHex(hash);
    }

    private static void writeForOwnerOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        FileAttribute<?>[] attributes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** Something to tell the person at the console, without a stack trace. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }
}
