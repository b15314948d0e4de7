package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellPropertiesTest {
    private static final double DT = 0.1;
    private static final RecordedChannel VOLTAGE = new RecordedChannel("voltage", "mV");

    /** A membrane of 120 MOhm and 15 ms at -70 mV, with spikes of a triangle's shape at these times. */
    private static Sweep sweep(int index, double amplitude, double... spikes) {
        double[] voltage = new double[6_000];
        double[] current = new double[voltage.length];
        double after = 0;
        for (int i = 0; i < voltage.length; i++) {
            double t = i * DT;
            boolean isOn = t >= 100 && t < 400;
            current[i] = isOn ? amplitude : 0;
            double steady = 120 * amplitude;
            after = isOn ? steady * (1 - Math.exp(-(t - 100) / 15)) : t < 100 ? 0 : steady * Math.exp(-(t - 400) / 15);
            voltage[i] = -70 + after;
            for (double spike : spikes) {
                voltage[i] = Math.max(voltage[i], 30 - 90 * Math.abs(t - spike));
            }
        }
        return new Sweep(
                index,
                0,
                DT,
                List.of(VOLTAGE),
                new double[][] {voltage},
                List.of(CommandWaveform.of("current", "nA", current)));
    }

    private static CellProperties of(Sweep... sweeps) {
        return CellProperties.of(CurrentClampSweeps.of(
                new Recording("made.csv", "CSV", Optional.empty(), List.of(VOLTAGE), 1000 / DT, List.of(sweeps))));
    }

    @Test
    void aPassiveMembraneHasItsResistanceAndTimeConstant() {
        CellProperties cell = of(sweep(0, -0.05), sweep(1, 0.05), sweep(2, 0.1));
        assertEquals(-70, cell.restingPotential().orElseThrow(), 1e-6);
        assertEquals(120, cell.inputResistance().orElseThrow(), 1e-3);
        assertEquals(15, cell.timeConstant().orElseThrow(), 0.2);
        assertTrue(cell.rheobase().isEmpty(), cell::toString);
    }

    @Test
    void rheobaseIsTheSmallestStepWithASpikeAndRatesAreSorted() {
        List<Sweep> sweeps = new ArrayList<>(List.of(sweep(0, 0.3, 150, 200, 250), sweep(1, 0.1), sweep(2, 0.2, 180)));
        CellProperties cell = of(sweeps.toArray(Sweep[]::new));
        assertEquals(0.2, cell.rheobase().orElseThrow(), 1e-9);
        assertEquals(3, cell.rates().size());
        double[] hertz = {0, 1 / 0.3, 3 / 0.3};
        for (int i = 0; i < 3; i++) {
            assertEquals(0.1 * (i + 1), cell.rates().get(i).amplitude(), 1e-9);
            assertEquals(hertz[i], cell.rates().get(i).hertz(), 1e-9);
        }
    }

    /** Without a second current the line goes through the baseline. */
    @Test
    void oneHyperpolarizingStepHasAResistance() {
        CellProperties cell = of(sweep(0, -0.1));
        assertEquals(120, cell.inputResistance().orElseThrow(() -> new AssertionError(cell.toString())), 1e-3);
        assertEquals("no sweep has a spike", cell.notShown().get("rheobase"));
    }

    @Test
    void onlyLargeHyperpolarizingStepsHaveAResistanceToo() {
        CellProperties cell = of(sweep(0, -0.4), sweep(1, -0.3), sweep(2, 0.3, 150));
        assertEquals(120, cell.inputResistance().orElseThrow(() -> new AssertionError(cell.toString())), 1e-3);
        assertEquals(15, cell.timeConstant().orElseThrow(), 0.2);
    }

    /** A pacemaker's voltage before the step is no rest: here it spikes just before it. */
    @Test
    void aSmallDeflectionFromARestlessVoltageDoesNotCount() {
        CellProperties cell = of(sweep(0, -0.05, 50, 99.5), sweep(1, 0, 50, 99, 200), sweep(2, 0.1, 150));
        assertTrue(cell.inputResistance().isEmpty() && cell.timeConstant().isEmpty(), cell::toString);
        assertTrue(cell.rheobase().isEmpty(), cell::toString);
        assertTrue(cell.notShown().get("rheobase").contains("without a depolarizing step (at 0 pA)"), cell::toString);
    }

    @Test
    void aVoltageThatDoesNotFollowTheCurrentHasNoResistance() {
        Sweep alive = sweep(0, -0.05);
        double[] rest = new double[6_000];
        Arrays.fill(rest, -70);
        double[] large = new double[rest.length];
        Arrays.fill(large, 1_000, 4_000, -2);
        CellProperties cell = of(
                alive,
                new Sweep(
                        1,
                        0,
                        DT,
                        List.of(VOLTAGE),
                        new double[][] {rest},
                        List.of(CommandWaveform.of("current", "nA", large))));
        assertTrue(cell.inputResistance().isEmpty() && cell.timeConstant().isEmpty(), cell::toString);
        assertTrue(
                cell.notShown().get("input resistance").contains("but by 0.0 mV in sweep 2 at -2000 pA"),
                cell::toString);
    }
}
