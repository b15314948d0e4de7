package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulation keeps arguments from run to run, and no result shows it. */
class KnownArgumentsTest {
    private static final double DT = 0.025;

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 4), new int[] {-1, 0, 0});
        cell.insert(new HH());
        cell.branch(0).insert(new Leak());
        cell.branch(1)
                .clamp(
                        "HH_h",
                        Waveform.of(new double[] {0.5, 0.4, Double.NaN, 0.6}, DT)
                                .padded(60, Double.NaN));
        cell.branch(0).comp(1).stimulate(Waveform.step(0.2, 1, 0.1, DT, 1.5));
        cell.branch(2).comp(0).record("v");
        cell.branch(1).comp(3).record("HH_m");
        cell.makeTrainable("HH_gNa");
        return cell;
    }

    /** Changes of the description, in the order in which they are made; each changes the traces. */
    private static Map<String, Consumer<Cell>> changes() {
        Map<String, Consumer<Cell>> changes = new LinkedHashMap<>();
        changes.put("a parameter of all", cell -> cell.set("HH_gK", 0.03));
        changes.put(
                "a parameter of one compartment", cell -> cell.branch(0).comp(2).set("Leak_gLeak", 2e-4));
        changes.put("an initial state", cell -> cell.set("HH_n", 0.4));
        changes.put("the initial voltage", cell -> cell.branch(1).set("v", -60));
        changes.put("the radius", cell -> cell.branch(2).set("radius", 2.5));
        changes.put("the length", cell -> cell.branch(1).comp(0).set("length", 12));
        changes.put("the resistivity", cell -> cell.set("axial_resistivity", 800));
        changes.put("the capacitance", cell -> cell.set("capacitance", 1.3));
        changes.put("a trainable", cell -> cell.write(Map.of("HH_gNa", new double[] {0.13})));
        changes.put("the stimulus", cell -> {
            cell.deleteStimuli();
            cell.branch(0).comp(1).stimulate(Waveform.step(0.1, 0.8, 0.2, DT, 1.5));
        });
        changes.put("a mechanism", cell -> cell.branch(1).insert(new Leak()));
        changes.put("the recordings", cell -> {
            cell.deleteRecordings();
            cell.branch(2).comp(3).record("v");
            cell.branch(0).comp(0).record("v");
        });
        return changes;
    }

    private static Simulation simulation(Cell cell, String engine) {
        return Simulation.of(cell).dt(DT).tMax(1.5).engine(engine).build();
    }

    private static double[] traces(Simulation simulation, NDManager manager, Inputs inputs) {
        try (NDArray traces = simulation.run(manager, inputs)) {
            return traces.toDoubleArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llvm", "torch"})
    void aChangeOfTheModelReachesTheNextRun(String engine) {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation kept = simulation(cell, engine)) {
            double[] last = traces(kept, manager, Inputs.none());
            assertArrayEquals(last, traces(kept, manager, Inputs.none()), "the second run");
            changes().forEach((what, change) -> {
                double[] before = traces(kept, manager, Inputs.none());
                change.accept(cell);
                double[] after = traces(kept, manager, Inputs.none());
                assertFalse(Arrays.equals(before, after), what + " changed nothing");
                try (Simulation fresh = simulation(cell, engine)) {
                    assertArrayEquals(traces(fresh, manager, Inputs.none()), after, "after a change of " + what);
                }
            });
        }
    }

    /** Inputs replace values in one run only, whatever ran before. */
    @ParameterizedTest
    @ValueSource(strings = {"llvm", "torch"})
    void inputsHoldForOneRun(String engine) {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation kept = simulation(cell, engine)) {
            Map<String, Inputs> all = new LinkedHashMap<>();
            all.put("none", Inputs.none());
            all.put("radius", Inputs.none().with(cell.branch(1), "radius", manager.create(2.0)));
            all.put("parameter", Inputs.none().with(cell, "HH_gK", manager.create(0.02)));
            all.put("state", Inputs.none().with(cell.branch(0), "HH_m", manager.create(0.3)));
            all.put("waveform", Inputs.none().waveform(0, manager.full(new ai.djl.ndarray.types.Shape(60), 0.05f)));
            all.put("trainable", Inputs.of(ArrayTree.of("HH_gNa", manager.create(new double[] {0.14}))));
            all.put("places", Inputs.none().stimulusPlaces(0, manager.create(new int[] {2})));
            Map<String, double[]> expected = new LinkedHashMap<>();
            all.forEach((what, inputs) -> {
                try (Simulation fresh = simulation(cell, engine)) {
                    expected.put(what, traces(fresh, manager, inputs));
                }
            });
            for (String first : all.keySet()) {
                for (String second : all.keySet()) {
                    assertArrayEquals(expected.get(first), traces(kept, manager, all.get(first)), first);
                    assertArrayEquals(
                            expected.get(second), traces(kept, manager, all.get(second)), second + " after " + first);
                }
            }
        }
    }

    /** A gradient belongs to the run that was recorded, although the model and the simulation went on since. */
    @ParameterizedTest
    @ValueSource(strings = {"llvm", "torch"})
    void aRecordedRunKeepsItsValues(String engine) {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree parameters = ArrayTree.of("HH_gNa", manager.create(new double[] {0.12}));
            parameters.get("HH_gNa").setRequiresGradient(true);
            double[] expected;
            try (Simulation fresh = simulation(cell, engine);
                    Tape tape = Tape.open()) {
                NDArray loss =
                        fresh.run(manager, Inputs.of(parameters)).square().mean();
                expected = tape.gradients(loss, parameters).get("HH_gNa").toDoubleArray();
            }
            Simulation kept = simulation(cell, engine);
            traces(kept, manager, Inputs.none());
            try (Tape tape = Tape.open()) {
                NDArray loss = kept.run(manager, Inputs.of(parameters)).square().mean();
                changes().values().forEach(change -> {
                    change.accept(cell);
                    kept.run(manager, Inputs.of(parameters)).close();
                });
                kept.close();
                assertArrayEquals(
                        expected, tape.gradients(loss, parameters).get("HH_gNa").toDoubleArray(), engine);
            }
        }
    }

    /** Memory that one run leaves to the next carries nothing over: batches, lengths and gradients in any order. */
    @Test
    void runsOfAllSizesFollowEachOther() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation kept = simulation(cell, "llvm")) {
            List<Inputs> all = List.of(
                    Inputs.none(),
                    Inputs.none().with(cell, "HH_gK", manager.create(new double[][] {{0.03}, {0.04}, {0.05}})),
                    Inputs.none()
                            .with(
                                    cell,
                                    "HH_gK",
                                    manager.create(new double[20][1]).add(0.03)));
            for (int round = 0; round < 2; round++) {
                for (Inputs inputs : all) {
                    double[] gradient = gradient(kept, cell, manager, inputs);
                    double[] own = traces(kept, manager, inputs);
                    try (Simulation fresh = simulation(cell, "llvm")) {
                        assertArrayEquals(traces(fresh, manager, inputs), own, "traces in round " + round);
                    }
                    try (Simulation fresh = simulation(cell, "llvm")) {
                        assertArrayEquals(gradient(fresh, cell, manager, inputs), gradient, "gradient " + round);
                    }
                }
            }
        }
    }

    private static double[] gradient(Simulation simulation, Cell cell, NDManager manager, Inputs inputs) {
        try (Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray loss = simulation
                    .run(manager, inputs.parameters(parameters))
                    .square()
                    .sum();
            return tape.gradients(loss, parameters).get("HH_gNa").toDoubleArray();
        }
    }
}
