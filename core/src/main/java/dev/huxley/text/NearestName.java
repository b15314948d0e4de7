package dev.huxley.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that was meant by a misspelt one: the candidate with the smallest edit distance (Levenshtein 1966).
 */
public final class NearestName {
    private NearestName() {}

    /** The nearest candidate, or nothing when none shares at least half of its letters with {@code name}. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        String best = null;
        int smallest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < smallest) {
                smallest = distance;
                best = candidate;
            }
        }
        boolean near = best != null && 2 * smallest <= Math.max(name.length(), best.length());
        return near ? Optional.of(best) : Optional.empty();
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
