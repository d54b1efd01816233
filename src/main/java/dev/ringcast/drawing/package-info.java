/** Shapes and letters drawn into pictures, for the test card and the slate. They need no font files. */
@NullMarked
package dev.ringcast.drawing;

import org.jspecify.annotations.NullMarked;
