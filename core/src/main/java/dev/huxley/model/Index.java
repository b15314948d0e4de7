package dev.huxley.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which elements of a level a view takes: given numbers, a range, a mask, or all. Unless the scope
 * of the view is global, numbers count what is in view: compartment 0 is the first one in view of every branch.
 */
public final class Index {
    private static final int LONGEST_LABEL = 40;
    private static final Index ALL = new Index("all", null, number -> true);

    private final String label;
    private final int[] numbers;
    private final IntPredicate predicate;

    private Index(String label, int[] numbers, IntPredicate predicate) {
        this.label = label;
        this.numbers = numbers;
        this.predicate = predicate;
    }

    /** The elements with these numbers. */
    public static Index of(int... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("an index needs at least one number");
        }
        int[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
        if (sorted[0] < 0) {
            throw new IllegalArgumentException("index " + sorted[0] + " is negative; indices count from 0");
        }
        return new Index(label(sorted), sorted, number -> Arrays.binarySearch(sorted, number) >= 0);
    }

    /** The elements with these numbers. */
    public static Index of(Collection<Integer> numbers) {
        return of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The elements from {@code from} up to, not including, {@code to}. */
    public static Index range(int from, int to) {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("range(" + from + ", " + to + ") is empty or negative");
        }
        return new Index(from + "-" + (to - 1), null, number -> number >= from && number < to);
    }

    /** Every {@code step}-th element from {@code from} up to, not including, {@code to}. */
    public static Index range(int from, int to, int step) {
        if (from < 0 || to <= from || step < 1) {
            throw new IllegalArgumentException("range(" + from + ", " + to + ", " + step
                    + ") is empty or negative; give from < to and a step of at least 1");
        }
        return new Index(
                from + "-" + (to - 1) + " by " + step,
                null,
                number -> number >= from && number < to && (number - from) % step == 0);
    }

    /** All elements from {@code first} on. */
    public static Index from(int first) {
        if (first < 0) {
            throw new IllegalArgumentException("index " + first + " is negative; indices count from 0");
        }
        return new Index(first + "-", null, number -> number >= first);
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

    boolean contains(int number) {
        return predicate.test(number);
    }

    /** The numbers that were asked for one by one and must therefore exist; null for a range or all. */
    int[] required() {
        return numbers;
    }

    @Override
    public String toString() {
        return label;
    }

    /** Text as part of a label: cut when long, and without the sign that separates paths. */
    static String shortened(String text) {
        String line = text.strip().replace('/', '÷').replaceAll("\\s+", " ");
        return line.length() <= LONGEST_LABEL ? line : line.substring(0, LONGEST_LABEL) + "...";
    }

    /** Numbers as ranges: 0,1,2,5 is "0-2,5"; cut when long. */
    static String label(int[] sorted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end + 1 < sorted.length && sorted[end + 1] == sorted[end] + 1) {
                end++;
            }
            text.append(i == 0 ? "" : ",").append(sorted[i]);
            if (end > i) {
                text.append(end == i + 1 ? "," : "-").append(sorted[end]);
            }
            if (text.length() > LONGEST_LABEL) {
                return text.append("...").toString();
            }
            i = end + 1;
        }
        return text.toString();
    }
}
