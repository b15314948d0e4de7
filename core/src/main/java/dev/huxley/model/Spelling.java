package dev.huxley.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Error texts for names that do not exist: what there is, and the nearest name. */
final class Spelling {
    private Spelling() {}

    static String unknown(String what, String name, Collection<String> known) {
        String nearest = nearest(name, known).map(near -> ". Did you mean '" + near + "'?").orElse(".");
        return "there is no " + what + " '" + name + "'" + nearest + " There " + (known.size() == 1 ? "is " : "are ")
                + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known)));
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3));
    }

    /** The edit distance of Levenshtein (1966), ignoring case. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substitute = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
