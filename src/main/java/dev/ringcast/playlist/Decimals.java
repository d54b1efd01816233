package dev.ringcast.playlist;

import dev.ringcast.media.FrameRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers and dates as playlists want them: a decimal point whatever the locale of the machine, never an exponent (L3).
 */
final class Decimals {
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;
    private static final int FRAME_RATE_DIGITS = 3;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Decimals() {}

    /** Seconds with six decimals, the last one rounded: 3600 of them are wrong by less than 2 ms together (L7). */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS)
                .setScale(MICRO_DIGITS, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Frames per second with three decimals. */
    static String framesPerSecond(FrameRate frameRate) {
        return BigDecimal.valueOf(frameRate.numerator())
                .divide(BigDecimal.valueOf(frameRate.denominator()), FRAME_RATE_DIGITS, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** ISO 8601 in UTC with whole milliseconds, the rest cut off (L18). */
    static String dateTime(Instant instant) {
        return DATE_TIME.format(instant);
    }
}
