package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Network;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places that are stimulated, recorded, clamped or set are data, with a batch and gradients. */
class PlacesAsDataTest {
    private static final double DT = 0.05;
    private static final double DURATION = 2;
    private static final long[] PLACES = {0, 3, 4};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Waveform waveform(double amplitude) {
        return Waveform.of(time -> amplitude, DT, DURATION);
    }

    /** A cell where the given thing is done at one compartment. */
    private static Cell cell(BiConsumer<Cell, View> action, int at) {
        Cell cell = GradientTest.branchedCell();
        action.accept(cell, cell.select(at));
        return cell;
    }

    /** One program for the batch; every row equals a model that has the place written in. */
    private void assertRowsAreStaticRuns(BiConsumer<Cell, View> action, Function<NDArray, Inputs> at) {
        try (Simulation simulation = Simulation.of(cell(action, 1)).dt(DT).build()) {
            NDArray batched = simulation.run(manager, at.apply(manager.create(PLACES)));
            for (int row = 0; row < PLACES.length; row++) {
                try (Simulation fixed =
                        Simulation.of(cell(action, (int) PLACES[row])).dt(DT).build()) {
                    double[] want = fixed.run(manager).toDoubleArray();
                    BatchTest.assertClose(
                            "compartment " + PLACES[row], want, batched.get(row).toDoubleArray(), 1e-12);
                }
            }
            simulation.run(manager, at.apply(manager.create(new long[] {2, 2, 1, 0})));
            assertEquals(1, simulation.compilations(), "compilations");
        }
    }

    @Test
    void theStimulusPlaceIsData() {
        assertRowsAreStaticRuns(
                (cell, where) -> {
                    where.stimulate(waveform(0.5));
                    cell.record("v");
                },
                places -> Inputs.none().stimulusPlaces(0, places));
    }

    @Test
    void theGradientByTheAmplitudeFlows() {
        Cell cell = cell((whole, where) -> where.stimulate(waveform(0.5)), 1);
        cell.branch(1).comp(2).record("v");
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            int samples = cell.stimuli().get(0).waveform().length();
            GradientCheck.assertGradient(ArrayTree.of("amplitude", leaf(manager, 0.5)), tree -> {
                NDArray current = tree.get("amplitude").mul(manager.ones(new Shape(samples), DataType.FLOAT64));
                Inputs inputs = Inputs.none().waveform(0, current).stimulusPlaces(0, manager.create(PLACES));
                return simulation.run(manager, inputs).square().mean();
            });
        }
    }

    @Test
    void theRecordingPlaceIsData() {
        assertRowsAreStaticRuns(
                (cell, where) -> {
                    cell.branch(0).comp(0).stimulate(waveform(0.5));
                    where.record("v");
                },
                places -> Inputs.none().recordingPlaces(places));
    }

    @Test
    void theClampPlaceIsData() {
        assertRowsAreStaticRuns(
                (cell, where) -> {
                    where.clamp("v", waveform(-40));
                    cell.record("v");
                },
                places -> Inputs.none().clampPlaces(0, places));
    }

    @Test
    void thePlaceOfAValueIsData() {
        for (String key : new String[] {"HH_gNa", "radius", "v", "HH_h"}) {
            double value = key.equals("v") ? -50 : 0.7;
            assertRowsAreStaticRuns(
                    (cell, where) -> {
                        cell.branch(0).comp(0).stimulate(waveform(0.5));
                        cell.record("v");
                        if (where.compartments()[0] != 1) {
                            where.set(key, value);
                        }
                    },
                    places -> Inputs.none().withAt(places.reshape(-1, 1), key, manager.create(new double[] {value})));
        }
    }

    @Test
    void gradientsFlowToValuesAtPlacesThatAreData() {
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(waveform(0.5));
        cell.record("v");
        try (Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray pairs = manager.create(new long[] {0, 4, 3, 2, 1, 0}, new Shape(3, 2));
            ArrayTree at = ArrayTree.of("shared", leaf(manager, 0.1, 0.2))
                    .with("radius", leaf(manager, 2, 3, 4).reshape(3, 1).duplicate());
            at.get("radius").setRequiresGradient(true);
            GradientCheck.assertGradient(at, tree -> {
                Inputs inputs = Inputs.none()
                        .withAt(pairs, "HH_gNa", tree.get("shared"))
                        .withAt(pairs.get(":,0:1"), "radius", tree.get("radius"));
                return simulation.run(manager, inputs).square().mean();
            });
        }
    }

    @Test
    void valuesOfSynapsesAreSetAtPlacesToo() {
        Network network = new Network(GradientTest.branchedCell(), GradientTest.branchedCell());
        for (int i = 0; i < 3; i++) {
            network.connect(
                    network.cell(0).branch(0).comp(0), network.cell(1).branch(1).comp(i), new IonotropicSynapse());
        }
        network.record("v");
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(DURATION).build()) {
            NDArray strong = manager.create(new double[] {0.01});
            NDArray batched = simulation.run(
                    manager,
                    Inputs.none()
                            .withAt(manager.create(new int[] {2, 0}, new Shape(2, 1)), "IonotropicSynapse_gS", strong));
            for (int row = 0; row < 2; row++) {
                NDArray single = simulation.run(
                        manager, Inputs.none().with(network.edge(row == 0 ? 2 : 0), "IonotropicSynapse_gS", strong));
                BatchTest.assertClose(
                        "row " + row, single.toDoubleArray(), batched.get(row).toDoubleArray(), 1e-12);
            }
        }
    }

    @Test
    void placesWithoutTheQuantityAreNamed() {
        Cell cell = GradientTest.branchedCell();
        cell.record("v");
        try (Simulation simulation = Simulation.of(cell).dt(DT).tMax(1).build()) {
            NDArray value = manager.create(new double[] {0.3});
            for (long wrong : new long[] {5, 6, -1}) {
                Inputs inputs = Inputs.none().withAt(manager.create(new long[] {0, wrong}), "HH_gNa", value);
                String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(manager, inputs))
                        .getMessage();
                assertTrue(
                        message.contains("set/0/places")
                                && (message.contains("HH_gNa") || message.contains("" + wrong)),
                        message);
            }
        }
    }
}
