/** What holds for every address of the application: security headers, and answers to whatever went wrong. */
@NullMarked
package dev.ringcast.web.site;

import org.jspecify.annotations.NullMarked;
