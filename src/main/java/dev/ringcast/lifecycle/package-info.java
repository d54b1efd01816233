/** Start and stop, in order, with the web application. */
@NullMarked
package dev.ringcast.lifecycle;

import org.jspecify.annotations.NullMarked;
