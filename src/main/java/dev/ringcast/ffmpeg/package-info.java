/** The native border: loading and releasing FFmpeg, its errors and log, and the owners of its objects. */
@NullMarked
package dev.ringcast.ffmpeg;

import org.jspecify.annotations.NullMarked;
