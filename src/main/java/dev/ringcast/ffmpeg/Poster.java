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
        }
    }
}
