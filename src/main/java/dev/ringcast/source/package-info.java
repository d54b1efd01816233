/** Where pictures and sound come from: cameras, files, network streams and the test card. */
@NullMarked
package dev.ringcast.source;

import org.jspecify.annotations.NullMarked;
