package dev.huxley.table;

import dev.huxley.text.Brief;
import dev.huxley.text.ElementName;
import java.util.Arrays;

/** A column of a table, one value per row. */
public sealed interface TableColumn {
    String name();

    /**
     * Numbers, or arrays of equal size.
     *
     * @param unit the unit, {@code ""} if there is none
     * @param values row by row, NaN where a row has none
     * @param rowShape the shape of a row; empty for plain numbers
     */
    record Numbers(String name, String unit, double[] values, int... rowShape) implements TableColumn {
        @Override
        public String toString() {
            return "Numbers[" + name + (unit.isEmpty() ? "" : " (" + unit + ")") + ": " + Brief.of(values) + "]";
        }

        /** The number of values per row; 1 for plain numbers. */
        int rowSize() {
            return ElementName.count(rowShape);
        }

        double[] row(int row) {
            return Arrays.copyOfRange(values, row * rowSize(), (row + 1) * rowSize());
        }
    }

    /**
     * Membership of each row.
     *
     * @param kind the kind of membership, for instance {@code "group"}: the name of the column that lists all of that
     *     kind
     */
    record Flags(String name, String kind, boolean[] values) implements TableColumn {
        @Override
        public String toString() {
            return "Flags[" + name + ", " + Brief.count(values.length, "row") + "]";
        }
    }

    /** Names. */
    record Texts(String name, String[] values) implements TableColumn {
        @Override
        public String toString() {
            return "Texts[" + name + ", " + Brief.count(values.length, "row") + "]";
        }
    }
}
