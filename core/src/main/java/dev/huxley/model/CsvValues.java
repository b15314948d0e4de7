package dev.huxley.model;

import dev.huxley.mechanism.SynapseContext;
import dev.huxley.table.CsvRecords;
import dev.huxley.text.ElementName;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the values of a CSV file into the columns of a model, by row number. Only values that differ are set, so a
 * file that was just written changes nothing. The whole file is checked before anything is set.
 *
 * <p>An empty field leaves its value unchanged. Derived columns (areas, numbers of cells and branches) are not read;
 * columns of groups and mechanisms must agree with the model, so a file of another model is recognized.
 */
final class CsvValues {
    /** A header: {@code name}, {@code name [unit]}, {@code name[i,j]} or {@code name[i,j] [unit]}. */
    private static final Pattern HEADER = Pattern.compile("([^\\[\\s]+)(\\[[\\d,]+])?(?:\\s+\\[(.*)])?");

    private final NeuronModel model;
    private final Columns columns;
    private final Domain domain;
    private final String label;
    private final Set<String> ignored;
    private final CsvRecords csv;
    private final BitSet inView = new BitSet();
    private final BitSet seen = new BitSet();
    /** The new values of every quantity by row; arrays have NaN where nothing is given. */
    private final Map<String, Map<Integer, double[]>> read = new HashMap<>();

    private CsvValues(RowSet view, CsvRecords csv) {
        this.model = view.model();
        this.domain = view.domain();
        this.columns = model.columns(domain);
        this.label = rowColumn(domain);
        this.ignored = derived(domain);
        this.csv = csv;
        Arrays.stream(view.rows()).forEach(inView::set);
    }

    static void set(RowSet view, CsvRecords csv) {
        new CsvValues(view, csv).run();
    }

    private static String rowColumn(Domain domain) {
        return switch (domain) {
            case NODES -> NodeTable.ROW;
            case EDGES -> EdgeTable.EDGE;
            case GLOBALS -> NodeTable.MODEL;
        };
    }

    /** The columns derived from others, which are not read. */
    private static Set<String> derived(Domain domain) {
        Set<String> derived = new LinkedHashSet<>();
        if (domain == Domain.NODES) {
            derived.addAll(NodeQueryColumns.NUMBERS);
            derived.addAll(Quantities.derived());
        }
        if (domain == Domain.EDGES) {
            derived.addAll(EdgeQueryColumns.places());
            derived.addAll(List.of(
                    Edges.TYPE, Edges.INDEX_IN_TYPE, SynapseContext.PRE_JUNCTIONS, SynapseContext.POST_JUNCTIONS));
        }
        return derived;
    }

    private void run() {
        int rowField = csv.header().indexOf(label);
        if (rowField < 0) {
            throw new IllegalArgumentException(csv.source() + ": the header has no column '" + label
                    + "', which names the " + thing() + " a line is about; table().toCsv() writes it");
        }
        List<BiConsumer<CsvRecords.Fields, Integer>> readers = new ArrayList<>();
        for (int field = 0; field < csv.header().size(); field++) {
            if (field != rowField) {
                reader(field, csv.header().get(field)).ifPresent(readers::add);
            }
        }
        for (CsvRecords.Fields line : csv.records()) {
            int row = row(line, line.values().get(rowField).strip());
            readers.forEach(reader -> reader.accept(line, row));
        }
        write();
    }

    private int row(CsvRecords.Fields line, String text) {
        int row;
        try {
            row = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw error(line, Quotation.of(text) + " is not the number of a " + thing());
        }
        if (row < 0 || !inView.get(row)) {
            throw error(line, "there is no " + thing() + " " + row + " in view");
        }
        if (seen.get(row)) {
            throw error(line, thing() + " " + row + " has a line already");
        }
        seen.set(row);
        return row;
    }

