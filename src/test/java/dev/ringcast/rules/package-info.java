/** The rules of HLS as checks of playlist texts, for unit tests and for tests that poll a running server. */
@NullMarked
package dev.ringcast.rules;

import org.jspecify.annotations.NullMarked;
