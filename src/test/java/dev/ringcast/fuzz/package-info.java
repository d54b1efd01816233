/** Runs the fuzz tests of all packages under the fuzzer's control; each is beside what it tests. */
@NullMarked
package dev.ringcast.fuzz;

import org.jspecify.annotations.NullMarked;
