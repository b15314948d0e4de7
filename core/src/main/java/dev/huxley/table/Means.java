package dev.huxley.table;

import dev.huxley.query.QueryColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Means of all columns of numbers over groups of rows. */
final class Means {
    private Means() {}

    static TableRows of(TableRows table, String by) {
        Map<String, boolean[]> groups = groups(table, by);
        String[] names = groups.keySet().toArray(String[]::new);
        List<TableColumn> means = new ArrayList<>();
        means.add(new TableColumn.Numbers(
                "count",
                "",
                groups.values().stream().mapToDouble(members -> count(members)).toArray()));
        for (TableColumn column : table.columns()) {
            if (column instanceof TableColumn.Numbers numbers
                    && numbers.rowSize() == 1
                    && !column.name().equals(by)) {
                means.add(new TableColumn.Numbers(
                        numbers.name(),
                        numbers.unit(),
                        groups.values().stream()
                                .mapToDouble(members -> mean(numbers.values(), members))
                                .toArray()));
            }
        }
        return new TableRows("means by " + by, new TableColumn.Texts(by, names), means);
    }

    private static Map<String, boolean[]> groups(TableRows table, String by) {
        QueryColumn column = new TableQueryColumns(table).column(by);
        Map<String, boolean[]> groups = new LinkedHashMap<>();
        if (column instanceof QueryColumn.Labels labels) {
            labels.known().forEach(name -> groups.put(name, labels.having(name)));
        } else if (column instanceof QueryColumn.Flags flags) {
            groups.put("yes", flags.values());
            boolean[] others = new boolean[flags.values().length];
            for (int row = 0; row < others.length; row++) {
                others[row] = !flags.values()[row];
            }
            groups.put("no", others);
        } else if (column instanceof QueryColumn.Numbers numbers) {
            byNumber(numbers.values()).forEach((number, members) -> groups.put(text(number), members));
        } else {
            throw new IllegalArgumentException(
                    "there is no column '" + by + "' to group by; there are " + new TableQueryColumns(table).names());
        }
        groups.values().removeIf(members -> count(members) == 0);
        return groups;
    }

    private static Map<Double, boolean[]> byNumber(double[] values) {
        Map<Double, boolean[]> groups = new TreeMap<>();
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                groups.computeIfAbsent(values[row], number -> new boolean[values.length])[row] = true;
            }
        }
        return groups;
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    private static int count(boolean[] members) {
        int count = 0;
        for (boolean member : members) {
            count += member ? 1 : 0;
        }
        return count;
    }

    private static double mean(double[] values, boolean[] members) {
        double[] present = new double[values.length];
        int count = 0;
        for (int row = 0; row < values.length; row++) {
            if (members[row] && !Double.isNaN(values[row])) {
                present[count++] = values[row];
            }
        }
        return Arrays.stream(present, 0, count).average().orElse(Double.NaN);
    }
}
