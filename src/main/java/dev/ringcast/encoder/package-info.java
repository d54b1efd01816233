/** From source frames on no particular beat to encoded packets on a constant one. */
@NullMarked
package dev.ringcast.encoder;

import org.jspecify.annotations.NullMarked;
