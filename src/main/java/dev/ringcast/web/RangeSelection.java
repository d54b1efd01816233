package dev.ringcast.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a body a Range header asks for (RFC 9110, 14). */
sealed interface RangeSelection {
    /** Compiling it takes longer than to find what is asked for. */
    Pattern BYTES = Pattern.compile("(?i:bytes)=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");

    /** All of it: no range, one that is malformed or of another unit, or several, which we may ignore. */
    record Whole() implements RangeSelection {}

    /** {@code length} bytes from {@code first} on, within the body. */
    record Slice(long first, long length) implements RangeSelection {
        /** The Content-Range of a body of {@code size} bytes. */
        String contentRange(long size) {
            return "bytes " + first + "-" + (first + length - 1) + "/" + size;
        }
    }

    /** A range that lies outside of the body. */
    record Unsatisfiable() implements RangeSelection {}

    /**
     * Reads the header.
     *
     * @param header the Range header; empty if absent
     * @param size of the body in bytes
     */
    static RangeSelection of(String header, long size) {
        Matcher matcher = BYTES.matcher(header);
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(number(last), size);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return new Whole();
        }
        return from < size ? new Slice(from, Math.min(to, size - 1) - from + 1) : new Unsatisfiable();
    }

    private static RangeSelection suffix(long wanted, long size) {
        long length = Math.min(wanted, size);
        return length > 0 ? new Slice(size - length, length) : new Unsatisfiable();
    }

    /** Numbers of more than 18 digits are all the same: beyond any body. */
    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
