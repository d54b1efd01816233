/** Values that travel from the segmenter to the servlets. They need the JDK only. */
@NullMarked
package dev.ringcast.media;

import org.jspecify.annotations.NullMarked;
