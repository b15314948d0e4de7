package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.simplified.AdEx;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanisms at the edges of their parameters: time constants of nothing, a spike's onset without width, no calcium. */
class MechanismEdgesTest {
    private static final double DT = 0.025;

    /** A gate whose time constant is a parameter. */
    private static final class Timed extends GatedChannel {
        Timed() {
            super("Timed");
            parameter("g", 1e-4, "S/cm2");
            parameter("tau", 1, "ms");
            gate(
                    "m",
                    0.1,
                    membrane -> Kinetics.relaxation(
                            Rates.boltzmann(membrane.voltage().add(40).div(5)), membrane.get("tau")));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g")
                    .mul(membrane.get("m"))
                    .mul(membrane.voltage().add(60));
        }
    }

    @ParameterizedTest
    @CsvSource({"torch, 0", "torch, 1e-300", "torch, 1e-5", "llvm, 0", "llvm, 1e-300", "llvm, 1e-5"})
    void gatesWithoutTimeConstantAreAtTheirSteadyState(String engine, double tau) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Timed());
        cell.set("Timed_tau", tau);
        cell.set("v", -47);
        cell.makeTrainable("Timed_tau");
        cell.makeTrainable("v");
        cell.record("Timed_m");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(DT).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray after = simulation.run(parameters).get("0, 1");
            double steady = 1 / (1 + Math.exp(7 / 5.0));
            assertEquals(steady, after.getDouble(), 1e-15);
            ArrayTree gradients = tape.gradients(after, parameters);
            double slope = steady * (1 - steady) / 5;
            assertEquals(slope, gradients.get("v").toDoubleArray()[0], 1e-12 * slope);
            assertEquals(0, gradients.get("Timed_tau").toDoubleArray()[0]);
        }
    }

    /** Closed form of the leaky integrate-and-fire neuron: the time from reset to threshold, tau ln((u - reset) / (u - threshold)). */
    @ParameterizedTest
    @CsvSource({
        "torch, 0.01",
        "torch, 0",
        "llvm, 0.5",
        "llvm, 0.01",
        "llvm, 0.001",
        "llvm, 1e-6",
        "llvm, 1e-300",
        "llvm, 0"
    })
    void anAdExWithoutOnsetIsIntegrateAndFire(String engine, double width) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new AdEx());
        cell.set("length", 100 / (2 * Math.PI));
        cell.set("capacitance", 200);
        cell.set("v", -70);
        cell.set("AdEx_a", 0);
        cell.set("AdEx_delta_T", width);
        cell.makeTrainable("AdEx_delta_T");
        cell.makeTrainable("v");
        cell.stimulate(Waveform.of(time -> 0.4, DT, 300));
        cell.record("AdEx_spikes");
        cell.record("v");
        double tau = 20;
        double drive = -70 + 0.4e3 / 10;
        double first = tau * Math.log((drive + 70) / (drive + 50));
        double next = tau * Math.log((drive + 58) / (drive + 50));
        double expected = 1 + Math.floor((300 - first) / next);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray traces = simulation.run(parameters);
            double spikes = Arrays.stream(traces.get(0).toDoubleArray()).sum();
            assertEquals(expected, spikes, width > 0.1 ? 12 : 1, "spikes with delta_T = " + width);
            ArrayTree gradients = tape.gradients(traces.sum(), parameters);
            gradients.forEach((path, gradient) -> assertTrue(
                    Double.isFinite(gradient.toDoubleArray()[0]), path + ": " + gradient.toDoubleArray()[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-4})
    void aRunWithoutCalciumIsRefusedByName(double calcium) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new CaNernstReversal());
        cell.set("CaCon_i", calcium);
        cell.record("eCa");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(1).build()) {
            String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(manager))
                    .getMessage();
            assertTrue(
                    message.contains("'CaCon_i' of ") && message.contains("CaNernstReversal is defined for positive"),
                    message);
            cell.set("CaCon_i", 1e-4);
            NDArray none = manager.create(new double[] {calcium});
            message = assertThrows(
                            IllegalArgumentException.class,
                            () -> simulation.run(manager, Inputs.none().with(cell, "CaCon_i", none)))
                    .getMessage();
            assertTrue(message.contains("CaCon_i") && message.contains("positive"), message);
        }
    }
}
