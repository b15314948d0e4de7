package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.RandomNeuron;
import dev.huxley.testing.RandomNeuron.SomaKind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Voltages of traced cells: neurites at the middle of the soma, and files rooted anywhere. */
class TracedSomaTest {
    private static final String ONE_POINT = "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 105 0 0 1 2\n";
    private static final String THREE_POINTS =
            "1 1 0 0 0 5 -1\n2 1 0 5 0 5 1\n3 1 0 -5 0 5 1\n4 3 5 0 0 1 1\n5 3 105 0 0 1 4\n";
    private static final String THREE_POINTS_RENUMBERED =
            "4 1 0 0 0 5 -1\n5 1 0 5 0 5 4\n6 1 0 -5 0 5 4\n1 3 5 0 0 1 4\n2 3 105 0 0 1 1\n";
    private static final double LEAK = 1e-4;
    private static final double RESISTIVITY = 100;

    private static Cell cell(String swc, int ncomp) {
        return new Cell(Swc.describe(swc, "cell", Swc.options().ncomp(ncomp)).morphology());
    }

    /** The soma's membrane beside a cable with a sealed end, in closed form. */
    @Test
    void inputResistanceIsThatOfTheSphereAndTheCable() {
        double lambda = Math.sqrt(1e-4 / (2 * RESISTIVITY * LEAK)) * 1e4;
        double cable = Math.PI * 1e-8 / (RESISTIVITY * lambda * 1e-4) * Math.tanh(100 / lambda);
        double exact = 1e-6 / (LEAK * 100 * Math.PI * 1e-8 + cable);
        for (String swc : List.of(ONE_POINT, THREE_POINTS, THREE_POINTS_RENUMBERED)) {
            Cell fine = cell(swc, 1).withCompartmentsInBranch(1, 1001);
            double resistance =
                    NeuronImportTest.inputResistance(fine, fine.branch(0).loc(0.5));
            assertEquals(exact, resistance, 1e-5 * exact, "exact: " + exact + " MOhm");
            assertEquals(1065.73, resistance, 0.005);
        }
    }

    /** However many compartments the soma has: the network of its resistors, solved independently. */
    @Test
    void neuritesBeginAtTheMiddleOfASomaOfAnyNumberOfCompartments() {
        for (int n = 1; n <= 6; n++) {
            Cell cell = cell(ONE_POINT, 1).withCompartments(n, 2);
            double expected = resistors(n);
            View middle = cell.branch(0).comp((n - 1) / 2);
            assertEquals(
                    expected,
                    NeuronImportTest.inputResistance(cell, middle),
                    1e-9 * expected,
                    "a soma of " + n + " compartments");
        }
    }

    /** Input resistance (MOhm) of the soma's middle compartment, by elimination. */
    private static double resistors(int n) {
        boolean even = n % 2 == 0;
        int nodes = n + 2 + (even ? 1 : 0);
        int neurite = n;
        int middle = (n - 1) / 2;
        double[][] g = new double[nodes][nodes];
        for (int i = 0; i < n; i++) {
            g[i][i] += LEAK * 100 * Math.PI / n * 1e-2; // uS
        }
        g[neurite][neurite] += LEAK * 2 * Math.PI * 50 * 1e-2;
        g[neurite + 1][neurite + 1] += LEAK * 2 * Math.PI * 50 * 1e-2;
        double half = ohmic(5.0 / n, 5);
        for (int i = 0; i + 1 < n; i++) {
            if (!(even && i == middle)) {
                join(g, i, i + 1, 2 * half);
            }
        }
        int junction = even ? n + 2 : middle;
        if (even) {
            join(g, middle, junction, half);
            join(g, middle + 1, junction, half);
        }
        join(g, junction, neurite, ohmic(25, 1));
        join(g, neurite, neurite + 1, ohmic(50, 1));
        double[] current = new double[nodes];
        current[middle] = 1;
        return solved(g, current)[middle];
    }

    /** The resistance (MOhm) of a cylinder (um). */
    private static double ohmic(double length, double radius) {
        return RESISTIVITY * 1e-2 * length / (Math.PI * radius * radius);
    }

    private static void join(double[][] g, int a, int b, double resistance) {
        g[a][a] += 1 / resistance;
        g[b][b] += 1 / resistance;
        g[a][b] -= 1 / resistance;
        g[b][a] -= 1 / resistance;
    }

