/** A channel: one source, its encoder, segmenter and ring, wired together and kept alive. */
@NullMarked
package dev.ringcast.channel;

import org.jspecify.annotations.NullMarked;
