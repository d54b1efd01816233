package dev.ringcast.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.testing.Clips;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosterTest {
    @TempDir
    private Path folder;

    private MediaBytes picture(String size) throws Exception {
        NativeRuntime.load();
        Path file = folder.resolve("picture.ts");
        Clips.picture(file, size);
        return MediaBytes.owning(Files.readAllBytes(file));
    }

    @Test
    void jpeg_picture_hasItsSizeAndColour() throws Exception {
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(Poster.jpeg(picture("320x180")).toByteArray()));

        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(180);
        Color colour = new Color(image.getRGB(160, 90));
        assertThat(colour.getRed()).isGreaterThan(245);
        assertThat(colour.getGreen()).isLessThan(10);
        assertThat(colour.getBlue()).isLessThan(10);
    }

    /** Of one colour it is a few kilobytes, and would be a gigabyte on its way to a JPEG. */
    @Test
    void jpeg_hugePicture_isRefused() throws Exception {
        MediaBytes huge = picture("8192x4096");

        assertThatThrownBy(() -> Poster.jpeg(huge))
                .isInstanceOf(IOException.class)
                .hasMessage("pictures of 8192x4096 are too large for a poster");
    }

    @Test
    void jpeg_noMedia_fails() {
        assertThatThrownBy(() -> Poster.jpeg(MediaBytes.owning(new byte[188]))).isInstanceOf(IOException.class);
    }
}
