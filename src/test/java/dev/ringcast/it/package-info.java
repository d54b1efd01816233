/** What only a real container, a real player or a real browser can show. */
@NullMarked
package dev.ringcast.it;

import org.jspecify.annotations.NullMarked;
