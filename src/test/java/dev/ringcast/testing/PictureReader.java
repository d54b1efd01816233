package dev.ringcast.testing;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Reads the picture that a page's video shows at this moment. */
@FunctionalInterface
public interface PictureReader {
    /**
     * A point of the picture.
     *
     * @param x from 0, the left edge, to 1
     * @param y from 0, the upper edge, to 1
     */
    record Point(double x, double y) {
        /** Checks the bounds. */
        public Point {
            if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) {
                throw new IllegalArgumentException("no point of the picture: " + x + ", " + y);
            }
        }
    }

    /** The brightness of these points, from 0 (black) to 255, all out of the same picture. */
    List<Integer> luminance(Page page, List<Point> points);

    /** A reader that draws the first video element of the page into a canvas of the video's own size. */
    static PictureReader throughCanvas() {
        String script = """
                points => {
                  const video = document.querySelector('video')
                    ?? [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('video')).find(v => v);
                  const canvas = document.createElement('canvas');
                  canvas.width = video.videoWidth;
                  canvas.height = video.videoHeight;
                  const context = canvas.getContext('2d', {willReadFrequently: true});
                  context.drawImage(video, 0, 0);
                  return points.map(({x, y}) => {
                    const [r, g, b] = context.getImageData(
                      Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data;
                    return Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
                  });
                }
                """;
        return (page, points) -> {
            Object answer = page.evaluate(
                    script,
                    points.stream()
                            .map(point -> Map.of("x", point.x(), "y", point.y()))
                            .toList());
            return ((List<?>) answer)
                    .stream().map(value -> ((Number) value).intValue()).toList();
        };
    }
}
