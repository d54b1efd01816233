package dev.ringcast.encoder;

import dev.ringcast.drawing.BitmapFont;
import dev.ringcast.drawing.Canvas;
import dev.ringcast.drawing.Colour;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import org.jspecify.annotations.Nullable;

/** The picture shown while the source is away: the channel's title and a word or two. Owned by the encoding thread. */
public final class Slate implements AutoCloseable {
    private final int width;
    private final int height;
    private final String title;
    private @Nullable NativeFrame picture;
    private String drawnWords = "";

    /**
     * @param width of the picture in pixels, even
     * @param height of the picture in pixels, even
     * @param title what the channel is called; signs that the font lacks are left blank
     */
    public Slate(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    /** The picture with these words; it stays this object's, and is drawn only when the words change. */
    public NativeFrame picture(String words) throws FfmpegException {
        NativeFrame current = picture;
        if (current == null || !drawnWords.equals(words)) {
            close();
            current = NativeFrame.canvas(width, height);
            picture = current;
            drawnWords = words;
            draw(Canvas.of(current), words);
        }
        return current;
    }

    private void draw(Canvas canvas, String words) {
        canvas.fill(0, 0, width, height, Colour.NIGHT);
        int band = height / 4 * 2;
        int unit = Math.max(2, height / 180 * 2);
        canvas.fill(0, band, width / 8 * 2, unit, Colour.GRID);
        canvas.fill(width - width / 8 * 2, band, width / 8 * 2, unit, Colour.GRID);
        line(canvas, words, band - height / 10, width * 3 / 4, height / 12, Colour.WHITE);
        line(canvas, title, band + height / 12, width * 3 / 4, height / 24, Colour.SOFT);
    }

    /** A centred line, as large as fits the given box. */
    private void line(Canvas canvas, String text, int top, int mostWidth, int mostHeight, Colour ink) {
        int scale = Math.max(1, mostHeight / BitmapFont.HEIGHT);
        while (scale > 1 && BitmapFont.width(text, scale) > mostWidth) {
            scale--;
        }
        int fitting = Math.min(text.length(), Math.max(1, mostWidth / (BitmapFont.ADVANCE * scale)));
        String shown = text.substring(0, fitting);
        int left = (width - BitmapFont.width(shown, scale)) / 2;
        BitmapFont.draw(canvas.luma(), left, top, shown, scale, ink.luma(), Colour.NIGHT.luma());
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
