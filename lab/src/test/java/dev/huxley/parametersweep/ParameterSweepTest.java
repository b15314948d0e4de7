package dev.huxley.parametersweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FitPlan;
import dev.huxley.fit.description.MechanismSources;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.Region;
import dev.huxley.fit.description.RigDescription;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ParameterSweepTest {
    private static final double STEP = 0.05;
    /** Half the distance of two numbers of float32 between 64 and 128: what a voltage in mV is rounded by. */
    private static final double ROUNDING = Math.ulp(64f) / 2.0;

    private static final double LENGTH = 20;

    /** A point neuron with a channel, its other values the defaults. */
    static ModelDescription point(String channel, Map<String, DescribedValue> values) {
        return new ModelDescription(
                "point",
                "",
                new CellForm.Point(LENGTH),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                List.of(new Region(Region.ALL, Map.of(channel, Map.of()), values)),
                RigDescription.ideal(),
                FitPlan.none());
    }

    static ParameterSweep hh() {
        return ParameterSweep.of(point("hh.HH", Map.of("radius", DescribedValue.fixed(10))))
                .vary(VariedParameter.linear("HH_gNa", 0.05, 0.2, 5), VariedParameter.of("radius", 5, 10, 20))
                .stimuli(SweepStimulus.step(0.1, 20, 30, 5, STEP), SweepStimulus.step(0.5, 20, 20, 5, STEP))
                .features(Feature.SPIKE_COUNT, Feature.VOLTAGE_BASE, Feature.AP_HEIGHT);
    }

    static List<ParameterRow> rows(ParameterSweep sweep) {
        List<ParameterRow> rows = new ArrayList<>();
        sweep.run(rows::add);
        return rows;
    }

    /** The steady deflection of a passive point neuron is I / (g A), its time constant C / g, whatever its size. */
    @Test
    void inputResistanceAndTimeConstantOfAPassivePointNeuronFollowTheClosedForm() {
        double[] conductances = {1e-4, 2e-4, 4e-4}; // S/cm2; time constants of 10, 5 and 2.5 ms
        double current = -0.05;
        ParameterSweep sweep = ParameterSweep.of(point("passive.Leak", Map.of("radius", DescribedValue.fixed(10))))
                .vary(VariedParameter.of("Leak_gLeak", conductances), VariedParameter.of("radius", 5, 10, 20))
                .stimuli(SweepStimulus.step(current, 20, 300, 50, STEP))
                .features(Feature.OHMIC_INPUT_RESISTANCE_VB_SSSE, Feature.DECAY_TIME_CONSTANT_AFTER_STIM);
        List<ParameterRow> rows = rows(sweep);
        assertEquals(9, rows.size());
        for (ParameterRow row : rows) {
            double conductance = row.parameters()[0]; // S/cm2
            double area = 2 * Math.PI * row.parameters()[1] * LENGTH * 1e-8; // cm2
            double resistance = 1e-6 / (conductance * area); // MOhm
            assertEquals(resistance, row.values()[0], 2 * ROUNDING / Math.abs(current), row + " MOhm");
            double timeConstant = 1e-3 / conductance; // ms, of 1 uF/cm2
            assertEquals(timeConstant, row.values()[1], 1e-4 * timeConstant, row + " ms");
        }
    }

    /** A sample of a row is that of a run of the one model in float64, rounded to float32. */
    @Test
    void eachRowIsASingleRunOfItsModel() {
        ParameterSweep sweep = hh().traces();
        for (ParameterRow row : rows(sweep)) {
            Cell cell = new Cell(new Compartment());
            cell.set("length", LENGTH);
            cell.set("radius", row.parameters()[1]);
            cell.insert(new HH());
            cell.set("HH_gNa", row.parameters()[0]);
            cell.makeTrainable("HH_gNa");
            double[] current = sweep.stimuli().get(row.stimulus()).current();
            try (PopulationSimulation single = PopulationSimulation.of(cell)
                    .electrode(cell.branch(0).comp(0))
                    .sweeps(List.of(new SweepInput(current, -70)))
                    .dt(STEP)
                    .every(2)
                    .integrator(Integrators.crankNicolson())
                    .build()) {
                double[] expected = single.traces(new double[] {row.parameters()[0]})[0];
                double[] trace = Arrays.copyOf(row.values(), expected.length);
                assertArrayEquals(expected, trace, ROUNDING + 1e-12, row.toString());
                assertTrue(
                        Arrays.stream(row.values(), expected.length, row.values().length)
                                .allMatch(Double::isNaN),
                        "behind the end of a shorter run there is nothing");
            }
        }
    }

    /** Batches are the same on all machines: any of them, computed alone, has the rows that it has in the table. */
    @Test
    void theTableIsTheSameForAnyNumberOfThreadsAndBatchByBatch() {
        ParameterSweep sweep =
                hh().vary(VariedParameter.linear("HH_gNa", 0.05, 0.2, 200), VariedParameter.of("radius", 5, 10, 20));
        List<ParameterRow> all = rows(sweep.threads(1));
        assertEquals(200 * 3 * 2, all.size());
        List<ParameterRow> alone = new ArrayList<>();
        try (ParameterSweepRun here = sweep.threads(2).open();
                ParameterSweepRun there = sweep.threads(3).open()) {
            assertEquals(here.batchSize(), there.batchSize());
            assertEquals((600 + here.batchSize() - 1) / here.batchSize(), here.batches());
            assertTrue(here.batches() > 1, here.batchSize() + " combinations in a batch");
            for (long number = here.batches() - 1; number >= 0; number--) {
                alone.addAll(0, there.rows(number * here.batchSize(), here.batch(number)));
            }
        }
        assertEquals(all.size(), alone.size());
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i / 2, all.get(i).combination());
            assertEquals(i % 2, all.get(i).stimulus());
            assertArrayEquals(sweep.table().values(i / 2), all.get(i).parameters());
            assertArrayEquals(
                    all.get(i).values(), alone.get(i).values(), all.get(i).toString());
        }
        assertTrue(all.stream().anyMatch(row -> row.values()[0] > 1), "some models fire");
        assertTrue(all.stream().anyMatch(row -> Double.isNaN(row.values()[2]) && !row.diverged()), "some do not");
    }

    @Test
    void aCellGivesTheRowsOfItsDescription() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", LENGTH);
        cell.insert(new HH());
        ParameterSweep own = ParameterSweep.of(cell, cell.branch(0).comp(0))
                .vary(hh().table())
                .stimuli(hh().stimuli())
                .features(hh().features());
        cell.set("length", 99); // a later change of the cell has no influence
        List<ParameterRow> expected = rows(hh());
        List<ParameterRow> rows = rows(own);
        for (int i = 0; i < rows.size(); i++) {
            assertArrayEquals(
                    expected.get(i).values(), rows.get(i).values(), rows.get(i).toString());
        }
    }

    /** A negative leak feeds on the voltage; at this one a step multiplies it by about 80. */
    @Test
    void aRunThatDivergesIsNaNAndTheOthersAreNot() {
        ParameterSweep sweep = hh().vary(VariedParameter.of("HH_gLeak", 3e-4, -0.039, 1e-3));
        List<ParameterRow> rows = rows(sweep);
        for (ParameterRow row : rows) {
            boolean mustDiverge = row.combination() == 1;
            assertEquals(mustDiverge, row.diverged(), row.toString());
            assertEquals(mustDiverge, Double.isNaN(row.values()[0]), row.toString());
        }
        assertFalse(rows.isEmpty());
    }

    @Test
    void aQuestionThatIsWrongIsToldWithTheRemedy() {
        requireError(hh().vary(VariedParameter.of("HH_gNaa", 1)), "Did you mean 'HH_gNa'?");
        requireError(hh().vary(VariedParameter.of("radius", 5, -1)), "'radius' cannot be -1.0 um");
        requireError(
                hh().vary(ParameterList.of(List.of("radius"), new double[][] {{5}, {0}})),
                "row 2 of the list of values");
        requireError(hh().vary(VariedParameter.of("apical/HH_gNa", 1)), "no region 'apical'");
        requireError(hh().vary(VariedParameter.of("rig/filtre", 1)), "did you mean 'rig/filter'?");
        requireError(hh().vary(VariedParameter.of("celsius", 20, 30)), "'celsius'");
        requireError(hh().stimuli(List.of()), "no stimulus");
        requireError(
                hh().stimuli(SweepStimulus.step(1, 1, 1, 1, 0.1), SweepStimulus.step(1, 1, 1, 1, 0.2)), "time steps");
        requireError(hh().features(Feature.SPIKE_COUNT, Feature.SPIKE_COUNT), "twice");
        ParameterGrid large = ParameterGrid.of(
                VariedParameter.linear("HH_gNa", 1, 2, 30_000), VariedParameter.linear("HH_gK", 1, 2, 30_000));
        requireError(hh().vary(large), "1800000000 rows");
    }

    private static void requireError(ParameterSweep sweep, String part) {
        String message =
                assertThrows(IllegalArgumentException.class, sweep::open).getMessage();
        assertTrue(message.contains(part), message);
    }
}
