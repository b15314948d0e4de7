package dev.huxley.model;

import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dictionary of columns with equally many rows (a struct of arrays): the nodes of a model, one row per compartment,
 * and its edges, one row per synapse. The arrays live on the Java heap, so a description never leaks native memory.
 * Read-only outside this package.
 */
public final class Columns {
    private int rows;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    Columns(int rows) {
        this.rows = rows;
    }

    /** The number of rows of every column. */
    public int rows() {
        return rows;
    }

    /** The names of the columns, in the order in which they were added. */
    public Set<String> names() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    /** Tells whether there is a column of this name. */
    public boolean contains(String name) {
        return columns.containsKey(name);
    }

    /** The column of this name. */
    public Column get(String name) {
        Column column = columns.get(name);
        if (column == null) {
            List<String> leaves = leaves(name);
            throw new IllegalArgumentException(
                    leaves.isEmpty()
                            ? Spelling.unknown("quantity", name, columns.keySet())
                            : "'" + name + "' is a tree of quantities; name one of " + leaves);
        }
        return column;
    }

    /** The column of numbers of this name. */
    public NumberColumn numbers(String name) {
        if (get(name) instanceof NumberColumn numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("'" + name + "' is a group or a mechanism, not a quantity with values");
    }

    /** The column of flags (a group or a mechanism) of this name. */
    public FlagColumn flags(String name) {
        if (get(name) instanceof FlagColumn flags) {
            return flags;
        }
        throw new IllegalArgumentException("'" + name + "' is a quantity with values, not a group or a mechanism");
    }

    /** The column of indices of this name. */
    public IndexColumn indices(String name) {
        if (get(name) instanceof IndexColumn indices) {
            return indices;
        }
        throw new IllegalArgumentException("'" + name + "' is not a column of indices");
    }

    /** The columns of a tree of quantities: those whose names begin with the given one and a slash. */
    List<String> leaves(String tree) {
        return columns.keySet().stream()
                .filter(name -> name.startsWith(tree + "/"))
                .toList();
    }

    /** The memory taken by the values of all columns, in bytes, not counting names and bookkeeping. */
    public long bytes() {
        long bytes = 0;
        for (Column column : columns.values()) {
            if (column instanceof NumberColumn numbers) {
                bytes += numbers.bytes();
            } else if (column instanceof IndexColumn indices) {
                bytes += Integer.BYTES * (long) indices.rows();
            } else {
                bytes += column.rows() / Byte.SIZE;
            }
        }
        return bytes;
    }

    void put(String name, Column column) {
        if (column.rows() != rows) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has " + column.rows() + " rows, the others have " + rows);
        }
        columns.put(name, column);
    }

    void remove(String name) {
        columns.remove(name);
    }

    /** The column of numbers of this name, made of padding if it is new. */
    NumberColumn numbersOrNew(String name, int... rowShape) {
        if (!columns.containsKey(name)) {
            put(name, new NumberColumn(rows, rowShape));
        }
        NumberColumn column = numbers(name);
        if (!Arrays.equals(column.rowShape(), rowShape)) {
            throw new IllegalArgumentException("the values of '" + name + "' have the shape "
                    + Arrays.toString(column.rowShape()) + " already, not " + Arrays.toString(rowShape)
                    + "; give one of the two another name");
        }
        return column;
    }

    /** The column of flags of this name, all false if it is new. */
    FlagColumn flagsOrNew(String name) {
        if (!columns.containsKey(name)) {
            put(name, new FlagColumn(rows));
        }
        return flags(name);
    }

    /** Adds rows of padding to all columns; the cost of many calls is linear in the rows. */
    void grow(int more) {
        rows = Math.addExact(rows, more);
        for (Column column : columns.values()) {
            if (column instanceof NumberColumn numbers) {
                numbers.grow(more);
            } else if (column instanceof IndexColumn indices) {
                indices.grow(more);
            } else if (column instanceof FlagColumn flags) {
                flags.grow(more);
            }
        }
    }

    /** Keeps only these rows, in this order. */
    void keep(int[] picks) {
        rows = picks.length;
        columns.replaceAll((name, column) -> column.rows(picks));
    }

    /** A new dictionary of the given rows of this one. */
    Columns rows(int[] picks) {
        Columns picked = new Columns(picks.length);
        columns.forEach((name, column) -> picked.put(name, column.rows(picks)));
        return picked;
    }

    /** Concatenates the rows of several dictionaries; columns that one of them lacks are padded. */
    static Columns concatenate(Iterable<Columns> parts) {
        int total = 0;
        for (Columns part : parts) {
            total = Math.addExact(total, part.rows);
        }
        Columns all = new Columns(total);
        int start = 0;
        for (Columns part : parts) {
            for (Map.Entry<String, Column> entry : part.columns.entrySet()) {
                all.append(entry.getKey(), entry.getValue(), start);
            }
            start += part.rows;
        }
        return all;
    }

    private void append(String name, Column part, int start) {
        if (!columns.containsKey(name)) {
            int[] none = new int[rows];
            Arrays.fill(none, -1);
            columns.put(name, part.rows(none));
        }
        Column whole = columns.get(name);
        if (whole.getClass() != part.getClass()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a group or mechanism in one part and a quantity in another");
        }
        for (int row = 0; row < part.rows(); row++) {
            if (whole instanceof NumberColumn numbers) {
                numbers.set(start + row, ((NumberColumn) part).row(row));
            } else if (whole instanceof IndexColumn indices) {
                indices.set(start + row, ((IndexColumn) part).value(row));
            } else if (whole instanceof FlagColumn flags) {
                flags.set(start + row, part.isPresent(row));
            }
        }
    }

    @Override
    public String toString() {
        return "Columns[" + Brief.count(rows, "row") + ": " + Brief.list(columns.keySet()) + "]";
    }
}
