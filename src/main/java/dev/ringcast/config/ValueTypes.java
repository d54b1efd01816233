package dev.ringcast.config;

import dev.ringcast.media.FrameRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that settings have, each with its bounds. Bounds are written as the values are. */
final class ValueTypes {
    static final int LONGEST_TEXT = 2048;
    static final String SECRET = "secret";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([A-Za-z]*)");
    private static final Pattern PICTURE_SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    /** Half of what SHA-256 makes of a key: shorter ones can be guessed. */
    private static final int SHORTEST_SECRET = 16;

    private static final int LONGEST_SECRET = 256;
    private static final int SMALLEST_SIDE = 64;
    private static final int LARGEST_SIDE = 4096;

    private ValueTypes() {}

    static boolean isChannelName(String text) {
        return NAME.matcher(text).matches();
    }

    static ValueType<List<String>> names() {
        return new ValueType<>(
                "list of names",
                "names of A-Z, a-z, 0-9, _ and -, with commas between",
                text -> List.of(text.split(",", -1)).stream().map(String::strip).toList());
    }

    static ValueType<String> text() {
        return new ValueType<>(
                "text",
                "1 to " + LONGEST_TEXT + " characters, no control characters",
                checked(text ->
                        text.length() <= LONGEST_TEXT && text.codePoints().noneMatch(Character::isISOControl)));
    }

    /** A secret, or nothing where «none» is written. */
    static ValueType<List<String>> secret() {
        return new ValueType<>(
                SECRET,
                "none, or " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " printable ASCII characters without blanks",
                text -> {
                    boolean good = text.length() >= SHORTEST_SECRET
                            && text.length() <= LONGEST_SECRET
                            && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
                    if (!good && !text.equals("none")) {
                        throw new IllegalArgumentException("not a secret");
                    }
                    return good ? List.of(text) : List.of();
                });
    }

    static ValueType<String> choice(List<String> choices) {
        return new ValueType<>("choice", String.join(", ", choices), checked(choices::contains));
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>(
                "flag",
                "true, false",
                checked(List.of("true", "false")::contains).andThen(Boolean::valueOf));
    }

    static ValueType<Integer> wholeNumber(int least, int most) {
        return new ValueType<>("number", least + " to " + most, text -> bounded(Integer.valueOf(text), least, most));
    }

    static ValueType<Duration> duration(String least, String most) {
        return new ValueType<>(
                "duration",
                least + " to " + most + " (units ms, s, m, h)",
                text -> bounded(readDuration(text), readDuration(least), readDuration(most)));
    }

    static ValueType<Long> bitRate(String least, String most) {
        return new ValueType<>(
                "bits per second",
                least + " to " + most + " (k = 1000, M = 1000 k)",
                text -> bounded(readScaled(text, 1000), readScaled(least, 1000), readScaled(most, 1000)));
    }

    static ValueType<Long> bits(String least, String most) {
        return new ValueType<>("bits", least + " to " + most + " (k = 1000, M = 1000 k)", bitRate(least, most)::parse);
    }

    static ValueType<Long> bytes(String least, String most) {
        return new ValueType<>(
                "bytes",
                least + " to " + most + " (k = 1024, M = 1024 k, G = 1024 M)",
                text -> bounded(readScaled(text, 1024), readScaled(least, 1024), readScaled(most, 1024)));
    }

    static ValueType<List<Rung>> ladder() {
        return new ValueType<>(
                "list of rungs",
                Rung.allowed(),
                text -> text.equals("none")
                        ? List.of()
                        : List.of(text.split(",", -1)).stream()
                                .map(String::strip)
                                .map(Rung::parse)
                                .toList());
    }

    static ValueType<PictureSize> pictureSize() {
        return new ValueType<>(
                "WIDTHxHEIGHT", "even numbers from " + SMALLEST_SIDE + " to " + LARGEST_SIDE, ValueTypes::readSize);
    }

    static ValueType<FrameRate> frameRate(int least, int most) {
        return new ValueType<>(
                "frames per second", least + " to " + most + ", also 30000/1001, 23.976, 29.97, 59.94", text -> {
                    FrameRate frameRate = FrameRate.parse(text);
                    bounded(frameRate.framesPerSecond(), (double) least, (double) most);
                    return frameRate;
                });
    }

    /** Width and height in pixels. */
    record PictureSize(int width, int height) {}

    private static Function<String, String> checked(Predicate<String> allowed) {
        return text -> {
            if (!allowed.test(text)) {
                throw new IllegalArgumentException("not allowed: " + text);
            }
            return text;
        };
    }

    private static <T extends Comparable<T>> T bounded(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static PictureSize readSize(String text) {
        Matcher matcher = PICTURE_SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        return new PictureSize(readSide(matcher.group(1)), readSide(matcher.group(2)));
    }

    /** @throws IllegalArgumentException if the text is no side of a picture */
    static int readSide(String text) {
        int side = bounded(Integer.valueOf(text), SMALLEST_SIDE, LARGEST_SIDE);
        if (side % 2 != 0) {
            // 4:2:0 has one colour sample for two pixels.
            throw new IllegalArgumentException("an odd side: " + text);
        }
        return side;
    }

    private static Duration readDuration(String text) {
        Matcher matcher = quantity(text);
        long nanosPerUnit = switch (matcher.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalArgumentException("no unit of time: " + text);
        };
        return Duration.ofNanos(scaled(matcher.group(1), nanosPerUnit));
    }

    private static long readScaled(String text, long kilo) {
        Matcher matcher = quantity(text);
        long unit = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "" -> 1;
            case "K" -> kilo;
            case "M" -> kilo * kilo;
            case "G" -> kilo * kilo * kilo;
            default -> throw new IllegalArgumentException("no unit: " + text);
        };
        return scaled(matcher.group(1), unit);
    }

    private static Matcher quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a quantity: " + text);
        }
        return matcher;
    }

    private static long scaled(String number, long unit) {
        try {
            return new BigDecimal(number).multiply(BigDecimal.valueOf(unit)).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("no whole number: " + number + " times " + unit, e);
        }
    }
}
