package dev.huxley.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigenvalues are those of another library, and vectors are orthonormal and make the matrix. */
class SymmetricEigenTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 60})
    void aMatrixIsDecomposedAsAnotherLibraryDoes(int n) {
        CounterRandom random = new CounterRandom(3, n, 0);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.normal() * Math.pow(10, 2 * random.uniform());
                matrix[j][i] = matrix[i][j];
            }
        }
        check(matrix);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 30})
    void repeatedAndZeroEigenvaluesAreFound(int n) {
        double[][] ones = new double[n][n];
        for (double[] row : ones) {
            Arrays.fill(row, 3);
        }
        check(ones);
        double[][] diagonal = new double[n][n];
        diagonal[0][0] = 4;
        check(diagonal);
    }

    private static void check(double[][] matrix) {
        int n = matrix.length;
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double[] expected = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(matrix)).getEigenvalues();
        double[] values = eigen.values().clone();
        Arrays.sort(expected);
        Arrays.sort(values);
        double size = Math.max(Math.abs(expected[0]), Math.abs(expected[n - 1]));
        assertArrayEquals(expected, values, 1e-12 * size);
        double[][] vectors = eigen.vectors();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                double entry = 0;
                for (int k = 0; k < n; k++) {
                    product += vectors[i][k] * vectors[j][k];
                    entry += eigen.values()[k] * vectors[k][i] * vectors[k][j];
                }
                assertEquals(i == j ? 1 : 0, product, 1e-12, "vectors " + i + " and " + j);
                assertEquals(matrix[i][j], entry, 1e-12 * size, "entry " + i + ", " + j);
            }
        }
    }
}
