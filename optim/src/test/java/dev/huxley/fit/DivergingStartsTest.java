package dev.huxley.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.fit.FitResult.Stop;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.optimizer.Adam;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.DivergenceException;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.Test;

/** Fits of which a start leads to where the simulation leaves the finite numbers. */
class DivergingStartsTest {
    /** A leak that is defined up to a voltage only. */
    private static final class Brittle extends Channel {
        Brittle() {
            super("Brittle");
            parameter("reversal", -70, "mV");
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray v = membrane.voltage();
            return v.sub(membrane.get("reversal"))
                    .add(v.add(50).neg().sqrt().mul(0))
                    .mul(1e-3);
        }
    }

    @Test
    void theOtherStartsGoOnAndTheFailedOneIsReported() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.insert(new Brittle());
        cell.makeTrainable("Brittle_reversal");
        cell.stimulate(Waveform.of(new double[100], 0.1));
        cell.record("v");
        String path = cell.trainables().get(0).path();
        double[][] kept = new double[2][];
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            NDArray target = simulation.run(manager).add(3);
            for (int with = 0; with < 2; with++) {
                double[] starts = with == 1 ? new double[] {-75, -20, -62} : new double[] {-75, -62};
                int count = starts.length;
                Fit fit = Fit.minimize(parameters -> simulation
                                .run(manager, Inputs.of(parameters))
                                .sub(target)
                                .square()
                                .sum(new int[] {1, 2}))
                        .optimizer(new Adam(0.5))
                        .iterations(15);
                FitResult result = fit.runEach(ArrayTree.of(path, manager.create(starts, new Shape(count, 1))));
                kept[with] = result.history().losses(count - 1);
                assertEquals(Stop.ITERATIONS, result.stop());
                assertEquals(with, result.failed().size());
                if (with == 1) {
                    FailedStart failed = result.failed().get(0);
                    assertEquals(1, failed.start());
                    assertEquals(0, failed.iteration());
                    for (String part : new String[] {"the simulation left", "current of Brittle", "NaN", "step"}) {
                        assertTrue(failed.reason().contains(part), failed.reason());
                    }
                }
            }
            assertArrayEquals(kept[0], kept[1], "the last start, with and without the failing one");
            FitResult alone = Fit.minimize(parameters ->
                            simulation.run(parameters).sub(target).square().mean())
                    .run(ArrayTree.of(path, manager.create(new double[] {-20})));
            assertEquals(Stop.NOT_FINITE, alone.stop());
            assertTrue(alone.failed().get(0).reason().contains("current of Brittle"), alone.failed()::toString);
            assertThrows(
                    DivergenceException.class,
                    () -> simulation.run(manager, Inputs.of(ArrayTree.of(path, manager.create(new double[] {-20})))));
        }
    }
}
