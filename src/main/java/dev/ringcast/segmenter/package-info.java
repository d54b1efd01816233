/** From encoded packets to partial segments and media segments, one muxer per packaging. */
@NullMarked
package dev.ringcast.segmenter;

import org.jspecify.annotations.NullMarked;
