package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tracing.UntraceableException;
import dev.huxley.tree.ArrayTree;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong input to a simulation gets an error that names the thing, the value and the remedy. */
class WrongInputTest {
    private static final int STEPS = 4;
    private NDManager manager;
    private Cell cell;
    private Simulation simulation;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
        cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.comp(0, 1).insert(new HH());
        cell.comp(0).stimulate(Waveform.of(time -> 0.02, 0.1, STEPS * 0.1));
        cell.comp(1).clamp("HH_m", Waveform.of(time -> 0.02, 0.1, STEPS * 0.1));
        cell.comp(0).record("v");
        cell.comp(1).record("HH_h");
        cell.makeTrainable("HH_gNa");
        simulation = Simulation.of(cell).dt(0.1).build();
    }

    @AfterEach
    void close() {
        // Whatever went wrong: the simulation is still usable.
        assertEquals(2, simulation.run(manager).getShape().get(0));
        simulation.close();
        manager.close();
    }

    @Test
    void placesAreNamedOnce() {
        NDArray twice = manager.create(new int[] {1, 1});
        assertSays(
                () -> run(Inputs.none().withAt(twice, "HH_gNa", numbers(0.1, 0.2))),
                "set/0/places",
                "compartment 1 twice",
                "once");
        NDArray inRow = manager.create(new int[] {0, 1, 1, 1}, new Shape(2, 2));
        assertSays(() -> run(Inputs.none().withAt(inRow, "HH_gNa", numbers(0.1))), "compartment 1 twice", "row 1");
        Cell pair = new Cell(new Branch(new Compartment(), 3), -1);
        pair.comp(0, 1).stimulate(Waveform.of(time -> 0.02, 0.1, STEPS * 0.1));
        pair.comp(0, 1).clamp("v", Waveform.of(time -> -60, 0.1, STEPS * 0.1));
        pair.comp(2).clamp("v", Waveform.of(time -> -50, 0.1, STEPS * 0.1));
        pair.comp(0, 1).record("v");
        try (Simulation two = Simulation.of(pair).dt(0.1).build()) {
            // Currents into one compartment add up, so none is lost.
            assertEquals(
                    two.run(manager, Inputs.none().stimulusPlaces(0, twice)).getShape(),
                    two.run(manager).getShape());
            assertSays(
                    () -> two.run(manager, Inputs.none().clampPlaces(0, twice)),
                    "clamps/0/places",
                    "compartment 1 twice");
            assertSays(
                    () -> two.run(manager, Inputs.none().clampPlaces(1, manager.create(new int[] {2, 1}))),
                    "clamps 0 and 1",
                    "'v'",
                    "compartment 1 in row 1");
            // Two traces of one place are what they say.
            NDArray traces = two.run(manager, Inputs.none().recordingPlaces(twice));
            assertEquals(traces.get(0), traces.get(1));
        }
    }

    @Test
    void statesAreFinite() {
        ArrayTree states = simulation.runToStates(manager, Inputs.none()).states();
        NDArray hole = states.get("v").duplicate();
        hole.set(new NDIndex(1), Double.NaN);
        ArrayTree broken = states.with("v", hole);
        assertSays(
                () -> run(Inputs.none().states(broken)),
                "states/v",
                "NaN",
                "element 1",
                "branch 0, compartment 1",
                "finite");
        assertSays(() -> simulation.dynamics().step(manager, broken, Inputs.none()), "states/v", "NaN");
        assertSays(() -> simulation.dynamics().step(manager, broken, states, Inputs.none()), "states/v", "NaN");
    }

    /** One value for all compartments in every row of a batch is (batch, 1), which the message of a wrong shape says. */
    @Test
    void aValueForAllIsOnePerRowOfTheBatch() {
        assertSays(
                () -> run(Inputs.none().with(cell, "HH_gNa", numbers(1, 2, 3))),
                "set/0/HH_gNa",
                "(3)",
                "one value for all, (1)",
                "2 values, (2)",
                "(batch, 1) or (batch, 2)");
        NDArray perRow = manager.create(new double[] {0.1, 0.2, 0.3}, new Shape(3, 1));
        assertEquals(
                3, run(Inputs.none().with(cell, "HH_gNa", perRow)).getShape().get(0));
        NDArray each = manager.create(new double[] {0.1, 0.1, 0.2, 0.2, 0.3, 0.3}, new Shape(3, 2));
        assertEquals(
                run(Inputs.none().with(cell, "HH_gNa", each)), run(Inputs.none().with(cell, "HH_gNa", perRow)));
        assertSays(
                () -> run(Inputs.none().withAt(manager.create(new int[] {0, 1}), "HH_gNa", numbers(1, 2, 3))),
                "(batch, 1) or (batch, 2)");
    }

    @Test
    void unknownParametersNameThoseThatThereAre() {
        assertSays(
                () -> simulation.run(ArrayTree.of("HH_gna", numbers(0.1))),
                "trainable parameter",
                "'HH_gna'",
                "HH_gNa");
        assertSays(() -> run(Inputs.none().with(cell, "HH_gCa", numbers(1))), "HH_gCa", "Did you mean");
        assertSays(() -> run(Inputs.none().with(cell.comp(2), "HH_gK", numbers(1))), "comp(2)", "HH_gK", "insert");
        assertSays(() -> run(Inputs.none().with(cell, "area", numbers(1))), "set/0/area", "cannot be set");
        assertSays(() -> run(Inputs.none().with(cell, "HH", numbers(1))), "'HH'", "mechanism");
    }

    @Test
    void wrongSizesNameTheArrayItsShapeAndWhatIsExpected() {
        assertSays(() -> run(Inputs.none().with(cell, "HH_gNa", numbers(1, 2, 3))), "set/0/HH_gNa", "(3)", "2 values");
        assertSays(() -> simulation.run(ArrayTree.of("HH_gNa", numbers(1, 2))), "parameters/HH_gNa", "(2)", "1 value");
        assertSays(() -> run(Inputs.none().with(cell, "v", zeros(2, 2, 2))), "set/0/v", "(2, 2, 2)", "the batch");
        assertSays(
                () -> run(Inputs.none().with(cell, "v", manager.create(new int[] {1}))), "set/0/v", "int32", "float64");
        assertSays(() -> run(Inputs.none().waveform(0, zeros(2, 2, STEPS + 1))), "stimuli/0/waveform", "(2, 2, 5)");
        assertSays(() -> run(Inputs.none().recordingPlaces(integers(1))), "recordings/places", "(1)", "2");
        assertSays(() -> run(Inputs.none().waveform(1, zeros(5))), "stimulus 1", "1");
        assertSays(() -> run(Inputs.none().clampPlaces(-1, integers(1))), "clamp -1");
    }

    @Test
    void wrongPlacesAreNamed() {
        assertSays(() -> run(Inputs.none().stimulusPlaces(0, integers(3))), "stimuli/0/places", "3", "0 to 2");
        assertSays(() -> run(Inputs.none().stimulusPlaces(0, integers(-1))), "stimuli/0/places", "-1");
        assertSays(() -> run(Inputs.none().stimulusPlaces(0, numbers(1))), "stimuli/0/places", "float64", "int");
        assertSays(() -> run(Inputs.none().clampPlaces(0, integers(2))), "clamps/0/places", "compartment 2", "HH_m");
        assertSays(
                () -> run(Inputs.none().recordingPlaces(integers(0, 2))), "recordings/places", "compartment 2", "HH_h");
    }

    @Test
    void viewsOfAnotherModelAreRefused() {
        Cell other = new Cell(new Branch(new Compartment(), 8), -1);
        other.insert(new HH());
        assertSays(() -> run(Inputs.none().with(other.comp(0), "HH_gNa", numbers(0.2))), "comp(0)", "another model");
        assertSays(() -> run(Inputs.none().with(other.comp(7), "HH_gNa", numbers(0.2))), "comp(7)", "another model");
    }

    @Test
    void valuesThatCannotBeAreNamed() {
        assertSays(() -> run(Inputs.none().with(cell, "radius", numbers(-1))), "set/0/radius", "-1.0", "positive");
        assertSays(() -> run(Inputs.none().with(cell, "v", numbers(-70, Double.NaN, -70))), "set/0/v", "NaN", "finite");
        assertSays(() -> simulation.run(ArrayTree.of("HH_gNa", numbers(Double.NaN))), "parameters/HH_gNa", "NaN");
        assertSays(
                () -> run(Inputs.none().waveform(0, numbers(0, 0, Double.POSITIVE_INFINITY, 0, 0))),
                "stimuli/0/waveform",
                "Infinity");
    }

    @Test
    void durationsThatDoNotFitAreNamed() {
        try (Simulation longer = Simulation.of(cell).dt(0.1).tMax(10).build()) {
            assertSays(() -> longer.run(manager), "clamps/0/values", "5 samples", "100 steps", "padded", "tMax");
        }
        try (Simulation finer = Simulation.of(cell).dt(0.05).build()) {
            assertSays(() -> finer.run(manager), "stimuli/0/waveform", "0.1 ms", "0.05 ms");
        }
        assertSays(() -> run(Inputs.none().waveform(0, zeros(7))), "clamps/0/values", "5 samples", "7 steps");
        cell.comp(2).stimulate(Waveform.of(time -> 0.02, 0.1, 2 * STEPS * 0.1));
        assertSays(() -> run(Inputs.none()), "clamps/0/values", "5 samples", "9 steps", "tMax");
        cell.deleteStimuli();
        cell.deleteClamps();
        assertSays(() -> run(Inputs.none()), "no duration", "tMax");
        cell.comp(0).stimulate(Waveform.of(time -> 0.02, 0.1, STEPS * 0.1));
        assertSays(() -> Simulation.of(cell).dt(0), "time step", "0.0");
        assertSays(() -> Simulation.of(cell).tMax(Double.NaN), "duration", "NaN");
        assertSays(() -> Simulation.of(cell).engine("warp").build(), "'warp'", "torch");
    }

    @Test
    void recordingNothingIsAnError() {
        Cell silent = new Cell(new Compartment());
        try (Simulation nothing = Simulation.of(silent).tMax(1).build()) {
            assertSays(() -> nothing.run(manager), "nothing is recorded", "record(\"v\")");
        }
    }

    @Test
    void undeclaredStatesAreNamed() {
        assertMechanismSays(
                new Faulty("Odd") {
                    @Override
                    public Map<String, NDArray> update(Membrane membrane) {
                        return Map.of("x", membrane.get("x"), "y", membrane.voltage());
                    }
                },
                IllegalArgumentException.class,
                "Odd",
                "y",
                "[x]");
        assertMechanismSays(
                new Faulty("Blind") {
                    @Override
                    public Map<String, NDArray> update(Membrane membrane) {
                        return Map.of("x", membrane.get("gCa"));
                    }
                },
                IllegalArgumentException.class,
                "Blind",
                "'gCa'",
                "Blind_x");
    }

    @Test
    void branchesOnValuesAreRefusedWithThePlace() {
        assertMechanismSays(
                new Faulty("Iffy") {
                    @Override
                    public Map<String, NDArray> update(Membrane membrane) {
                        NDArray x = membrane.get("x");
                        return Map.of("x", membrane.voltage().getDouble() > 0 ? x : x.neg());
                    }
                },
                UntraceableException.class,
                "Iffy",
                "getDouble",
                "WrongInputTest.java",
                "NDArrays.where");
    }

    private void assertMechanismSays(Channel channel, Class<? extends Exception> type, String... parts) {
        Cell single = new Cell(new Compartment());
        single.insert(channel);
        single.record("v");
        try (Simulation faulty = Simulation.of(single).tMax(1).build()) {
            assertSays(type, () -> faulty.run(manager), parts);
            assertEquals(0, faulty.compilations());
        }
    }

    private abstract static class Faulty extends Channel {
        Faulty(String name) {
            super(name);
            state("x", 0);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage();
        }
    }

    private NDArray run(Inputs inputs) {
        return simulation.run(manager, inputs);
    }

    private NDArray numbers(double... values) {
        return manager.create(values);
    }

    private NDArray integers(int... values) {
        return manager.create(values);
    }

    private NDArray zeros(long... shape) {
        return manager.zeros(new Shape(shape), DataType.FLOAT64);
    }

    private static void assertSays(Executable call, String... parts) {
        assertSays(IllegalArgumentException.class, call, parts);
    }

    static void assertSays(Class<? extends Exception> type, Executable call, String... parts) {
        String message = assertThrows(type, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
