/** What integration tests are made of: a real Tomcat, browsers, the ffmpeg program, and waiting without sleeping. */
@NullMarked
package dev.ringcast.testing;

import org.jspecify.annotations.NullMarked;
