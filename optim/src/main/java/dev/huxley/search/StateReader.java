package dev.huxley.search;

/** Reads the columns of a state under a prefix and checks their sizes. */
final class StateReader {
    private final String prefix;
    private final SearchState state;

    StateReader(SearchState state) {
        this("", state);
    }

    private StateReader(String prefix, SearchState state) {
        this.prefix = prefix;
        this.state = state;
    }

    StateReader under(String name) {
        return new StateReader(prefix + name + ".", state);
    }

    boolean has(String name) {
        return state.column(prefix + name) != null;
    }

    /** A column of any size. */
    double[] get(String name) {
        double[] values = state.column(prefix + name);
        if (values == null) {
            throw new IllegalArgumentException("the state of the search has no column " + prefix + name
                    + "; it was saved by a search with other strategies");
        }
        return values.clone();
    }

    double[] get(String name, int size) {
        double[] values = get(name);
        if (values.length != size) {
            throw new IllegalArgumentException("column " + prefix + name + " of the state has " + values.length
                    + " numbers, this search needs " + size + "; it was saved by a search with other options");
        }
        return values;
    }

    double[][] get(String name, int rows, int width) {
        double[] values = get(name, Math.multiplyExact(rows, width));
        double[][] result = new double[rows][width];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * width, result[i], 0, width);
        }
        return result;
    }

    /** A count within a range. */
    int count(String name, int most) {
        double value = get(name, 1)[0];
        if (!(value >= 0 && value <= most && value == Math.rint(value))) {
            throw new IllegalArgumentException(
                    "column " + prefix + name + " of the state holds " + value + ", not a count up to " + most);
        }
        return (int) value;
    }
}
