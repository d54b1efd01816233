package dev.ringcast.testing;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * The lowest part of the picture that a page's video shows at one moment.
 *
 * @param width of the whole picture in pixels
 * @param height of the whole picture in pixels
 * @param top the first row that was read
 * @param luminance of the pixels from that row on, row by row, 0 (black) to 255
 */
public record PictureReader(int width, int height, int top, List<Integer> luminance) {
    private static final int ROWS = 40;
    private static final String SCRIPT = """
            rows => {
              const video = document.querySelector('video');
              const canvas = document.createElement('canvas');
              canvas.width = video.videoWidth;
              canvas.height = video.videoHeight;
              const context = canvas.getContext('2d', {willReadFrequently: true});
              context.drawImage(video, 0, 0);
              const top = Math.max(0, canvas.height - rows);
              const {data} = context.getImageData(0, top, canvas.width, canvas.height - top);
              const answer = [canvas.width, canvas.height, top];
              for (let i = 0; i < data.length; i += 4) {
                answer.push(Math.round(0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]));
              }
              return answer;
            }
            """;

    /** Copies the list. */
    public PictureReader {
        luminance = List.copyOf(luminance);
    }

    /** Reads the page's video through a canvas of the video's own size. */
    public static PictureReader read(Page page) {
        List<Integer> answer = ((List<?>) page.evaluate(SCRIPT, ROWS))
                .stream().map(value -> ((Number) value).intValue()).toList();
        return new PictureReader(answer.get(0), answer.get(1), answer.get(2), answer.subList(3, answer.size()));
    }

    /** The brightness of the pixel at x, y; black above the part that was read. */
    public IntBinaryOperator pixels() {
        return (x, y) -> y < top ? 0 : luminance.get((y - top) * width + x);
    }
}