    private static double[] solved(double[][] matrix, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int row = i + 1; row < n; row++) {
                double factor = matrix[row][i] / matrix[i][i];
                for (int column = i; column < n; column++) {
                    matrix[row][column] -= factor * matrix[i][column];
                }
                right[row] -= factor * right[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int column = i + 1; column < n; column++) {
                right[i] -= matrix[i][column] * right[column];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }

    /** Small steps of every integrator lead to the same voltages: all of them know where the neurite begins. */
    @Test
    void allIntegratorsAgreeAboutNeuritesAtTheMiddleAndAtTheStart() {
        String chain = "1 1 0 0 0 5 -1\n2 1 8 0 0 6 1\n3 3 -9 0 0 1 1\n4 3 -30 0 0 1 3\n5 3 0 -9 0 1 1\n"
                + "6 3 0 -40 0 1 5\n7 2 17 0 0 1 2\n8 2 60 0 0 1 7\n";
        double dt = 1e-4;
        for (Cell cell : List.of(cell(ONE_POINT, 1), cell(ONE_POINT, 2), cell(ONE_POINT, 3), cell(chain, 1))) {
            cell.insert(new HH());
            cell.set("axial_resistivity", 1000);
            cell.set("v", -64);
            SteadyState.apply(cell);
            cell.branch(0).loc(0.5).stimulate(Waveform.step(0, 0.1, 0.5, dt, 0.1));
            cell.branch(0).loc(0).record("v");
            cell.branch(1).loc(1).record("v");
            double[] expected = last(cell, Integrators.backwardEuler(), dt);
            for (Integrator integrator :
                    List.of(Integrators.crankNicolson(), Integrators.forwardEuler(), Integrators.exponentialEuler())) {
                double[] actual = last(cell, integrator, dt);
                for (int row = 0; row < expected.length; row++) {
                    assertEquals(expected[row], actual[row], 2e-2, integrator + ", recording " + row);
                }
            }
        }
    }

    private static double[] last(Cell cell, Integrator integrator, double dt) {
        double[][] v = NeuronImportTest.run(cell, dt, integrator);
        return Arrays.stream(v).mapToDouble(row -> row[row.length - 1]).toArray();
    }

    /**
     * 50 neurons, of the file as drawn and rooted elsewhere. With the ids of the drawing everything is the same, bit by bit;
     * with other ids, so that parents come before children, branches have other numbers and run the other way round.
     */
    @Test
    void rootingTheFileAtAnyPointChangesNoVoltage() {
        Random random = new Random(11);
        for (int seed = 0; seed < 50; seed++) {
            RandomNeuron neuron = new RandomNeuron(seed);
            int root = random.nextInt(neuron.size());
            String where = "neuron " + seed + " (" + neuron.soma + ") rooted at " + root;
            Morphology drawn = morphology(neuron.swc());
            Morphology rerooted = morphology(neuron.swc(root, false));
            assertArrayEquals(ModelFile.bytes(new Cell(drawn)), ModelFile.bytes(new Cell(rerooted)), where);
            if (neuron.soma == SomaKind.NONE) {
                continue; // ids tell the types of segments
            }
            boolean active = seed < 8;
            double[] expected = response(drawn, drawn, active);
            double[] actual = response(morphology(neuron.swc(root, true)), drawn, active);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 1e-9 * Math.abs(expected[i]), where + ", value " + i);
            }
        }
    }

    private static Morphology morphology(String swc) {
        return Swc.describe(swc, "drawn", Swc.options().ncomp(2)).morphology();
    }

    /**
     * The voltages of all compartments during and at the end of a current at the first compartment of {@code order}, in the
     * order of that morphology's compartments, which are found by their places. The current ends in the spike of an active
     * neuron, and at the steady state of a passive one.
     */
    private static double[] response(Morphology morphology, Morphology order, boolean active) {
        int[] rows = rows(order, morphology);
        Cell cell = new Cell(morphology);
        cell.insert(active ? new HH() : new Leak());
        cell.set("axial_resistivity", 150);
        cell.set("v", -65);
        SteadyState.apply(cell);
        double dt = active ? 0.025 : 5;
        cell.select(rows[0])
                .stimulate(
                        Waveform.of(DoubleStream.generate(() -> 0.3).limit(100).toArray(), dt));
        for (int row : rows) {
            cell.select(row).record("v");
        }
        return Arrays.stream(NeuronImportTest.run(cell, dt))
                .flatMapToDouble(v -> DoubleStream.of(v[2], v[v.length - 1]))
                .toArray();
    }

    /** For each compartment of one morphology the one of the other with the same size and the nearest place. */
    private static int[] rows(Morphology one, Morphology other) {
        int[] rows = new int[one.compartmentCount()];
        boolean[] taken = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < rows.length; k++) {
                double distance = Math.abs(one.x()[i] - other.x()[k])
                        + Math.abs(one.y()[i] - other.y()[k])
                        + Math.abs(one.z()[i] - other.z()[k])
                        + Math.abs(one.area()[i] - other.area()[k]);
                if (!taken[k] && distance < least) {
                    least = distance;
                    best = k;
                }
            }
            taken[best] = true;
            rows[i] = best;
        }
        return rows;
    }
}
