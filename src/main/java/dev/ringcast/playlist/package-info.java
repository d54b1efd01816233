/** Ring snapshots rendered as HLS playlists: pure functions from values to text. */
@NullMarked
package dev.ringcast.playlist;

import org.jspecify.annotations.NullMarked;
