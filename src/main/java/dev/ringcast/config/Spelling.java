package dev.ringcast.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {
    private static final int FARTHEST = 2;
    private static final int LONGEST = 80;

    private Spelling() {}

    /** The nearest of the words, if at most two letters, and a third of all, are missing, wrong or too many. */
    static Optional<String> nearest(String written, Collection<String> words) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> distance(written, word) <= Math.min(FARTHEST, (written.length() + 2) / 3))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** The same as the end of a sentence, or nothing. */
    static String didYouMean(String written, Collection<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }

    /** Letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }
}
