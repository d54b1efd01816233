package dev.ringcast.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the file of a {@code file:} address. */
final class MediaFile {
    static final String SCHEME = "file:";

    private static final String FORM = "write file: and a path below the media folder";

    /**
     * Containers that hold all they need. Left out is what names other files or addresses (playlists, concat scripts,
     * image sequences): a file of the media folder must not lead out of it.
     */
    private static final String CONTAINERS = "aac,ac3,aiff,amr,apng,asf,au,av1,avi,caf,dv,eac3,flac,flv,gif,h264,hevc,"
            + "ivf,m4v,matroska,webm,mjpeg,mov,mp4,mp3,mpeg,mpegts,mpegvideo,mxf,nut,obu,ogg,rm,tta,vc1,w64,wav,wtv,wv,"
            + "yuv4mpegpipe";

    private MediaFile() {}

    /**
     * The input for a regular file in the media folder.
     *
     * @throws SourceException if there is none, or if the path leads out of the folder
     */
    static Input input(SourceRequest request) throws SourceException {
        Path file = resolve(request.address(), request.mediaFolder());
        return Input.of(
                SCHEME + file,
                "",
                Map.of(
                        "protocol_whitelist",
                        "file",
                        "format_whitelist",
                        CONTAINERS,
                        "max_streams",
                        "64",
                        "probesize",
                        "5000000",
                        "analyzeduration",
                        "5000000"));
    }

    /** The real path of the file: links are followed, and only then is it compared with the folder. */
    static Path resolve(String address, Path mediaFolder) throws SourceException {
        Path folder;
        try {
            folder = mediaFolder.toRealPath();
        } catch (IOException e) {
            throw refused(address, "the media folder " + mediaFolder + " cannot be used: " + reason(e), e);
        }
        // Before anything is asked of the file system: whether a file outside exists is nobody's business.
        Path file = named(address, mediaFolder, folder);
        try {
            file = file.toRealPath();
        } catch (IOException e) {
            throw refused(address, reason(e) + " (looked in " + folder + ")", e);
        }
        if (!file.startsWith(folder)) {
            throw outside(address, folder);
        }
        if (!Files.isRegularFile(file)) {
            throw refused(address, "is not a regular file", null);
        }
        if (!Files.isReadable(file)) {
            throw refused(address, "may not be read by the server's user", null);
        }
        return file;
    }

    /**
     * Looks at the text alone, and at where the media folder is: neither need be there.
     *
     * @throws SourceException if the address names no file below the folder
     */
    static void check(String address, Path mediaFolder) throws SourceException {
        Path folder;
        try {
            folder = mediaFolder.toRealPath();
        } catch (IOException e) {
            folder = mediaFolder.toAbsolutePath();
        }
        named(address, mediaFolder, folder);
    }

    private static Path named(String address, Path mediaFolder, Path folder) throws SourceException {
        String name = address.substring(SCHEME.length());
        if (name.startsWith("//")) {
            name = name.substring(2);
        }
        if (name.isBlank()) {
            throw refused(address, "names no file; " + FORM, null);
        }
        Path file;
        try {
            file = folder.resolve(name);
        } catch (InvalidPathException e) {
            throw refused(address, "is not a path: " + e.getReason() + "; " + FORM, e);
        }
        if (!file.normalize().startsWith(folder) && !file.normalize().startsWith(mediaFolder.toAbsolutePath())) {
            throw outside(address, folder);
        }
        return file;
    }

    private static SourceException outside(String address, Path folder) {
        return refused(address, "leads out of the media folder " + folder + "; " + FORM, null);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : e.getClass().getSimpleName();
    }

    private static SourceException refused(String address, String reason, @Nullable Throwable cause) {
        return new SourceException(SourceAddress.redacted(address), reason, cause);
    }
}
