package dev.huxley.plot.model;

import java.util.List;

/** The label of a line that stands for several equal ones. */
final class EqualLines {
    /** The largest number of lines that are named one by one. */
    private static final int FEW = 3;

    private EqualLines() {}

    /**
     * The label of a line.
     *
     * @param names the names of the equal lines
     * @param all the number of lines in the panel, equal or not
     * @param what the plural of their kind, {@code "stimuli"}
     */
    static String label(List<String> names, int all, String what) {
        int equal = names.size();
        if (equal <= FEW) {
            return String.join("; ", names);
        }
        return equal == all ? equal + " " + what : names.get(0) + " and " + (equal - 1) + " more";
    }
}
