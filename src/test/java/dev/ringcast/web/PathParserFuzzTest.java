package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.channel.PlaybackTokens;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Bounds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Any path names nothing or one thing, and no other path names that; a token is good only as it was made. */
class PathParserFuzzTest {
    private static final PlaybackTokens TOKENS = PlaybackTokens.of(
                    "live", List.of("0123456789abcdef"), InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)))
            .orElseThrow();

    @FuzzTest
    void parse(byte[] path) throws Exception {
        String text = new String(path, StandardCharsets.ISO_8859_1);
        Bounds.hold(() -> {
            SignedPath signed = SignedPath.of(text);
            signed.token().ifPresent(token -> assertToken(text, signed.path(), token));
            PathParser.parse(signed.path())
                    .ifPresent(address -> assertThat(printed(address)).isEqualTo(signed.path()));
        });
    }

    private static void assertToken(String whole, String path, String token) {
        int end = path.indexOf('/', "/live/".length());
        assertThat(path.substring(0, end) + "/~" + token + path.substring(end)).isEqualTo(whole);
        assertThat(SignedPath.of(path).token().isEmpty() || path.charAt(end + 1) == '~')
                .isTrue();
        Optional<PlaybackTokens.Grant> grant = TOKENS.check(token);
        grant.ifPresent(good -> assertThat(TOKENS.make(good.expiry())).isEqualTo(token));
    }

    /** The one path of what is named, written anew. */
    private static String printed(Address address) {
        if (address instanceof Address.DefaultMultivariantPlaylist) {
            return "/stream.m3u8";
        }
        String channel = "/live/" + name(address.channel()) + "/";
        if (address instanceof Address.MultivariantPlaylist named) {
            return channel + (named.packaging() == Packaging.TS ? "ts" : "index") + ".m3u8";
        }
        if (address instanceof Address.MediaPlaylist named) {
            return channel + name(named.rendition()) + (named.packaging() == Packaging.TS ? "/ts" : "/cmaf") + ".m3u8";
        }
        if (address instanceof Address.Segment named) {
            return channel + name(named.rendition()) + "/" + name(named.run()) + "/" + named.sequence()
                    + ending(named.packaging());
        }
        if (address instanceof Address.Part named) {
            return channel + name(named.rendition()) + "/" + name(named.run()) + "/" + named.sequence() + "."
                    + named.part() + ending(named.packaging());
        }
        if (address instanceof Address.Init named) {
            return channel + name(named.rendition()) + "/" + name(named.run()) + "/init.mp4";
        }
        return channel + "poster.jpg";
    }

    private static String name(String name) {
        assertThat(name).matches("[A-Za-z0-9_-]{1,64}");
        return name;
    }

    private static String ending(Packaging packaging) {
        return packaging == Packaging.TS ? ".ts" : ".m4s";
    }
}
