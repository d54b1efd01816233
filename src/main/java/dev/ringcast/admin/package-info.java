/** The admin page and its API. */
@NullMarked
package dev.ringcast.admin;

import org.jspecify.annotations.NullMarked;
