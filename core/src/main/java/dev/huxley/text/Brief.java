package dev.huxley.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Short text for printed objects: one line of at most {@value #LONGEST} characters. */
public final class Brief {
    /** The largest number of characters. */
    public static final int LONGEST = 200;

    private static final int MOST_NUMBERS = 4;
    private static final int LONGEST_LIST = 90;

    private Brief() {}

    /** The text in one line; of a long text only the beginning. */
    public static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** Numbers such as {@code [1.0, 2.0]}; of many only the first ones, and their number. */
    public static String of(double... values) {
        String first = Arrays.stream(values)
                .limit(MOST_NUMBERS)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return "[" + first + (values.length > MOST_NUMBERS ? ", ...] (" + values.length + " values)" : "]");
    }

    /** Whole numbers such as {@code [1, 2]}; of many only the first ones, and their number. */
    public static String of(int... values) {
        String first = Arrays.stream(values)
                .limit(MOST_NUMBERS)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return "[" + first + (values.length > MOST_NUMBERS ? ", ...] (" + values.length + " values)" : "]");
    }

    /** A list such as {@code a, b, c}; of many things only the first ones, and their number. */
    public static String list(Collection<?> things) {
        StringBuilder list = new StringBuilder();
        for (Object thing : things) {
            String next = (list.length() == 0 ? "" : ", ") + thing;
            if (list.length() + next.length() > LONGEST_LIST) {
                return list + (list.length() == 0 ? "" : ", ") + "... (" + things.size() + " in all)";
            }
            list.append(next);
        }
        return things.isEmpty() ? "none" : list.toString();
    }

    /** A count such as {@code 1 cell} or {@code 2 cells}. */
    public static String count(long number, String one) {
        return count(number, one, one + (one.endsWith("ch") ? "es" : "s"));
    }

    /** A count such as {@code 1 stimulus} or {@code 2 stimuli}. */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
