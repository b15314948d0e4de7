package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.hodgkinhuxley.K;
import dev.huxley.mechanism.hodgkinhuxley.K5States;
import dev.huxley.mechanism.hodgkinhuxley.Leak;
import dev.huxley.mechanism.hodgkinhuxley.Na;
import dev.huxley.mechanism.hodgkinhuxley.Na8States;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Markov chains of Hodgkin and Huxley's channels, and the gates that they are equivalent to. */
class MarkovChannelTest {
    private static Cell axon(Channel... channels) {
        Cell cell = new Cell(new Compartment());
        for (Channel channel : channels) {
            cell.insert(channel);
        }
        cell.insert(new Leak());
        cell.set("v", -67);
        SteadyState.apply(cell);
        double amplitude = 0.1 * cell.get("area")[0] * 1e-3;
        cell.stimulate(Waveform.of(time -> time > 1 && time < 15 ? amplitude : 0, 0.025, 20));
        cell.record("v");
        return cell;
    }

    private static double[][] run(Cell cell, double dt, String engine) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(dt).tMax(20).engine(engine).build()) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[(int) traces.getShape().get(0)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = traces.get(i).toDoubleArray();
            }
            return rows;
        }
    }

    /** Both take exact steps at a held voltage, so they agree to rounding, not only to the order of the time step. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void chainsSpikeAsTheirGatesDo(String engine) {
        double[] gates = run(axon(new Na(), new K()), 0.025, engine)[0];
        double[] chains = run(axon(new Na8States(), new K5States()), 0.025, engine)[0];
        double highest = -100;
        for (int i = 0; i < gates.length; i++) {
            highest = Math.max(highest, gates[i]);
            assertEquals(gates[i], chains[i], 1e-8, "sample " + i);
        }
        assertTrue(highest > 0, "the axon does not spike: " + highest);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.025, 1, 1000})
    void occupanciesAreConservedAndPositiveForAnyTimeStep(double dt) {
        for (Channel channel : List.of(new Na8States(), new K5States())) {
            Cell cell = new Cell(new Compartment());
            cell.insert(channel);
            int steps = 50;
            double[] voltages = new double[steps];
            for (int i = 0; i < steps; i++) {
                voltages[i] = -120 + 170 * ((i * 37) % steps) / (double) steps;
            }
            cell.clamp("v", Waveform.of(voltages, dt));
            for (Declaration state : channel.states()) {
                cell.record(state.key());
            }
            double[][] traces;
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(cell).dt(dt).build()) {
                NDArray result = simulation.run(manager);
                traces = new double[channel.states().size()][];
                for (int i = 0; i < traces.length; i++) {
                    traces[i] = result.get(i).toDoubleArray();
                }
            }
            for (int t = 0; t < traces[0].length; t++) {
                double sum = 0;
                for (double[] trace : traces) {
                    assertTrue(trace[t] >= 0 && trace[t] <= 1 + 1e-12, channel + ": occupancy " + trace[t]);
                    sum += trace[t];
                }
                assertEquals(1, sum, 1e-13, channel + ": sum of occupancies in column " + t);
            }
        }
    }

    @Test
    void openStatesStartAtTheProductsOfSteadyGates() {
        Cell gates = axon(new Na(), new K());
        Cell chains = axon(new Na8States(), new K5States());
        double m = gates.get("Na_m")[0];
        assertEquals(m * m * m * gates.get("Na_h")[0], chains.get("Na8States_O")[0], 1e-16);
        assertEquals(Math.pow(gates.get("K_n")[0], 4), chains.get("K5States_O")[0], 1e-16);
        double closed = Math.pow(1 - gates.get("K_n")[0], 4);
        assertEquals(closed, chains.get("K5States_C4")[0], 1e-15);
    }
}
