package dev.huxley.engine.llvm;

/**
 * Where the rows of a mechanism lie in an array: all of its slots in order, or those that a table names.
 *
 * @param table the place of the table, -1 if there is none
 */
record Rows(int table) {
    static final Rows WHOLE = new Rows(-1);

    boolean isWhole() {
        return table < 0;
    }

    /**
     * The elements of one vector.
     *
     * @param array the address of the array
     * @param index the number of the vector's first row
     */
    Place at(Arithmetic vector, Layout layout, String array, String index) {
        IrFunction function = vector.function();
        if (isWhole()) {
            return new Place(vector, function.floatAt(array, function.multiply(index, layout.lanes())), false);
        }
        String entry = function.wordAt("%tables", function.add(index, table));
        if (layout.rowsPerVector() > 1) {
            return new Place(vector, vector.addresses(array, entry), true);
        }
        String position = function.value("load i64, ptr " + entry + ", align 8");
        return new Place(vector, function.floatAt(array, position), false);
    }

    /**
     * The elements of one vector in memory.
     *
     * @param address the address of the first, or a vector of all addresses
     * @param scattered whether they are not neighbours
     */
    record Place(Arithmetic vector, String address, boolean scattered) {
        String load() {
            return scattered ? vector.gather(address) : vector.load(address);
        }

        void store(String value) {
            if (scattered) {
                vector.scatter(value, address);
            } else {
                vector.store(value, address);
            }
        }

        void accumulate(String value) {
            store(vector.add(load(), value));
        }
    }
}
