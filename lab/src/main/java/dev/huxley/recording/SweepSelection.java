package dev.huxley.recording;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A choice of sweeps of a recording, as typed by people: {@code "7-9"}, {@code "1,3,5-7"}, {@code "all"}.
 *
 * <p>Sweeps are counted <b>from 1</b>, as acquisition programs show them and people say them; {@link #indices} turns
 * them into indices from 0. The order is kept; a sweep that is named twice is used once.
 */
public final class SweepSelection {
    private record Range(long first, long last, String text) {}

    private final String text;
    private final List<Range> ranges;

    private SweepSelection(String text, List<Range> ranges) {
        this.text = text;
        this.ranges = ranges;
    }

    /**
     * Reads a selection. {@link #indices} checks whether the sweeps exist.
     *
     * @throws IllegalArgumentException naming the part that is no sweep number or range
     */
    public static SweepSelection parse(String text) {
        return new SweepSelection(text, ranges(text, ""));
    }

    /** Reads a selection for a file with {@code sweepCount} sweeps and gives the indices from 0. */
    public static List<Integer> parse(String text, int sweepCount) {
        return new SweepSelection(text, ranges(text, fileHas(sweepCount))).indices(sweepCount);
    }

    /**
     * The indices from 0 of the selected sweeps in a recording that has {@code sweepCount} of them.
     *
     * @throws IllegalArgumentException naming the part outside the recording and the number of sweeps in it
     */
    public List<Integer> indices(int sweepCount) {
        Set<Integer> indices = new LinkedHashSet<>();
        for (Range range : ranges) {
            long last = range.last == Long.MAX_VALUE ? sweepCount : range.last;
            if (last > sweepCount) {
                throw wrong(text, range.text, "there is no sweep " + last, fileHas(sweepCount));
            }
            for (long sweep = range.first; sweep <= last; sweep++) {
                indices.add((int) sweep - 1);
            }
        }
        return List.copyOf(indices);
    }

    private static List<Range> ranges(String text, String file) {
        if (text.strip().equalsIgnoreCase("all")) {
            return List.of(new Range(1, Long.MAX_VALUE, "all"));
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String stripped = part.strip();
            int dash = stripped.indexOf('-', 1);
            long first = number(dash < 0 ? stripped : stripped.substring(0, dash), stripped, text, file);
            long last = dash < 0 ? first : number(stripped.substring(dash + 1), stripped, text, file);
            if (last < first) {
                throw wrong(text, stripped, "a range goes from the smaller to the larger sweep", file);
            }
            ranges.add(new Range(first, last, stripped));
        }
        return List.copyOf(ranges);
    }

    private static long number(String digits, String part, String text, String file) {
        String stripped = digits.strip();
        if (!stripped.matches("[0-9]{1,9}")) {
            throw wrong(text, part, "expected a sweep number, a range such as 7-9, or all", file);
        }
        long number = Long.parseLong(stripped);
        if (number == 0) {
            throw wrong(text, part, "sweeps are counted from 1", file);
        }
        return number;
    }

    private static String fileHas(int sweepCount) {
        return "; the file has " + sweepCount + (sweepCount == 1 ? " sweep" : " sweeps (1-" + sweepCount + ")");
    }

    private static IllegalArgumentException wrong(String text, String part, String why, String file) {
        return new IllegalArgumentException("sweeps \"" + text + "\": \"" + part + "\": " + why + file);
    }

    @Override
    public String toString() {
        return text;
    }
}
