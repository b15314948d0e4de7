package dev.huxley.mechanism.algebra;

/**
 * The solution of a small dense system of linear equations in every compartment, by Gaussian elimination. Zeros that
 * are known as such cost nothing. Rows are taken in the order of the unknowns, but for zeros on the diagonal: systems of
 * implicit steps have a dominant diagonal.
 */
public final class Elimination {
    private Elimination() {}

    /**
     * Solves a system; overwrites matrix and right side.
     *
     * @return the unknowns; null if a column has no element that is not 0
     */
    public static Object[] solve(Object[][] matrix, Object[] right) {
        int size = right.length;
        for (int column = 0; column < size; column++) {
            if (!bringPivot(matrix, right, column)) {
                return null;
            }
            for (int row = column + 1; row < size; row++) {
                if (Arithmetic.isZero(matrix[row][column])) {
                    continue;
                }
                Object factor = Arithmetic.divide(matrix[row][column], matrix[column][column]);
                for (int i = column + 1; i < size; i++) {
                    matrix[row][i] =
                            Arithmetic.subtract(matrix[row][i], Arithmetic.multiply(factor, matrix[column][i]));
                }
                right[row] = Arithmetic.subtract(right[row], Arithmetic.multiply(factor, right[column]));
            }
        }
        Object[] unknowns = new Object[size];
        for (int row = size - 1; row >= 0; row--) {
            Object sum = right[row];
            for (int i = row + 1; i < size; i++) {
                sum = Arithmetic.subtract(sum, Arithmetic.multiply(matrix[row][i], unknowns[i]));
            }
            unknowns[row] = Arithmetic.divide(sum, matrix[row][row]);
        }
        return unknowns;
    }

    private static boolean bringPivot(Object[][] matrix, Object[] right, int column) {
        for (int row = column; row < right.length; row++) {
            if (!Arithmetic.isZero(matrix[row][column])) {
                Object[] swapped = matrix[row];
                matrix[row] = matrix[column];
                matrix[column] = swapped;
                Object value = right[row];
                right[row] = right[column];
                right[column] = value;
                return true;
            }
        }
        return false;
    }
}
