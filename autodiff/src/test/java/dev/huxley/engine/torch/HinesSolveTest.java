package dev.huxley.engine.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.program.Cable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The solve over the contracted tree equals dense Gaussian elimination. */
class HinesSolveTest {
    private static final int BATCH = 2;
    /** Enough digits that couplings of 12 orders of magnitude leave 30 exact ones. */
    private static final MathContext EXACT = new MathContext(60);

    @Test
    void solvesRandomTreesOfAllSizes() {
        Random random = new Random(1);
        for (int nodes : new int[] {1, 2, 3, 4, 5, 7, 8, 16, 33, 60, 100}) {
            assertSolves("random tree of " + nodes, tree(nodes, i -> random.nextInt(i)), nodes, 2, random);
        }
    }

    @Test
    void solvesThreeHundredNodes() {
        Random random = new Random(2);
        assertSolves("tree of 300", tree(300, i -> Math.max(0, i - 1 - random.nextInt(3))), 300, 2, random);
    }

    @Test
    void solvesStarsPathsAndCombs() {
        Random random = new Random(3);
        for (int nodes : new int[] {2, 3, 17, 64}) {
            assertSolves("star of " + nodes, tree(nodes, i -> 0), nodes, 2, random);
            assertSolves("path of " + nodes, tree(nodes, i -> i - 1), nodes, 2, random);
            assertSolves("comb of " + nodes, tree(nodes, i -> i % 2 == 0 ? i - 2 : i - 1), nodes, 2, random);
        }
    }

    @Test
    void solvesForests() {
        Random random = new Random(4);
        for (int nodes : new int[] {2, 5, 30}) {
            assertSolves("no edges, " + nodes, tree(nodes, i -> -1), nodes, 2, random);
            assertSolves("forest of " + nodes, tree(nodes, i -> i % 4 == 0 ? -1 : i - 1), nodes, 2, random);
        }
    }

    /** Branch points have no membrane: zero excess and zero right-hand side. */
    @Test
    void solvesTreesWithBranchPoints() {
        Random random = new Random(5);
        // Nodes 0 to 8 are compartments, 9 and 10 branch points.
        List<Cable.Edge> edges = List.of(
                new Cable.Edge(0, true, 1),
                new Cable.Edge(1, true, 9),
                new Cable.Edge(2, false, 9),
                new Cable.Edge(3, false, 9),
                new Cable.Edge(4, false, 9),
                new Cable.Edge(2, true, 5),
                new Cable.Edge(5, true, 10),
                new Cable.Edge(6, false, 10),
                new Cable.Edge(6, true, 7),
                new Cable.Edge(4, true, 8));
        assertSolves("branch points", new Cable(9, 2, edges), 9, 2, random);
    }

    @Test
    void isAccurateForCouplingsOverTwelveOrdersOfMagnitude() {
        Random random = new Random(6);
        for (int trial = 0; trial < 5; trial++) {
            assertSolves("wide couplings", tree(40, i -> random.nextInt(i)), 40, 12, random);
            assertSolves("wide couplings of a path", tree(40, i -> i - 1), 40, 12, random);
        }
    }

    @Test
    void roundsGrowWithTheLogarithm() {
        Random random = new Random(7);
        for (int nodes : new int[] {2, 10, 100, 1000, 10000}) {
            double log = Math.log(nodes) / Math.log(2);
            for (Cable cable : List.of(
                    tree(nodes, i -> i - 1),
                    tree(nodes, i -> (i - 1) / 2),
                    tree(nodes, i -> random.nextInt(i)),
                    tree(nodes, i -> Math.max(0, i - 1 - random.nextInt(3))))) {
                int rounds = TreeContraction.of(cable).rounds().size();
                assertTrue(rounds <= 2 + 2 * log, nodes + " nodes take " + rounds + " rounds");
            }
        }
    }

    @Test
    void everyNodeIsEliminatedOnce() {
        Random random = new Random(8);
        for (int nodes : new int[] {1, 2, 50, 301}) {
            TreeContraction contraction = TreeContraction.of(tree(nodes, i -> i % 7 == 0 ? -1 : random.nextInt(i)));
            boolean[] seen = new boolean[nodes];
            for (int node : contraction.nodeAt()) {
                assertTrue(!seen[node], "node " + node + " twice");
                seen[node] = true;
            }
            assertEquals(nodes, contraction.nodeAt().length);
            int eliminated = contraction.rounds().stream()
                    .mapToInt(TreeContraction.Round::eliminated)
                    .sum();
            assertEquals(nodes, eliminated + contraction.roots());
            assertEquals((nodes + 6) / 7, contraction.roots(), "one root per tree");
        }
    }