    private Optional<BiConsumer<CsvRecords.Fields, Integer>> reader(int field, String header) {
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new IllegalArgumentException(csv.source() + ", line 1: " + Quotation.of(header)
                    + " cannot be the header of a column; write name or name [unit]");
        }
        String name = parts.group(1);
        if (ignored.contains(name)) {
            return Optional.empty();
        }
        if (!columns.contains(name)) {
            throw new IllegalArgumentException(
                    csv.source() + ", line 1: " + Spelling.unknown("quantity", name, columns.names()));
        }
        if (parts.group(3) != null && !parts.group(3).equals(model.unit(name))) {
            throw new IllegalArgumentException(
                    csv.source() + ", line 1: " + Quotation.of(name) + " is in " + Quotation.bare(parts.group(3))
                            + ", but the model has it in "
                            + (model.unit(name).isEmpty() ? "no unit" : model.unit(name)) + "; convert the values");
        }
        if (columns.get(name) instanceof FlagColumn flags) {
            return Optional.of((line, row) ->
                    requireFlag(line, row, name, flags, line.values().get(field)));
        }
        NumberColumn numbers = columns.numbers(name);
        int element = elementNumber(name + (parts.group(2) == null ? "" : parts.group(2)), numbers);
        return Optional.of((line, row) ->
                readNumber(line, row, name, numbers, element, line.values().get(field)));
    }

    private int elementNumber(String name, NumberColumn numbers) {
        try {
            return ElementName.number(name, numbers.rowShape());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(csv.source() + ", line 1: " + Quotation.message(e.getMessage()), e);
        }
    }

    private void requireFlag(CsvRecords.Fields line, int row, String name, FlagColumn flags, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return;
        }
        if (!word.equals("true") && !word.equals("false")) {
            throw error(line, Quotation.of(text) + " in column " + Quotation.of(name) + " is neither true nor false");
        }
        if (word.equals("true") != flags.isPresent(row)) {
            throw error(
                    line,
                    model.place(domain, row) + (flags.isPresent(row) ? " belongs to '" : " does not belong to '") + name
                            + "', but the file says otherwise; reading sets values only: change groups and mechanisms"
                            + " with addToGroup, insert and deleteMechanism");
        }
    }

    private void readNumber(
            CsvRecords.Fields line, int row, String name, NumberColumn numbers, int element, String text) {
        if (text.isBlank() || text.strip().equalsIgnoreCase("nan")) {
            return;
        }
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw error(line, Quotation.of(text) + " in column " + Quotation.of(name) + " is not a number");
        }
        if (!numbers.isPresent(row)) {
            throw error(
                    line,
                    model.place(domain, row) + " has no '" + name + "'"
                            + (domain == Domain.NODES ? "; insert its mechanism there first" : ""));
        }
        try {
            model.requireValid(domain, name, row, value);
        } catch (IllegalArgumentException e) {
            throw error(line, e.getMessage());
        }
        double[] before = numbers.row(row);
        if (before[element] != value) {
            read.computeIfAbsent(name, key -> new HashMap<>()).computeIfAbsent(row, key -> before)[element] = value;
        }
    }

    private void write() {
        read.forEach((name, values) -> {
            int[] rows = values.keySet().stream().mapToInt(Integer::intValue).toArray();
            double[] flat =
                    values.values().stream().flatMapToDouble(Arrays::stream).toArray();
            requireShared(name, rows, flat);
        });
        read.forEach((name, values) ->
                values.forEach((row, value) -> Assignment.write(model, domain, name, new int[] {row}, value)));
    }

    private void requireShared(String name, int[] rows, double[] values) {
        try {
            model.trainableParameters().requireShared(domain, name, rows, values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(csv.source() + ": " + e.getMessage(), e);
        }
    }

    private String thing() {
        return domain.row();
    }

    private IllegalArgumentException error(CsvRecords.Fields line, String problem) {
        return new IllegalArgumentException(csv.source() + ", line " + line.line() + ": " + problem);
    }
}
