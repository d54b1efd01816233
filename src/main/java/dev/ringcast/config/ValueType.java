package dev.ringcast.config;

import java.util.function.Function;

/**
 * How the value of a setting is written.
 *
 * @param name the type in a word, for the reference
 * @param allowed what is allowed, for the reference and for error messages
 * @param parser reads a value without surrounding blanks; throws {@link IllegalArgumentException} for any other
 */
record ValueType<T>(String name, String allowed, Function<String, T> parser) {
    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not allowed
     */
    T parse(String text) {
        return parser.apply(text);
    }

    /** Whether it is a value. */
    boolean allows(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
