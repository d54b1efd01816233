package dev.ringcast.rules;

/**
 * A rule that a playlist breaks.
 *
 * @param rule for example {@code L6}
 * @param text what is wrong
 */
public record Violation(String rule, String text) {
    @Override
    public String toString() {
        return rule + " " + text;
    }
}
