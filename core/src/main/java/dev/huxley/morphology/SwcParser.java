package dev.huxley.morphology;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * SWC text to checked points. Lines are read once into columns; ids are then sorted, so that parents are found by
 * bisection and points may come in any order. Cost: n log n in the number of points.
 */
final class SwcParser {
    /** A picometre; smaller radii cannot be meant, and their loads could overflow. In um. */
    static final double SMALLEST_RADIUS = 1e-6;
    /** A kilometre times a thousand, above which squares and cubes are no longer safe. In um. */
    static final double LARGEST_NUMBER = 1e12;

    private static final int MAX_POINTS = 20_000_000;
    private static final String[] COLUMNS = {"id", "type", "x", "y", "z", "radius", "parent"};

    private final String source;
    private final double minRadius;

    private int count;
    private int[] id = new int[1024];
    private int[] type = new int[1024];
    private int[] parentId = new int[1024];
    private int[] line = new int[1024];
    private double[][] numbers = new double[4][1024];

    SwcParser(String source, double minRadius) {
        this.source = source;
        this.minRadius = minRadius;
    }

    SwcPoints parse(BufferedReader lines) throws IOException {
        int lineNumber = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            lineNumber++;
            if (lineNumber == 1) {
                text = withoutByteOrderMark(text);
            }
            int comment = text.indexOf('#');
            StringTokenizer fields = new StringTokenizer(comment < 0 ? text : text.substring(0, comment));
            if (fields.hasMoreTokens()) {
                addPoint(fields, lineNumber);
            }
        }
        if (count == 0) {
            throw new SwcException(
                    source, 0, "no points; an SWC file has lines of seven columns: " + String.join(" ", COLUMNS));
        }
        return sortedAndLinked();
    }

    private static String withoutByteOrderMark(String text) {
        if (text.startsWith("\uFEFF")) {
            return text.substring(1);
        }
        return text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
    }

    private void addPoint(StringTokenizer fields, int lineNumber) {
        if (fields.countTokens() < COLUMNS.length) {
            throw new SwcException(
                    source,
                    lineNumber,
                    fields.countTokens() + " columns; needs seven, separated by spaces or tabs: "
                            + String.join(" ", COLUMNS));
        }
        if (count == id.length) {
            grow(lineNumber);
        }
        line[count] = lineNumber;
        id[count] = wholeNumber(fields.nextToken(), 0, 0, lineNumber);
        type[count] = wholeNumber(fields.nextToken(), 1, 0, lineNumber);
        for (int column = 0; column < 4; column++) {
            numbers[column][count] = number(fields.nextToken(), column + 2, lineNumber);
        }
        parentId[count] = wholeNumber(fields.nextToken(), 6, -1, lineNumber);
        double radius = numbers[3][count];
        if (radius < SMALLEST_RADIUS && minRadius == 0) {
            throw new SwcException(
                    source,
                    lineNumber,
                    "radius is " + radius + " um; a radius must be > 0 (at least " + SMALLEST_RADIUS
                            + "). Correct the point, or let Swc.options().minRadius(um) lift such radii");
        }
        count++;
    }

    private void grow(int lineNumber) {
        if (count >= MAX_POINTS) {
            throw new SwcException(
                    source, lineNumber, "more than " + MAX_POINTS + " points; one file must hold one neuron");
        }
        int size = Math.min(2 * count, MAX_POINTS);
        id = Arrays.copyOf(id, size);
        type = Arrays.copyOf(type, size);
        parentId = Arrays.copyOf(parentId, size);
        line = Arrays.copyOf(line, size);
        for (int column = 0; column < 4; column++) {
            numbers[column] = Arrays.copyOf(numbers[column], size);
        }
    }

    private double number(String token, int column, int lineNumber) {
        double value;
        try {
            // Java also takes hexadecimal numbers and suffixes (1d, 1f), which are no numbers in an SWC file.
            boolean javaOnly = token.indexOf('x') >= 0
                    || token.indexOf('X') >= 0
                    || "dDfF".indexOf(token.charAt(token.length() - 1)) >= 0;
            value = javaOnly ? Double.NaN : Double.parseDouble(token);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(Math.abs(value) <= LARGEST_NUMBER)) {
            throw new SwcException(
                    source,
                    lineNumber,
                    "column " + (column + 1) + " (" + COLUMNS[column] + ") is \"" + shortened(token)
                            + "\"; needs a finite decimal number, at most " + LARGEST_NUMBER);
        }
        return value;
    }

    private int wholeNumber(String token, int column, int smallest, int lineNumber) {
        double value = number(token, column, lineNumber);
        if (value != Math.rint(value) || value < smallest || value > Integer.MAX_VALUE) {
            throw new SwcException(
                    source,
                    lineNumber,
                    "column " + (column + 1) + " (" + COLUMNS[column] + ") is \"" + shortened(token)
                            + "\"; needs a whole number from " + smallest + " to " + Integer.MAX_VALUE
                            + (column == 6 ? ", -1 for the root" : ""));
        }
        return (int) value;
    }

    private static String shortened(String token) {
        return token.length() <= 40 ? token : token.substring(0, 40) + "...";
    }

    private SwcPoints sortedAndLinked() {
        long[] idAndRow = new long[count];
        for (int row = 0; row < count; row++) {
            idAndRow[row] = ((long) id[row] << 32) | row;
        }
        Arrays.sort(idAndRow);

        int[] row = new int[count];
        int[] sortedId = new int[count];
        for (int i = 0; i < count; i++) {
            row[i] = (int) idAndRow[i];
            sortedId[i] = id[row[i]];
            if (i > 0 && sortedId[i] == sortedId[i - 1]) {
                throw new SwcException(
                        source,
                        line[row[i]],
                        "id " + sortedId[i] + " is already the id of the point in line " + line[row[i - 1]]
                                + "; every point needs an id of its own");
            }
        }
        int[] parent = parents(row, sortedId);
        int[][] neighbours = SwcPoints.neighbours(parent);
        refuseCycles(row, sortedId, parent, neighbours);
        return new SwcPoints(
                sortedId,
                picked(type, row),
                picked(numbers[0], row),
                picked(numbers[1], row),
                picked(numbers[2], row),
                picked(numbers[3], row),
                row,
                parent,
                neighbours);
    }

    private int[] parents(int[] row, int[] sortedId) {
        int[] parent = new int[count];
        int root = -1;
        for (int i = 0; i < count; i++) {
            int wanted = parentId[row[i]];
            if (wanted < 0) {
                parent[i] = -1;
                if (root >= 0) {
                    int first = Math.min(line[row[root]], line[row[i]]);
                    int second = Math.max(line[row[root]], line[row[i]]);
                    throw new SwcException(
                            source,
                            second,
                            "a second root (parent -1), the first is in line " + first
                                    + "; a neuron is one tree: give this point a parent, or put the parts in files"
                                    + " of their own");
                }
                root = i;
                continue;
            }
            parent[i] = Arrays.binarySearch(sortedId, wanted);
            if (parent[i] < 0) {
                throw new SwcException(
                        source,
                        line[row[i]],
                        "parent " + wanted + " of point " + sortedId[i]
                                + " is not in the file; name the id of a point, or -1 for the root");
            }
        }
        if (root < 0) {
            throw new SwcException(source, 0, "no root; exactly one of the " + count + " points needs the parent -1");
        }
        return parent;
    }

    /** With one root and known parents, the points that the root does not reach hang on a cycle. */
    private void refuseCycles(int[] row, int[] sortedId, int[] parent, int[][] neighbours) {
        boolean[] reached = new boolean[count];
        int[] stack = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (parent[i] < 0) {
                reached[i] = true;
                stack[size++] = i;
            }
        }
        while (size > 0) {
            for (int next : neighbours[stack[--size]]) {
                if (!reached[next]) {
                    reached[next] = true;
                    stack[size++] = next;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (!reached[i]) {
                boolean[] walked = new boolean[count];
                int point = i;
                while (!walked[point]) {
                    walked[point] = true;
                    point = parent[point];
                }
                throw new SwcException(
                        source,
                        line[row[point]],
                        "point " + sortedId[point] + " is its own ancestor: its parent " + sortedId[parent[point]]
                                + " leads back to it; parents must lead to the root");
            }
        }
    }

    private static int[] picked(int[] values, int[] row) {
        return Arrays.stream(row).map(r -> values[r]).toArray();
    }

    private static double[] picked(double[] values, int[] row) {
        return Arrays.stream(row).mapToDouble(r -> values[r]).toArray();
    }
}
