/** What programs watch the server by: figures in the Prometheus text format, and health. */
@NullMarked
package dev.ringcast.monitoring;

import org.jspecify.annotations.NullMarked;
