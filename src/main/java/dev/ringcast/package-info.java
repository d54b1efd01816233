/** Ringcast. */
@org.jspecify.annotations.NullMarked
package dev.ringcast;
