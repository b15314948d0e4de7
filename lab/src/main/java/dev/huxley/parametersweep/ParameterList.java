package dev.huxley.parametersweep;

import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Combinations of values that are listed one by one, such as those of a file or a posterior distribution. Immutable. */
public final class ParameterList implements ParameterTable {
    private final List<String> paths;
    private final double[][] rows;
    private final String origin;

    private ParameterList(List<String> paths, double[][] rows, String origin) {
        this.paths = List.copyOf(paths);
        this.rows = rows;
        this.origin = origin;
        if (paths.isEmpty() || rows.length == 0) {
            throw new IllegalArgumentException(
                    origin + " has " + (paths.isEmpty() ? "no parameters" : "no rows of values") + "; it needs one");
        }
        if (new HashSet<>(paths).size() < paths.size()) {
            throw new IllegalArgumentException(
                    origin + " has a parameter twice among " + Quotation.list(paths) + "; name each once");
        }
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != paths.size()) {
                throw new IllegalArgumentException(place(r) + " has " + Brief.count(rows[r].length, "value")
                        + "; there are " + Brief.count(paths.size(), "parameter"));
            }
        }
    }

    /**
     * The combinations of an array.
     *
     * @param paths the parameters
     * @param rows for each combination the value of each parameter
     */
    public static ParameterList of(List<String> paths, double[][] rows) {
        return new ParameterList(
                paths, Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new), "the list of values");
    }

    /**
     * Reads a table with the parameters' names in its first line and a combination in every other, separated by commas,
     * semicolons or tabs. Empty lines and those that begin with {@code #} are left out.
     *
     * @throws IllegalArgumentException if it is no such table; the message names the line and the column
     * @throws UncheckedIOException if it cannot be read
     */
    public static ParameterList read(Path file) {
        List<String> names = null;
        List<double[]> rows = new ArrayList<>();
        String separator = ",";
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (names == null) {
                    separator = line.contains(",") ? "," : line.contains(";") ? ";" : line.contains("\t") ? "\t" : ",";
                    names = Arrays.stream(line.split(separator, -1))
                            .map(ParameterList::unquoted)
                            .toList();
                } else {
                    rows.add(row(line.split(separator, -1), names, file + ", line " + number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table '" + file + "' cannot be read: " + e.getMessage(), e);
        }
        return new ParameterList(names == null ? List.of() : names, rows.toArray(double[][]::new), "the table " + file);
    }

    private static double[] row(String[] cells, List<String> names, String place) {
        if (cells.length != names.size()) {
            throw new IllegalArgumentException(place + " has " + Brief.count(cells.length, "value")
                    + "; the first line names " + Brief.count(names.size(), "parameter"));
        }
        double[] row = new double[cells.length];
        for (int i = 0; i < row.length; i++) {
            String cell = unquoted(cells[i]);
            try {
                row[i] = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        place + ", column " + names.get(i) + ": " + Quotation.of(cell)
                                + " is not a number; write it with a point, such as 0.05",
                        e);
            }
        }
        return row;
    }

    private static String unquoted(String cell) {
        String bare = cell.strip().replace("\uFEFF", "");
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).strip()
                : bare;
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public long combinations() {
        return rows.length;
    }

    @Override
    public double[] values(long number) {
        if (number < 0 || number >= rows.length) {
            throw new IllegalArgumentException(
                    "there is no combination " + number + "; the list has " + rows.length + ", counted from 0");
        }
        return rows[(int) number].clone();
    }

    @Override
    public String place(long number) {
        return "row " + (number + 1) + " of " + origin;
    }

    @Override
    public String toString() {
        return "ParameterList[" + Brief.list(paths) + ", " + Brief.count(rows.length, "combination") + "]";
    }
}
