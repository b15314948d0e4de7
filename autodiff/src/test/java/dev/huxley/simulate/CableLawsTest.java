package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.protocol.Waveform;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The laws of physics that a cable obeys, whatever the implementation. */
class CableLawsTest {
    private static final double DT = 0.05;
    /** uF/cm2 um2 mV in pC: 1e-6 F 1e-8 1e-3 V. */
    private static final double MICROFARAD = 1e-5;
    /** S/cm2 um2 mV ms in pC: 1e-8 1e-3 V 1e-3 s. */
    private static final double SIEMENS = 1e-2;

    /** With sealed ends: the charge that came in is on the capacitances or has leaked, in every step. */
    @Test
    void chargeIsConserved() {
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 150);
        Cell cell = new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 4)), -1, 0, 0);
        int n = cell.structure().compartments();
        cell.set("radius", ReferenceTest.linspace(0.5, 4, n));
        cell.set("length", ReferenceTest.linspace(90, 10, n));
        cell.set("capacitance", ReferenceTest.linspace(0.7, 1.4, n));
        cell.set("v", ReferenceTest.linspace(-75, -50, n));
        cell.branch(0, 2).insert(new Leak());
        cell.branch(2).set("Leak_gLeak", 4e-4);
        cell.branch(1).comp(2).stimulate(Waveform.of(time -> 0.2 * Math.cos(time), DT, 10));
        cell.record("v");
        double[][] v = run(cell, 10);
        double[] area = cell.get("area");
        double[] capacitance = cell.get("capacitance");
        double[] gLeak = cell.get("Leak_gLeak");
        double charge = 0;
        double through = 0;
        int steps = v[0].length - 1;
        double[] stimulus = cell.stimuli().get(0).waveform().samples(0);
        for (int step = 0; step < steps; step++) {
            double stored = 0;
            double leaked = 0;
            for (int i = 0; i < n; i++) {
                stored += capacitance[i] * area[i] * MICROFARAD * (v[i][step + 1] - v[i][step]);
                if (!Double.isNaN(gLeak[i])) {
                    leaked += gLeak[i] * area[i] * SIEMENS * (v[i][step + 1] + 70) * DT;
                }
            }
            double injected = stimulus[step] * DT;
            charge += stored + leaked - injected;
            through += Math.abs(injected) + Math.abs(leaked);
        }
        assertTrue(Math.abs(charge) <= 1e-9 * through, "charge is off by " + charge + " pC of " + through);
    }

    @Test
    void aBranchOfCompartmentsEqualsAChainOfBranches() {
        int n = 5;
        Branch branch = new Branch(new Compartment(), n);
        Cell chain = new Cell(
                Collections.nCopies(n, new Branch(new Compartment(), 1)),
                IntStream.range(-1, n - 1).toArray());
        double[][] expected = run(tapered(branch, n), 4);
        double[][] actual = run(tapered(chain, n), 4);
        for (int i = 0; i < n; i++) {
            BatchTest.assertClose("compartment " + i, expected[i], actual[i], 1e-11);
        }
    }

    private static NeuronModel tapered(NeuronModel model, int n) {
        model.set("radius", ReferenceTest.linspace(4, 1, n));
        model.set("length", ReferenceTest.linspace(15, 60, n));
        model.set("axial_resistivity", ReferenceTest.linspace(300, 700, n));
        model.set("capacitance", ReferenceTest.linspace(0.8, 1.3, n));
        model.insert(new HH());
        model.select(1).stimulate(Waveform.step(0.5, 2, 1, DT, 4));
        model.record("v");
        return model;
    }

    @Test
    void symmetricTreesHaveSymmetricVoltages() {
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 200);
        compartment.set("length", 40);
        compartment.insert(new HH());
        Cell cell = new Cell(new Branch(compartment, 2), -1, 0, 0, 1, 1, 2, 2);
        cell.branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 2, DT, 4));
        cell.record("v");
        double[][] v = run(cell, 4);
        for (int branch : new int[] {2, 3, 4, 5, 6}) {
            int like = branch <= 2 ? 1 : 3;
            for (int i = 0; i < 2; i++) {
                BatchTest.assertClose("branch " + branch, v[2 * like + i], v[2 * branch + i], 1e-12);
            }
        }
        assertTrue(v[13][v[13].length - 1] != v[3][v[3].length - 1], "levels do not differ");
    }

    @Test
    void theOrderOfBranchesDoesNotMatter() {
        // The same tree twice: branch order[i] of the first is branch i of the second.
        int[] parents = {-1, 0, 0, 1, 1};
        int[] order = {4, 1, 3, 0, 2};
        int[] sizes = {2, 1, 3, 2, 1};
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        List<Branch> branches = IntStream.range(0, sizes.length)
                .mapToObj(number -> branch(number, sizes[number]))
                .toList();
        Cell first = new Cell(branches, parents);
        Cell second = new Cell(
                IntStream.of(order).mapToObj(branches::get).toList(),
                IntStream.of(order)
                        .map(number -> parents[number] < 0 ? -1 : place[parents[number]])
                        .toArray());
        first.branch(2).comp(1).stimulate(Waveform.step(0.2, 2, 1, DT, 4));
        second.branch(place[2]).comp(1).stimulate(Waveform.step(0.2, 2, 1, DT, 4));
        for (int number = 0; number < sizes.length; number++) {
            first.branch(number).record("v");
            second.branch(place[number]).record("v");
        }
        double[][] want = run(first, 4);
        double[][] have = run(second, 4);
        for (int i = 0; i < want.length; i++) {
            BatchTest.assertClose("trace " + i, want[i], have[i], 1e-11);
        }
    }

    private static Branch branch(int number, int compartments) {
        Branch branch = new Branch(new Compartment(), compartments);
        branch.set("radius", 1 + 0.5 * number);
        branch.set("length", 30 + 10 * number);
        branch.set("axial_resistivity", 200);
        if (number % 2 == 0) {
            branch.insert(new HH());
        }
        branch.insert(new Leak());
        return branch;
    }

    /**
     * Steady state of a finite passive cable with sealed ends and a current into its first compartment, against the
     * cosh((L - x) / lambda) of cable theory (Rall 1969).
     */
    @Test
    void steadyStateOfAFiniteCableConvergesInSecondOrder() {
        double[] errors = new double[3];
        int[] counts = {10, 30, 90};
        for (int k = 0; k < counts.length; k++) {
            errors[k] = cableError(counts[k]);
        }
        assertTrue(errors[0] < 0.02, "10 compartments: relative error " + errors[0]);
        for (int k = 1; k < errors.length; k++) {
            double order = Math.log(errors[k - 1] / errors[k]) / Math.log(3);
            assertEquals(2, order, 0.15, "order of convergence from " + errors[k - 1] + " to " + errors[k]);
        }
    }

    private static double cableError(int count) {
        double length = 1000;
        double radius = 1;
        double resistivity = 100;
        double conductance = 1e-4;
        Cell cell = new Cell(new Branch(new Compartment(), count), -1);
        cell.set("length", length / count);
        cell.set("radius", radius);
        cell.set("axial_resistivity", resistivity);
        cell.insert(new Leak());
        cell.set("Leak_gLeak", conductance);
        cell.comp(0).stimulate(Waveform.of(time -> 0.01, 1e4, 2e5));
        cell.comp(0).record("v");
        cell.comp(count - 1).record("v");
        double[][] v;
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(1e4).tMax(1e5).build()) {
            v = rows(simulation.run(manager));
        }
        double near = v[0][v[0].length - 1] + 70;
        double far = v[1][v[1].length - 1] + 70;
        // In cm: lambda = sqrt(r / (2 g Ra)); the current enters at the first center, half a compartment from the end.
        double lambda = Math.sqrt(radius * 1e-4 / (2 * conductance * resistivity));
        double half = length * 1e-4 / count / 2;
        double total = length * 1e-4;
        double want = Math.cosh(half / lambda) / Math.cosh((total - half) / lambda);
        return Math.abs(far / near - want) / want;
    }

    private static double[][] run(NeuronModel model, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(model).dt(DT).tMax(duration).build()) {
            return rows(simulation.run(manager));
        }
    }

    private static double[][] rows(NDArray traces) {
        double[][] rows = new double[(int) traces.getShape().get(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = traces.get(i).toDoubleArray();
        }
        return rows;
    }
}
