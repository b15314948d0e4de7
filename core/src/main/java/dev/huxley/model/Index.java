package dev.huxley.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The elements of a level that a view takes, and their order: given numbers, a range, a mask, or all. Unless the scope
 * of the view is global, numbers count the elements in view, in the order of the view: compartment 0 is the first one
 * in view in every branch.
 */
public final class Index {
    private static final int LONGEST_LABEL = 40;
    private static final Index ALL = new Index("all", null, true, number -> number);

    private final String label;
    private final int[] numbers;
    private final boolean ascending;
    /** The place of a number in the order of the index; negative for one that it does not take. */
    private final IntUnaryOperator position;

    private Index(String label, int[] numbers, boolean ascending, IntUnaryOperator position) {
        this.label = label;
        this.numbers = numbers;
        this.ascending = ascending;
        this.position = position;
    }

    /** The elements with these numbers, in this order; each number once. */
    public static Index of(int... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("an index needs at least one number");
        }
        int[] given = numbers.clone();
        int[] order = Order.by(given);
        int[] sorted = Arrays.stream(order).map(i -> given[i]).toArray();
        if (sorted[0] < 0) {
            throw new IllegalArgumentException("index " + sorted[0] + " is negative; indices count from 0");
        }
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException(
                        "index " + sorted[i] + " is given twice in " + label(given) + "; give every index once");
            }
        }
        if (Arrays.equals(given, sorted)) {
            return new Index(label(given), given, true, number -> Arrays.binarySearch(sorted, number));
        }
        return new Index(label(given), given, false, number -> {
            int found = Arrays.binarySearch(sorted, number);
            return found < 0 ? found : order[found];
        });
    }

    /** The elements with these numbers, in this order; each number once. */
    public static Index of(Collection<Integer> numbers) {
        return of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The elements from {@code from} up to, not including, {@code to}. */
    public static Index range(int from, int to) {
        return range(from, to, 1);
    }

    /**
     * Every {@code step}-th element from {@code from} up to, not including, {@code to}; with a negative step down to, not
     * including, {@code to}, in that order: {@code range(4, -1, -1)} is 4, 3, 2, 1, 0.
     */
    public static Index range(int from, int to, int step) {
        boolean isValid = step > 0 ? from >= 0 && to > from : step < 0 && to >= -1 && from > to;
        if (!isValid) {
            throw new IllegalArgumentException("range(" + from + ", " + to + (step == 1 ? "" : ", " + step)
                    + ") is empty or negative; give from < to and a step of at least 1, or from > to >= -1 and a step"
                    + " of at most -1");
        }
        String last = String.valueOf(step > 0 ? to - 1 : to + 1);
        return new Index(from + "-" + last + (step == 1 ? "" : " by " + step), null, step > 0, number -> {
            boolean isBetween = step > 0 ? number >= from && number < to : number <= from && number > to;
            return isBetween && (number - from) % step == 0 ? (number - from) / step : -1;
        });
    }

    /** All elements from {@code first} on. */
    public static Index from(int first) {
        if (first < 0) {
            throw new IllegalArgumentException("index " + first + " is negative; indices count from 0");
        }
        return new Index(first + "-", null, true, number -> number - first);
    }

    /** The elements whose flag is set. */
    public static Index mask(boolean... flags) {
        int[] set = IntStream.range(0, flags.length).filter(i -> flags[i]).toArray();
        return of(set);
    }

    /** All elements. */
    public static Index all() {
        return ALL;
    }

    boolean isAll() {
        return this == ALL;
    }

    /** Tells whether the index is in ascending order, so that it selects but does not reorder. */
    boolean isAscending() {
        return ascending;
    }

    /** The place of a number in the order of the index; negative for one that it does not take. */
    int position(int number) {
        return position.applyAsInt(number);
    }

    /** The numbers that were named one by one and must therefore exist; null for a range or all. */
    int[] required() {
        return numbers;
    }

    @Override
    public String toString() {
        return label;
    }

    /** Text as part of a label: shortened when long, and without the separator of paths. */
    static String shortened(String text) {
        String line = text.strip().replace('/', '÷').replaceAll("\\s+", " ");
        return line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL) + "...";
    }

    /** Numbers as ranges: 0,1,2,5 is "0-2,5"; shortened when long. */
    static String label(int[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; ) {
            int end = i;
            while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
                end++;
            }
            text.append(i == 0 ? "" : ",").append(numbers[i]);
            if (end > i) {
                text.append(end == i + 1 ? "," : "-").append(numbers[end]);
            }
            if (text.length() > LONGEST_LABEL) {
                return text.append("...").toString();
            }
            i = end + 1;
        }
        return text.toString();
    }
}
