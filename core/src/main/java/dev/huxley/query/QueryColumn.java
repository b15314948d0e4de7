package dev.huxley.query;

import dev.huxley.text.Brief;
import java.util.Collection;

/** A column that a query may name. */
public sealed interface QueryColumn {
    /** One number per row; NaN where a row has none. */
    record Numbers(double[] values) implements QueryColumn {
        @Override
        public String toString() {
            return "Numbers" + Brief.of(values);
        }
    }

    /** One flag per row. */
    record Flags(boolean[] values) implements QueryColumn {
        @Override
        public String toString() {
            return "Flags[" + Brief.count(values.length, "flag") + "]";
        }
    }

    /** Names, any number of them per row: the groups of a compartment, the type of a synapse. */
    non-sealed interface Labels extends QueryColumn {
        /** The names that occur. */
        Collection<String> known();

        /** One flag per row: whether it has the name. */
        boolean[] having(String name);
    }
}
