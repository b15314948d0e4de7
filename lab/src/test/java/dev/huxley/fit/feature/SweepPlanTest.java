package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final int SAMPLES = 4_500;

    /** A sweep in which spikes of a triangle's shape ride on a step of the voltage. */
    private static Sweep sweep(int index, double amplitude, double rest, double plateau, double... spikes) {
        double[] voltage = new double[SAMPLES];
        double[] current = new double[SAMPLES];
        Random random = new Random(index);
        for (int i = 0; i < SAMPLES; i++) {
            double t = i * 0.1;
            boolean isOn = t >= MadeCell.ON && t < MadeCell.OFF;
            current[i] = isOn ? amplitude : 0;
            double since = t - MadeCell.ON;
            double behind = t - MadeCell.OFF;
            double top = plateau - rest;
            voltage[i] = rest
                    + (isOn ? top * (1 - Math.exp(-since / 10)) : behind >= 0 ? top * Math.exp(-behind / 10) : 0)
                    + 0.02 * random.nextGaussian();
            for (double spike : spikes) {
                voltage[i] = Math.max(voltage[i], 30 - 90 * Math.abs(t - spike));
            }
        }
        return MadeCell.sweep(index, voltage, current);
    }

    private static SweepPlan plan(double junctionPotential, List<Sweep> sweeps) {
        return SweepPlan.of(CurrentClampSweeps.of(MadeCell.of(sweeps)), junctionPotential);
    }

    private static List<Sweep> steps(int count) {
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sweeps.add(sweep(i, -0.05 + 0.02 * (i + 1) + 0.005, -70, -75 + 2.2 * i));
        }
        return sweeps;
    }

    private static FeatureTarget target(FitSweep sweep, Feature feature) {
        return sweep.targets().stream()
                .filter(target -> target.feature() == feature)
                .findFirst()
                .orElseThrow(() -> new AssertionError(sweep + " has no target " + feature));
    }

    @Test
    void everyThirdCurrentAndTheLargestAreHeldOut() {
        List<FitSweep> sweeps = plan(0, steps(10)).sweeps();
        List<Integer> heldOut = sweeps.stream()
                .filter(sweep -> sweep.role() == SweepRole.HELD_OUT)
                .map(sweep -> sweep.index() + 1)
                .toList();
        assertEquals(List.of(3, 6, 9, 10), heldOut);
    }

    @Test
    void atMostSixSweepsAreFittedAndAllAreUsed() {
        List<FitSweep> sweeps = plan(0, steps(16)).sweeps();
        assertEquals(16, sweeps.size());
        assertEquals(
                6,
                sweeps.stream()
                        .filter(sweep -> sweep.role() == SweepRole.FITTED)
                        .count());
        assertEquals(SweepRole.FITTED, sweeps.get(0).role(), "the smallest current");
        assertEquals(SweepRole.HELD_OUT, sweeps.get(15).role(), "the largest current");
    }

    /** Of so many currents the largest spike; at least half of these, the smallest, are fitted. */
    @Test
    void halfOfTheSpikingSweepsStayFitted() {
        for (int count = 1; count <= 16; count++) {
            for (int spiking = 0; spiking <= count; spiking++) {
                List<Sweep> sweeps = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    double amplitude = -0.05 + 0.02 * i + 0.005;
                    sweeps.add(
                            i < count - spiking
                                    ? sweep(i, amplitude, -70, -75 + i)
                                    : sweep(i, amplitude, -70, -60, 100, 200));
                }
                SweepPlan plan = plan(0, sweeps);
                String which = count + " currents, " + spiking + " of them spike: " + plan.notes();
                List<FitSweep> last = plan.sweeps().subList(count - spiking, count);
                long fitted = last.stream()
                        .filter(sweep -> sweep.role() == SweepRole.FITTED)
                        .count();
                assertTrue(fitted >= Math.min(3, (spiking + 1) / 2), which);
                if (count >= 3 && spiking != 1) {
                    assertEquals(
                            SweepRole.HELD_OUT, plan.sweeps().get(count - 1).role(), which);
                }
            }
        }
    }

    @Test
    void theLargerOfTwoSpikingSweepsIsHeldOutAndASingleOneIsNot() {
        List<Sweep> sweeps = new ArrayList<>(List.of(
                sweep(0, -0.1, -70, -75),
                sweep(1, 0.1, -70, -65),
                sweep(2, 0.2, -70, -60, 100),
                sweep(3, 0.3, -70, -60, 100, 200)));
        SweepPlan two = plan(0, sweeps);
        assertTrue(
                two.notes().stream().anyMatch(note -> note.startsWith("sweep 3 is fitted, not held out")),
                two.notes()::toString);
        assertEquals(
                List.of(SweepRole.FITTED, SweepRole.FITTED, SweepRole.FITTED, SweepRole.HELD_OUT),
                two.sweeps().stream().map(FitSweep::role).toList());
        SweepPlan one = plan(0, sweeps.subList(0, 3));
        assertEquals(SweepRole.FITTED, one.sweeps().get(2).role(), one.notes()::toString);
    }

    @Test
    void ofTwoSweepsNoneIsHeldOut() {
        assertTrue(plan(0, steps(2)).sweeps().stream().allMatch(sweep -> sweep.role() == SweepRole.FITTED));
    }

    @Test
    void repeatsGiveMeanAndDeviation() {
        List<Sweep> sweeps = new ArrayList<>();
        double[] plateaus = {-62, -66, -55};
        for (int i = 0; i < 3; i++) {
            sweeps.add(sweep(i, 0.05, -70, plateaus[i]));
        }
        List<FitSweep> plan = plan(0, sweeps).sweeps();
        assertEquals(1, plan.size());
        FeatureTarget steady = target(plan.get(0), Feature.STEADY_STATE_VOLTAGE_STIMEND);
        assertEquals(-61, steady.mean(), 0.1, "mean of the three plateaus");
        assertEquals(Math.sqrt(31), steady.sd(), 0.1, "their standard deviation");
        assertTrue(plan.get(0).label().contains("2 repeats"), plan.get(0).label());
    }

    @Test
    void aDriftingBaselineHasTheDeviationOfTheDrift() {
        List<Sweep> sweeps = new ArrayList<>();
        double[] rests = {-60, -66, -72};
        for (int i = 0; i < 3; i++) {
            sweeps.add(sweep(i, -0.03 - 0.01 * i, rests[i], rests[i] - 5));
        }
        plan(0, sweeps)
                .sweeps()
                .forEach(sweep ->
                        assertEquals(6, target(sweep, Feature.VOLTAGE_BASE).sd(), 0.1, sweep::toString));
    }

    @Test
    void eitherSignOfTheJunctionPotentialLowersTheVoltage() {
        double without =
                target(plan(0, steps(1)).sweeps().get(0), Feature.VOLTAGE_BASE).mean();
        for (double junction : new double[] {14, -14}) {
            FitSweep sweep = plan(junction, steps(1)).sweeps().get(0);
            assertEquals(without - 14, target(sweep, Feature.VOLTAGE_BASE).mean(), 1e-9);
            assertEquals(without - 14, sweep.initialVoltage(), 0.05);
        }
    }

    @Test
    void onlySpikingSweepsHaveSpikesForTargets() {
        List<FitSweep> sweeps = plan(
                        0, List.of(sweep(0, 0.1, -70, -60), sweep(1, 0.2, -70, -55, 100, 150, 210, 280, 330)))
                .sweeps();
        assertEquals(0, target(sweeps.get(0), Feature.SPIKE_COUNT).mean());
        assertTrue(sweeps.get(0).targets().stream().noneMatch(t -> t.feature() == Feature.AP_HEIGHT));
        assertEquals(5, target(sweeps.get(1), Feature.SPIKE_COUNT).mean());
        assertEquals(50, target(sweeps.get(1), Feature.TIME_TO_FIRST_SPIKE).mean(), 0.2);
        assertEquals(230 / 4.0, target(sweeps.get(1), Feature.ALL_ISI_VALUES).mean(), 0.1);
    }

    @Test
    void noiseAtTheThresholdIsNoSpikeAndItsSweepIsLeftOut() {
        Sweep fine = sweep(0, 0.1, -70, -60);
        Sweep blocked = sweep(1, 0.5, -70, -20, 60, 70);
        SweepPlan plan = plan(0, List.of(fine, blocked));
        assertEquals(1, plan.sweeps().size());
        assertTrue(
                plan.notes().stream().anyMatch(note -> note.contains("sweep 2") && note.contains("block")),
                plan.notes()::toString);
    }

    /** Spikes that ride on a voltage above the threshold cross it nowhere; the remedy that is named mends it. */
    @Test
    void anOffsetAboveTheThresholdIsNamedAndTheJunctionPotentialTakesItOff() {
        List<Sweep> sweeps = List.of(sweep(0, -0.1, -15, -25), sweep(1, 0.1, -15, -10, 100, 150, 210));
        String note = plan(0, sweeps).notes().stream()
                .filter(each -> each.startsWith("sweep 2 is left out"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                note.contains("none of its 3 spikes in the stimulus rises from below the spike threshold of -20 mV")
                        && note.contains("-15.0 mV before the stimulus")
                        && note.contains("--junction-potential"),
                note);
        List<FitSweep> lowered = plan(45, sweeps).sweeps();
        assertEquals(2, lowered.size());
        assertEquals(3, target(lowered.get(1), Feature.SPIKE_COUNT).mean());
    }

    @Test
    void noiseAtTheThresholdOfARecordingWithAnOffsetIsNoBlock() {
        for (double rest : new double[] {-10, -22}) {
            SweepPlan plan = plan(0, List.of(sweep(0, 0.1, -70, -60), sweep(1, -0.1, rest, -20)));
            assertTrue(
                    plan.notes().stream()
                            .anyMatch(note -> note.startsWith("sweep 2")
                                    && note.contains("none of these is a spike")
                                    && note.contains(rest + " mV before the stimulus")
                                    && !note.contains("block")),
                    plan.notes()::toString);
        }
    }

    /** Here the few crossings come from a plateau, not from an offset. */
    @Test
    void spikesOnAPlateauAboveTheThresholdAreTold() {
        SweepPlan plan = plan(0, List.of(sweep(0, 0.1, -70, -60), sweep(1, 0.5, -70, -12, 100, 150, 210)));
        assertEquals(1, plan.sweeps().size());
        assertTrue(
                plan.notes().stream()
                        .anyMatch(note -> note.contains("sweep 2")
                                && note.contains("only 1 of its 3 spikes")
                                && note.contains("stays above it between spikes")),
                plan.notes()::toString);
    }

    @Test
    void withoutAStimulusThereIsNothingToFit() {
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> plan(0, List.of(sweep(0, 0, -70, -70))));
        assertTrue(none.getMessage().contains("no stimulus"), none.getMessage());
    }
}
