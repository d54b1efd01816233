/** The configuration: typed records with checked bounds, read from properties and environment. */
@NullMarked
package dev.ringcast.config;

import org.jspecify.annotations.NullMarked;
