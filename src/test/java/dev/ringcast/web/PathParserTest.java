package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.Packaging;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathParserTest {
    private static final String LONGEST_NAME = "n".repeat(64);
    private static final String LARGEST_NUMBER = "9".repeat(18);

    @Test
    void parse_eachKindOfAddress_namesItsParts() {
        assertThat(PathParser.parse("/stream.m3u8")).contains(new Address.DefaultMultivariantPlaylist());
        assertThat(PathParser.parse("/live/a/index.m3u8"))
                .contains(new Address.MultivariantPlaylist("a", Packaging.CMAF));
        assertThat(PathParser.parse("/live/a/ts.m3u8")).contains(new Address.MultivariantPlaylist("a", Packaging.TS));
        assertThat(PathParser.parse("/live/a/v0/ts.m3u8")).contains(new Address.MediaPlaylist("a", "v0", Packaging.TS));
        assertThat(PathParser.parse("/live/a/v0/cmaf.m3u8"))
                .contains(new Address.MediaPlaylist("a", "v0", Packaging.CMAF));
        assertThat(PathParser.parse("/live/a/v0/r-1_X/0.ts"))
                .contains(new Address.Segment("a", "v0", Packaging.TS, "r-1_X", 0));
        assertThat(PathParser.parse("/live/a/v0/r1/5.m4s"))
                .contains(new Address.Segment("a", "v0", Packaging.CMAF, "r1", 5));
        assertThat(PathParser.parse("/live/a/v0/r1/init.mp4")).contains(new Address.Init("a", "v0", "r1"));
        assertThat(PathParser.parse("/live/a/v0/r1/12.3.ts"))
                .contains(new Address.Part("a", "v0", Packaging.TS, "r1", 12, 3));
        assertThat(PathParser.parse("/live/a/poster.jpg")).contains(new Address.Poster("a"));
    }

    @Test
    void parse_longestNamesAndNumbers_stillNameSomething() {
        String directory = "/live/" + LONGEST_NAME + "/" + LONGEST_NAME + "/" + LONGEST_NAME + "/";
        assertThat(PathParser.parse(directory + LARGEST_NUMBER + ".ts"))
                .contains(new Address.Segment(
                        LONGEST_NAME, LONGEST_NAME, Packaging.TS, LONGEST_NAME, 999_999_999_999_999_999L));
        assertThat(PathParser.parse("/live/a/b/c/1." + LARGEST_NUMBER + ".ts"))
                .contains(new Address.Part("a", "b", Packaging.TS, "c", 1, 999_999_999_999_999_999L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/live",
                "/live/",
                "/live/a",
                "/live//ts.m3u8",
                "/live/a/ts.m3u8/",
                "/live/a/TS.m3u8",
                "/LIVE/a/ts.m3u8",
                "/live/a/other.m3u8",
                "/live/a/v0/index.m3u8",
                "/live/a/v0/r1/ts.m3u8",
                "//live/a/ts.m3u8",
                "/live/../ts.m3u8",
                "/live/./ts.m3u8",
                "/live/a/../b/ts.m3u8",
                "/live/a%2fts.m3u8",
                "/live/%61/ts.m3u8",
                "/live/..%2f..%2fetc/ts.m3u8",
                "/live/%252e%252e/ts.m3u8",
                "/live/a/ts.m3u8%00",
                "/live/a\u0000/ts.m3u8",
                "/live/a/ts.m3u8\n",
                "/live/a\\b/ts.m3u8",
                "/live/a;x=1/ts.m3u8",
                "/live/a/ts.m3u8;jsessionid=1",
                "/live/a.b/ts.m3u8",
                "/live/ä/ts.m3u8",
                "/live/a/v0/r1/-1.ts",
                "/live/a/v0/r1/+1.ts",
                "/live/a/v0/r1/01.ts",
                "/live/a/v0/r1/1.01.ts",
                "/live/a/v0/r1/1..ts",
                "/live/a/v0/r1/.1.ts",
                "/live/a/v0/r1/1.2.3.ts",
                "/live/a/v0/r1/0x1.ts",
                "/live/a/v0/r1/1e1.ts",
                "/live/a/v0/r1/\u0661.ts",
                "/live/a/v0/r1/1000000000000000000.ts",
                "/live/a/v0/r1/1.1000000000000000000.ts",
                "/live/a/v0/1.ts",
                "/live/a/v0/poster.jpg",
                "/live/a/cmaf.m3u8",
                "/live/a/v0/index.m3u8",
                "/live/a/v0/init.mp4",
                "/live/a/v0/r1/other.mp4",
                "/live/a/v0/r1/1.mp4",
                "/live/a/v0/r1/init.m4s",
                "/stream.m3u8/",
                "/x/stream.m3u8"
            })
    void parse_anythingElse_namesNothing(String path) {
        assertThat(PathParser.parse(path)).isEmpty();
    }

    @Test
    void parse_namesAndPathsTooLong_nameNothing() {
        assertThat(PathParser.parse("/live/" + LONGEST_NAME + "n/ts.m3u8")).isEmpty();
        assertThat(PathParser.parse("/live/" + "n".repeat(1_000_000) + "/ts.m3u8"))
                .isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void parse_randomPaths_nameOnlyWhatWritesToTheSamePath(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int named = 0;
        for (int i = 0; i < 200; i++) {
            String path = randomPath(random);
            Optional<Address> address = PathParser.parse(path);
            if (address.isPresent()) {
                named++;
                assertThat(written(address.get(), path)).isEqualTo(path);
            }
        }
        assertThat(named).isPositive();
    }

    /** Built of good and bad pieces, so that some are right and most almost are. */
    private static String randomPath(SplittableRandom random) {
        String[] pieces = {
            "a",
            "v0",
            "1",
            "12.3",
            "..",
            "%2e",
            "%2f",
            ";x",
            "\\",
            "",
            " ",
            "ä",
            "0",
            "007",
            "-1",
            "99999999999999999999"
        };
        String[] ends = {
            "/ts.m3u8", "/cmaf.m3u8", "/index.m3u8", "/poster.jpg", "/init.mp4", "/1.ts", "/1.2.m4s", "/01.ts", "/x", ""
        };
        StringBuilder path = new StringBuilder(random.nextInt(10) == 0 ? "/" : "/live");
        int depth = random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            // The first three pieces, which are good, come more often.
            path.append('/').append(pieces[random.nextInt(random.nextBoolean() ? 3 : pieces.length)]);
        }
        return path.append(ends[random.nextInt(ends.length)]).toString();
    }

    private static String written(Address address, String path) {
        if (address instanceof Address.MultivariantPlaylist playlist) {
            return "/live/" + playlist.channel() + (path.endsWith("/index.m3u8") ? "/index.m3u8" : "/ts.m3u8");
        }
        if (address instanceof Address.MediaPlaylist playlist) {
            return "/live/" + playlist.channel() + "/" + playlist.rendition() + "/"
                    + playlist.packaging().playlistName() + ".m3u8";
        }
        if (address instanceof Address.Segment s) {
            return "/live/" + s.channel() + "/" + s.rendition() + "/" + s.run() + "/" + s.sequence() + "."
                    + s.packaging().fileEnding();
        }
        if (address instanceof Address.Part p) {
            return "/live/" + p.channel() + "/" + p.rendition() + "/" + p.run() + "/" + p.sequence() + "." + p.part()
                    + "." + p.packaging().fileEnding();
        }
        if (address instanceof Address.Init i) {
            return "/live/" + i.channel() + "/" + i.rendition() + "/" + i.run() + "/init.mp4";
        }
        return address instanceof Address.Poster poster ? "/live/" + poster.channel() + "/poster.jpg" : "/stream.m3u8";
    }
}
