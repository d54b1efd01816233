/** A Java process of our own beside Tomcat's, and the pipes between the two. */
@NullMarked
package dev.ringcast.process;

import org.jspecify.annotations.NullMarked;
