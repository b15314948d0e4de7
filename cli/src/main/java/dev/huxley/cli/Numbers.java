package dev.huxley.cli;

import dev.huxley.mechanism.Declaration;

/** Formats numbers for people. */
final class Numbers {
    private Numbers() {}

    /** A default or initial value; for an array, its shape. */
    static String of(Declaration declaration) {
        return declaration.isScalar()
                ? plain(declaration.value())
                : declaration.shape().toString();
    }

    /** The shortest text that equals the number exactly: 50, 0.05, 1e-5. */
    static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }
}
