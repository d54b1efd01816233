/** Media segments kept in memory: one writer, immutable snapshots. */
@NullMarked
package dev.ringcast.ring;

import org.jspecify.annotations.NullMarked;
