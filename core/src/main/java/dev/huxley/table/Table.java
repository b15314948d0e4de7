package dev.huxley.table;

import dev.huxley.display.Displayable;
import dev.huxley.query.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A read-only view of the columns of a model, for people. It is read anew at every use, so it is never stale: it shows
 * the model's present values, also after queries and sorting. It cannot change the model, and arrays that it returns
 * are copies.
 *
 * <pre>{@code
 * System.out.println(cell.table().where("radius < 1").sortBy("length"));
 * System.out.println(cell.table().meanBy("group"));
 * cell.select(cell.table().where("radius < 1").index()).set("radius", 1);
 * }</pre>
 */
public final class Table implements Displayable {
    /** The largest number of rows that {@link #toString} and {@link #toHtml()} show. */
    public static final int MOST_ROWS = 20;
    /** The greatest width of {@link #toString}, in characters. */
    public static final int MOST_WIDTH = 120;

    private final Supplier<TableRows> source;

    private Table(Supplier<TableRows> source) {
        this.source = source;
    }

    /** A table of a source, which is read at every use. */
    public static Table of(Supplier<TableRows> source) {
        return new Table(source);
    }

    // ---- other tables ----

    /**
     * The rows that fulfil a condition, see {@link Query}.
     *
     * @throws dev.huxley.query.QueryException if the query cannot be read or names a column that does not exist
     */
    public Table where(String query) {
        Query parsed = Query.parse(query);
        return derived(rows -> {
            boolean[] matches = parsed.matches(new TableQueryColumns(rows));
            return rows.pick(IntStream.range(0, matches.length)
                    .filter(row -> matches[row])
                    .toArray());
        });
    }

    /** A table of only these columns, in this order. */
    public Table select(String... columns) {
        return derived(rows -> rows.with(
                Arrays.stream(columns).map(name -> require(rows, name)).toList()));
    }

    /** A table sorted by a column, smallest first; rows without a value come last, equal rows keep their order. */
    public Table sortBy(String column) {
        return sorted(column, false);
    }

    /** A table sorted by a column, largest first; rows without a value come last, equal rows keep their order. */
    public Table sortByDescending(String column) {
        return sorted(column, true);
    }

    /**
     * A table with one row per group: the number of its rows, and the mean of every column of numbers over the rows
     * that have a value.
     *
     * @param column {@code "group"}, {@code "mechanism"}, {@code "type"}, a flag, or numbers such as {@code "branch"}
     */
    public Table meanBy(String column) {
        return derived(rows -> Means.of(rows, column));
    }

    private Table sorted(String column, boolean descending) {
        return derived(rows -> {
            Comparator<Integer> order = order(require(rows, column), descending);
            return rows.pick(IntStream.range(0, rows.rows())
                    .boxed()
                    .sorted(order)
                    .mapToInt(Integer::intValue)
                    .toArray());
        });
    }

    private static Comparator<Integer> order(TableColumn column, boolean descending) {
        if (column instanceof TableColumn.Numbers numbers) {
            int size = numbers.rowSize();
            double[] keys = new double[numbers.values().length / size];
            Arrays.setAll(keys, row -> numbers.values()[row * size]);
            return Comparator.<Integer, Boolean>comparing(row -> Double.isNaN(keys[row]))
                    .thenComparing(
                            (a, b) -> descending ? Double.compare(keys[b], keys[a]) : Double.compare(keys[a], keys[b]));
        }
        String[] texts = CellTexts.of(column);
        Comparator<Integer> order = Comparator.comparing(row -> texts[row]);
        return descending ? order.reversed() : order;
    }

    /** A derived table; errors are thrown at once, not when it is printed. */
    private Table derived(UnaryOperator<TableRows> change) {
        change.apply(source.get());
        return new Table(() -> change.apply(source.get()));
    }

    // ---- content ----

    /** The number of rows. */
    public int rows() {
        return source.get().rows();
    }

    /** The names of the columns. */
    public List<String> columns() {
        return source.get().columns().stream().map(TableColumn::name).toList();
    }

    /**
     * The rows' numbers in the model, as {@code select} takes them.
     *
     * @throws IllegalStateException if the rows are groups of rows, after {@link #meanBy}
     */
    public int[] index() {
        TableColumn.Texts labels = source.get().labels();
        try {
            return Arrays.stream(labels.values()).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "rows of a table of means by " + labels.name() + " are not rows of the model", e);
        }
    }

    /** The names of the rows: their numbers in the model, or the groups of {@link #meanBy}. */
    public List<String> labels() {
        return List.of(source.get().labels().values());
    }

    /** A copy of the numbers of a column, NaN where a row has none. */
    public double[] numbers(String column) {
        TableRows rows = source.get();
        if (require(rows, column) instanceof TableColumn.Numbers numbers) {
            return numbers.values().clone();
        }
        throw new IllegalArgumentException("'" + column + "' holds no numbers; ask for texts(\"" + column + "\")");
    }

    /** The cells of a column as they are shown. */
    public List<String> texts(String column) {
        TableRows rows = source.get();
        return List.of(CellTexts.of(require(rows, column)));
    }

    private static TableColumn require(TableRows rows, String name) {
        TableColumn column = rows.column(name);
        if (column == null) {
            column = rows.withListedFlags().column(name);
        }
        if (column == null) {
            throw new IllegalArgumentException(
                    "the table has no column '" + name + "'; there are " + new TableQueryColumns(rows).names());
        }
        return column;
    }

    // ---- for people and files ----

    /** Aligned text: names and units, at most {@value #MOST_ROWS} rows and {@value #MOST_WIDTH} characters wide. */
    @Override
    public String toString() {
        return toText(MOST_ROWS, MOST_WIDTH);
    }

    /** Aligned text; rows in the middle and columns that do not fit are left out, with a note. */
    public String toText(int mostRows, int mostWidth) {
        return TextTable.of(source.get(), mostRows, mostWidth);
    }

    /** An HTML table element with at most {@value #MOST_ROWS} rows. */
    public String toHtml() {
        return toHtml(MOST_ROWS);
    }

    /** An HTML table element. */
    public String toHtml(int mostRows) {
        return HtmlTable.of(source.get(), mostRows);
    }

    /**
     * Comma-separated values of all rows and columns, numbers exactly; names are followed by units, as in
     * {@code radius [um]}.
     */
    public String toCsv() {
        return CsvText.of(source.get());
    }

    /** Writes {@link #toCsv} to a file, in UTF-8. */
    public void writeCsv(Path file) {
        try {
            Files.writeString(file, toCsv(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written to " + file + " (" + e + ")", e);
        }
    }
}
