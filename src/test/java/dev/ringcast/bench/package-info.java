/** Benchmarks: programs to be run by hand, never timed tests of the test suite. */
@NullMarked
package dev.ringcast.bench;

import org.jspecify.annotations.NullMarked;