    private static Cable tree(int nodes, IntUnaryOperator parent) {
        List<Cable.Edge> edges = new ArrayList<>();
        for (int node = 1; node < nodes; node++) {
            int above = parent.applyAsInt(node);
            if (above >= 0) {
                edges.add(new Cable.Edge(above, true, node));
            }
        }
        return new Cable(nodes, 0, edges);
    }

    private static void assertSolves(String what, Cable cable, int compartments, int decades, Random random) {
        int edges = cable.edges().size();
        double[][] weights = new double[BATCH][edges];
        double[][] excess = new double[BATCH][compartments];
        double[][] right = new double[BATCH][compartments];
        for (int row = 0; row < BATCH; row++) {
            for (int i = 0; i < edges; i++) {
                weights[row][i] = Math.pow(10, decades * (random.nextDouble() - 0.5));
            }
            for (int i = 0; i < compartments; i++) {
                excess[row][i] = 0.5 + random.nextDouble();
                // All of one sign: the solution is then determined to its last digits.
                right[row][i] = -70 * excess[row][i] * (0.5 + random.nextDouble());
            }
        }
        try (NDManager manager = TorchRuntime.newManager()) {
            HinesSolve.Prepared solve = new HinesSolve(cable).prepare(new Indices(manager, DataType.FLOAT64), BATCH);
            NDArray couplings = edges == 0 ? null : solve.weights(array(manager, weights));
            NDArray solution = solve.solve(array(manager, excess), array(manager, right), couplings);
            assertEquals(new Shape(BATCH, compartments), solution.getShape());
            double[] have = solution.toDoubleArray();
            for (int row = 0; row < BATCH; row++) {
                double[] want = dense(cable, weights[row], excess[row], right[row]);
                for (int i = 0; i < compartments; i++) {
                    double error = Math.abs(have[row * compartments + i] - want[i]) / Math.abs(want[i]);
                    assertTrue(
                            error <= 2e-13,
                            what + ", row " + row + ", node " + i + ": " + have[row * compartments + i] + " instead of "
                                    + want[i] + ", relative error " + error);
                }
            }
        }
    }

    private static NDArray array(NDManager manager, double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    /** Gaussian elimination of the whole matrix, in many digits; no pivoting is needed (it is positive definite). */
    private static double[] dense(Cable cable, double[] weights, double[] excess, double[] right) {
        int n = cable.nodes();
        BigDecimal[][] a = new BigDecimal[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= n; j++) {
                a[i][j] = BigDecimal.ZERO;
            }
            if (i < excess.length) {
                a[i][i] = new BigDecimal(excess[i]);
                a[i][n] = new BigDecimal(right[i]);
            }
        }
        for (int e = 0; e < weights.length; e++) {
            int from = cable.edges().get(e).from();
            int to = cable.edges().get(e).to();
            BigDecimal weight = new BigDecimal(weights[e]);
            a[from][from] = a[from][from].add(weight);
            a[to][to] = a[to][to].add(weight);
            a[from][to] = a[from][to].subtract(weight);
            a[to][from] = a[to][from].subtract(weight);
        }
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                if (a[i][k].signum() != 0) {
                    subtractMultiple(a[i], a[k], a[i][k].divide(a[k][k], EXACT), k);
                }
            }
        }
        double[] solution = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                if (a[k][j].signum() != 0) {
                    a[k][n] = a[k][n].subtract(a[k][j].multiply(a[j][n], EXACT), EXACT);
                }
            }
            a[k][n] = a[k][n].divide(a[k][k], EXACT);
            solution[k] = a[k][n].doubleValue();
        }
        return solution;
    }

    private static void subtractMultiple(BigDecimal[] row, BigDecimal[] pivot, BigDecimal factor, int from) {
        for (int j = from; j < row.length; j++) {
            if (pivot[j].signum() != 0) {
                row[j] = row[j].subtract(pivot[j].multiply(factor, EXACT), EXACT);
            }
        }
    }
}
