/** The servlets that serve playlists, media and posters. */
@NullMarked
package dev.ringcast.web;

import org.jspecify.annotations.NullMarked;
