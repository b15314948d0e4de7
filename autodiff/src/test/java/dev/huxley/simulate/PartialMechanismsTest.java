package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import dev.huxley.program.lower.Lowering;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mechanisms in some compartments only. */
class PartialMechanismsTest {
    private static final double DT = 0.05;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Cell cable(int compartments) {
        Cell cell = new Cell(new Branch(new Compartment(), compartments), -1);
        cell.set("axial_resistivity", 200);
        cell.insert(new Leak());
        cell.comp(0).stimulate(Waveform.of(time -> 0.02, DT, 2));
        cell.record("v");
        return cell;
    }

    /** Counts in one table what is padded in the other. */
    @Test
    void paddingIsHarmless() {
        Cell cell = cable(4);
        cell.comp(0, 2).insert(new HH());
        assertArrayEquals(new double[] {0.12, Double.NaN, 0.12, Double.NaN}, cell.get("HH_gNa"));
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            // The whole column, padding included, as one array; the run takes those that are there.
            NDArray column = manager.create(cell.get("HH_gNa"));
            NDArray radius = manager.create(cell.get("radius"));
            column.setRequiresGradient(true);
            radius.setRequiresGradient(true);
            ArrayTree at = ArrayTree.of("gNa", column).with("radius", radius);
            NDArray present = manager.create(new long[] {0, 2});
            try (Tape tape = Tape.open()) {
                NDArray v = simulation.run(
                        manager,
                        Inputs.none()
                                .with(cell, "HH_gNa", column.gather(present, 0))
                                .with(cell, "radius", radius));
                assertTrue(Arrays.stream(v.toDoubleArray()).allMatch(Double::isFinite), "traces");
                ArrayTree gradients = tape.gradients(v.square().sum(), at);
                double[] byConductance = gradients.get("gNa").toDoubleArray();
                assertEquals(0.0, byConductance[1]);
                assertEquals(0.0, byConductance[3]);
                assertTrue(byConductance[0] != 0 && byConductance[2] != 0, Arrays.toString(byConductance));
                double[] byRadius = gradients.get("radius").toDoubleArray();
                assertTrue(
                        Arrays.stream(byRadius).allMatch(value -> Double.isFinite(value) && value != 0),
                        Arrays.toString(byRadius));
            }
        }
    }

    /** A channel like a leak with a gate, under any name. */
    private static final class Numbered extends Channel {
        Numbered(int number) {
            super("Channel" + number);
            parameter("g", 1e-4, "S/cm2");
            parameter("e", -60, "mV");
            state("x", 0.3);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray x = membrane.get("x");
            return Map.of("x", x.add(membrane.voltage().div(-100).sub(x).mul(membrane.timeStep())));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g")
                    .mul(membrane.get("x"))
                    .mul(membrane.voltage().sub(membrane.get("e")));
        }
    }

    /** Ten mechanisms, each in one compartment of a hundred. */
    @Test
    void programsHoldOnlyWhatIsThere() {
        int compartments = 100;
        Cell sparse = cable(compartments);
        Cell everywhere = cable(compartments);
        for (int i = 0; i < 10; i++) {
            sparse.comp(7 * i).insert(new Numbered(i));
            everywhere.insert(new Numbered(i));
            everywhere.set("Channel" + i + "_g", 0);
            everywhere.comp(7 * i).set("Channel" + i + "_g", 1e-4);
        }
        int held = numbersOfChannels(sparse);
        int padded = numbersOfChannels(everywhere);
        assertTrue(10 * held <= padded, held + " numbers of channels instead of " + padded);
        try (Simulation one = Simulation.of(sparse).dt(DT).build();
                Simulation other = Simulation.of(everywhere).dt(DT).build()) {
            BatchTest.assertClose(
                    "padded with zeros",
                    other.run(manager).toDoubleArray(),
                    one.run(manager).toDoubleArray(),
                    1e-12);
        }
    }

    private static int numbersOfChannels(Cell cell) {
        Program program = Lowering.lower(cell, DT);
        return program.variables().stream()
                .filter(variable -> variable.name().startsWith("Channel"))
                .mapToInt(Variable::size)
                .sum();
    }

    /** Adds to a state that it shares with others. */
    private static final class Adding extends Channel {
        private final double rate;

        Adding(String name, double rate) {
            super(name);
            this.rate = rate;
            sharedState("shared", 1, "mM");
            parameter("g", 1e-5, "S/cm2");
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return Map.of("shared", membrane.get("shared").add(rate * membrane.timeStep()));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g").mul(membrane.get("shared")).mul(membrane.voltage());
        }
    }

    @Test
    void mechanismsShareAStateOnTheUnionOfTheirCompartments() {
        Cell cell = cable(4);
        cell.comp(0, 2).insert(new Adding("Na1", 1));
        cell.comp(0, 1).insert(new Adding("Na2", 10));
        assertArrayEquals(new double[] {1, 1, 1, Double.NaN}, cell.get("shared"));
        Program program = Lowering.lower(cell, DT);
        assertEquals(3, program.variables().get(program.variable("shared")).size(), "one value per compartment");
        cell.comp(0, 1, 2).record("shared");
        assertArrayEquals(new double[] {1 + 11 * 0.5, 1 + 10 * 0.5, 1 + 0.5}, sharedAfter(cell, 10), 1e-12);
        cell.comp(1).deleteRecordings("shared");
        cell.deleteMechanism("Na2");
        assertArrayEquals(new double[] {1, Double.NaN, 1, Double.NaN}, cell.get("shared"));
        assertArrayEquals(new double[] {1 + 0.5, 1 + 0.5}, sharedAfter(cell, 10), 1e-12);
    }

    private double[] sharedAfter(Cell cell, int steps) {
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray traces = simulation.run(manager);
            Shape shape = traces.getShape();
            return traces.get("4:" + shape.get(0) + "," + steps).toDoubleArray();
        }
    }
}
