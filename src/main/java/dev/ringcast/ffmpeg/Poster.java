package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;

import dev.ringcast.media.MediaBytes;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

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
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(url)) {
            grabber.setFormat("mpegts");
            // JavaCV's own conversion takes all colours for BT.601.
            grabber.setImageMode(FrameGrabber.ImageMode.RAW);
            grabber.start();
            long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
            if (pixels > MOST_PIXELS) {
                throw new IOException("pictures of " + grabber.getImageWidth() + "x" + grabber.getImageHeight()
                        + " are too large for a poster");
            }
            Frame frame = grabber.grabImage();
            if (frame == null || !(frame.opaque instanceof AVFrame picture)) {
                throw new IOException("no picture in these bytes of MPEG-TS");
            }
            BufferedImage image = image(picture, grabber.getImageWidth(), grabber.getImageHeight());
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "jpeg", jpeg)) {
                throw new IOException("this Java has no JPEG writer");
            }
            return MediaBytes.owning(jpeg.toByteArray());
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            throw new IOException(e.toString(), e);
        }
    }

    private static BufferedImage image(AVFrame picture, int width, int height) throws FfmpegException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        try (PictureConverter converter = new PictureConverter();
                NativeFrame converted = NativeFrame.picture(width, height, AV_PIX_FMT_BGR24)) {
            AVFrame rows = converted.avFrame();
            converter.convert(picture, rows.data(), rows.linesize(), width, height, AV_PIX_FMT_BGR24);
            for (int y = 0; y < height; y++) {
                rows.data(0).position((long) y * rows.linesize(0)).get(pixels, y * width * 3, width * 3);
            }
        }
        return image;
    }
}
