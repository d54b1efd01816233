package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.media.Packaging;

/** What a media address names. Nothing in it says that the named thing exists. */
sealed interface Address {
    /** What kind of thing it is. */
    AnswerCount.Kind kind();

    /** The name of its channel; empty for the default channel. */
    String channel();

    /** {@code /stream.m3u8}: the multivariant playlist of the default channel. */
    record DefaultMultivariantPlaylist() implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.MULTIVARIANT;
        }

        @Override
        public String channel() {
            return "";
        }
    }

    /** {@code /live/{channel}/index.m3u8} (CMAF) and {@code /live/{channel}/ts.m3u8}. */
    record MultivariantPlaylist(String channel, Packaging packaging) implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.MULTIVARIANT;
        }
    }

    /** {@code /live/{channel}/{rendition}/cmaf.m3u8} and {@code ts.m3u8}. */
    record MediaPlaylist(String channel, String rendition, Packaging packaging) implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.PLAYLIST;
        }
    }

    /** {@code /live/{channel}/{rendition}/{run}/{sequence}.ts} and {@code .m4s}. */
    record Segment(String channel, String rendition, Packaging packaging, String run, long sequence)
            implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.SEGMENT;
        }
    }

    /** {@code /live/{channel}/{rendition}/{run}/{sequence}.{part}.ts} and {@code .m4s}; parts count from 0. */
    record Part(String channel, String rendition, Packaging packaging, String run, long sequence, long part)
            implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.PART;
        }
    }

    /** {@code /live/{channel}/{rendition}/{run}/init.mp4}. */
    record Init(String channel, String rendition, String run) implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.INIT;
        }
    }

    /** {@code /live/{channel}/poster.jpg}. */
    record Poster(String channel) implements Address {
        @Override
        public AnswerCount.Kind kind() {
            return AnswerCount.Kind.POSTER;
        }
    }
}
