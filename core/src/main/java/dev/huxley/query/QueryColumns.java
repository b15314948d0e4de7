package dev.huxley.query;

import java.util.Collection;

/** The named columns that a query may refer to, all with equally many rows. */
public interface QueryColumns {
    /** The number of rows. */
    int rows();

    /** The names of all columns, for suggestions. */
    Collection<String> names();

    /** The column of this name, or null if there is none. */
    QueryColumn column(String name);
}
