package dev.ringcast.ffmpeg;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The jars with native libraries that the application carries as plain resources. They are unpacked by us, not by
 * JavaCPP: out of a packed WAR it would copy the whole jar for each look.
 */
final class NativeArchive {
    private static final System.Logger LOG = System.getLogger(NativeArchive.class.getName());
    private static final Pattern JAR =
            Pattern.compile(".*/(javacpp|ffmpeg)-[\\d.-]+?-([a-z]+-[a-z0-9_]+?)(-gpl)?\\.jar");
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so(\\.\\d+)*|dylib|dll)");
    private static final String COMPLETE = "complete";

    /** A zip stream reads and gives away about a kilobyte at a time: without these, a call of the system for each. */
    private static final int BUFFER = 1 << 16;

    private final Set<String> resources;
    private final NativeStart.Opener opener;

    /**
     * @param resources paths of all jars carried
     * @param opener opens one of them
     */
    NativeArchive(Set<String> resources, NativeStart.Opener opener) {
        this.resources = Set.copyOf(resources);
        this.opener = opener;
    }

    /**
     * Unpacks the libraries of this platform flat into a directory of their version, unless that was done before.
     *
     * @param directory the application's own directory for them
     * @return where they are
     * @throws NativeLoadException if that is not possible here; the message says why and what to do
     */
    Path unpack(Path directory) throws NativeLoadException {
        return unpack(NativePlatform.current(), directory);
    }

    /** Unpacks a platform's libraries flat into a directory of their version, unless that was done before. */
    Path unpack(String platform, Path directory) throws NativeLoadException {
        List<String> jars = resources.stream()
                .filter(path -> platform.equals(platformOf(path)))
                .sorted()
                .toList();
        if (jars.size() < 2) {
            throw new NativeLoadException("This machine is " + platform + ", and this ringcast.war carries FFmpeg for "
                    + platforms() + " only. Use a WAR built for it (./mvnw package on such a machine), or one for all"
                    + " supported platforms (./mvnw package -Pall-platforms).");
        }
        Path target = directory.resolve(Integer.toHexString(jars.hashCode()));
        Path marker = target.resolve(COMPLETE);
        if (!Files.exists(marker)) {
            try {
                Files.createDirectories(target);
                for (String jar : jars) {
                    unpackJar(jar, target);
                }
                Files.createFile(marker);
                deleteOthers(directory, target);
            } catch (IOException e) {
                throw new NativeLoadException(
                        "The FFmpeg libraries cannot be unpacked to " + target + ": " + e
                                + ". Tomcat must be able to write there, with 100 MB free.",
                        e);
            }
        }
        return target;
    }

    /** Of an application that was replaced while Tomcat was stopped, Tomcat keeps the directory. */
    private static void deleteOthers(Path directory, Path target) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(
                directory, path -> !path.equals(target) && Files.exists(path.resolve(COMPLETE)))) {
            for (Path version : versions) {
                try (Stream<Path> files = Files.walk(version)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "FFmpeg of another version stays in {0}: {1}", directory, e);
        }
    }

    private void unpackJar(String jar, Path target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(opener.open(jar), BUFFER))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (!entry.isDirectory() && LIBRARY.matcher(name).matches()) {
                    Path file = Files.createTempFile(target, "unpacking", null);
                    try {
                        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                            zip.transferTo(out);
                        }
                        moveInPlace(file, target.resolve(name));
                    } finally {
                        // A disk that is full must not be fuller after each attempt.
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    private static void moveInPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String platforms() {
        Set<String> platforms = new TreeSet<>();
        resources.forEach(path -> platforms.add(platformOf(path)));
        platforms.remove("");
        return platforms.isEmpty() ? "no platform" : String.join(", ", platforms);
    }

    private static String platformOf(String path) {
        Matcher matcher = JAR.matcher(path);
        return matcher.matches() ? matcher.group(2) : "";
    }
}
