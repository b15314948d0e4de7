package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.extended.K;
import dev.huxley.mechanism.extended.Na;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import org.junit.jupiter.api.Test;

/** The extended channels contain those of Pospischil et al., and do what they are for. */
class ExtendedChannelsTest {
    private static final double DT = 0.05;

    @Test
    void pospischilsCurrentsAreSpecialCases() {
        Cell published = neuron();
        published.insert(new dev.huxley.mechanism.pospischil.Na());
        published.insert(new dev.huxley.mechanism.pospischil.K());
        Cell extended = neuron();
        extended.insert(new Na());
        extended.insert(new K());
        extended.set("Na_sHalf", 1000);
        assertArrayEquals(trace(published, 100), trace(extended, 100), 1e-9);
        assertTrue(crossings(trace(published, 100)) >= 2, "the neuron does not spike: nothing is compared");
    }

    @Test
    void aSpeedIsAFactorOnTheRateOfTheGate() {
        Cell slow = neuron();
        slow.insert(new Na());
        slow.insert(new K());
        Cell fast = neuron();
        fast.insert(new Na());
        fast.insert(new K());
        for (String speed : new String[] {"Na_mSpeed", "Na_hSpeed", "K_nSpeed"}) {
            fast.set(speed, 4);
        }
        for (Cell cell : new Cell[] {slow, fast}) {
            cell.insert(new Leak("Clamp"));
            // The membrane is held at -40 mV by a huge conductance; gates relax from 0.2.
            cell.setAnyway("Clamp_gLeak", 1e3);
            cell.set("Clamp_eLeak", -40);
            cell.set("v", -40);
        }
        for (String gate : new String[] {"Na_m", "Na_h", "K_n"}) {
            double[] slowly = states(slow, gate, 8);
            double[] fastly = states(fast, gate, 8);
            for (int k = 2; 4 * k < slowly.length; k++) {
                assertEquals(slowly[4 * k], fastly[k], 1e-6, gate + " after " + k + " steps");
            }
        }
    }

    /** Slow inactivation ends or slows the firing that goes on without it. */
    @Test
    void slowInactivationAccumulates() {
        Cell cell = neuron();
        cell.insert(new Na());
        cell.insert(new K());
        cell.set("Na_sTau", 100);
        double[] s = states(cell, "Na_s", 400);
        double early = s[(int) (60 / DT)];
        double late = s[(int) (380 / DT)];
        assertTrue(early > late + 0.05 && late > 0 && s[0] == 1, "s is " + s[0] + ", " + early + ", " + late);
    }

    private static Cell neuron() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 60);
        cell.set("radius", 30);
        cell.insert(new Leak());
        cell.insert(new Km());
        cell.set("v", -70);
        return cell;
    }

    private static double[] trace(Cell cell, double duration) {
        return states(cell, "v", duration);
    }

    private static double[] states(Cell neuron, String state, double duration) {
        Cell cell = neuron.copy();
        cell.stimulate(Waveform.step(duration / 8, duration, 0.8, DT, duration));
        cell.record(state);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build();
                NDArray traces = simulation.run(manager)) {
            return traces.toDoubleArray();
        }
    }

    private static int crossings(double[] v) {
        int n = 0;
        for (int k = 1; k < v.length; k++) {
            n += v[k - 1] < 0 && v[k] >= 0 ? 1 : 0;
        }
        return n;
    }
}
