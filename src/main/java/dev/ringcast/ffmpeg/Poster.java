package dev.ringcast.ffmpeg;

import dev.ringcast.media.MediaBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/** A still picture out of a channel's own output, by JavaCV. */
public final class Poster {
    /** Each is there twice, with three bytes, on the heap and beside it: a hundred megabytes in all. */
    private static final long MOST_PIXELS = 4096L * 4096;

    private Poster() {}

    /**
     * The first picture of MPEG-TS bytes that begin with an IDR, as JPEG.
     *
     * @throws IOException if there is none, or it cannot be decoded or written
     */
    public static MediaBytes jpeg(MediaBytes transportStream) throws IOException {
        // As a data URL: JavaCV's grabber on a stream keeps a native callback, and with it our class loader, for ever.
        String url = "data:video/mp2t;base64," + Base64.getEncoder().encodeToString(transportStream.toByteArray());
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(url);
                Java2DFrameConverter converter = new Java2DFrameConverter()) {
            grabber.setFormat("mpegts");
            grabber.start();
            long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
            if (pixels > MOST_PIXELS) {
                throw new IOException("pictures of " + grabber.getImageWidth() + "x" + grabber.getImageHeight()
                        + " are too large for a poster");
            }
            Frame frame = grabber.grabImage();
            BufferedImage image = frame == null ? null : converter.convert(frame);
            if (image == null) {
                throw new IOException("no picture in these bytes of MPEG-TS");
            }
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "jpeg", jpeg)) {
                throw new IOException("this Java has no JPEG writer");
            }
            return MediaBytes.owning(jpeg.toByteArray());
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new IOException(e.toString(), e);
        }
    }
}
