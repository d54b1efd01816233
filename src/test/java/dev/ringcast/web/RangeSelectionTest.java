package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSelectionTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-9, 0, 10",
        "bytes=3-5, 3, 3",
        "bytes=3-, 3, 7",
        "bytes=9-, 9, 1",
        "bytes=-1, 9, 1",
        "bytes=-10, 0, 10",
        "bytes=-99, 0, 10",
        "bytes=5-99, 5, 5",
        "bytes=5-99999999999999999999999, 5, 5",
        "bytes=-99999999999999999999999, 0, 10",
        "BYTES=0-1, 0, 2",
        "bytes= 0-1, 0, 2"
    })
    void of_rangeThatMeetsTheBody_isThatSlice(String header, long first, long length) {
        assertThat(RangeSelection.of(header, 10)).isEqualTo(new RangeSelection.Slice(first, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
    void of_rangeOutsideTheBody_isUnsatisfiable(String header) {
        assertThat(RangeSelection.of(header, 10)).isEqualTo(new RangeSelection.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=1-2-3",
                "bytes=1",
                "seconds=0-1",
                "bytes 0-1"
            })
    void of_malformedOrSeveral_isTheWhole(String header) {
        assertThat(RangeSelection.of(header, 10)).isEqualTo(new RangeSelection.Whole());
    }

    @Test
    void of_emptyBody_isNeverASlice() {
        assertThat(RangeSelection.of("bytes=0-", 0)).isEqualTo(new RangeSelection.Unsatisfiable());
        assertThat(RangeSelection.of("bytes=-5", 0)).isEqualTo(new RangeSelection.Unsatisfiable());
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void of_randomRange_isWithinTheBody(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long size = random.nextInt(20);
        String first = random.nextInt(3) == 0 ? "" : Long.toString(random.nextInt(25));
        String last = random.nextInt(3) == 0 ? "" : Long.toString(random.nextInt(25));
        RangeSelection selection = RangeSelection.of("bytes=" + first + "-" + last, size);
        if (selection instanceof RangeSelection.Slice slice) {
            assertThat(slice.first()).isBetween(0L, size - 1);
            assertThat(slice.length()).isBetween(1L, size - slice.first());
        }
    }
}
