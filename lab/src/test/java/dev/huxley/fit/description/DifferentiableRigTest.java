package dev.huxley.fit.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.loss.Losses;
import dev.huxley.model.Cell;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.LearningRate;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rig on arrays against the rig on numbers, its gradients, and a fit through it. */
class DifferentiableRigTest {
    private static final int POINTS = 300;
    private static final double DT = 0.05;
    private static final double[] OFFSET = {12, 0, 3};
    private static final double[] RESISTANCE = {25, -4, 60};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static double[] random(long seed, double from, double to) {
        return new Random(seed).doubles(900L, from, to).toArray();
    }

    private NDArray rows(double[] values) {
        return manager.create(values, new Shape(3, 1, POINTS));
    }

    @Test
    void itShowsWhatTheRigOnNumbersShows() {
        double[] v = random(1, -80, 40);
        double[] current = random(2, -1, 1);
        for (double corner : new double[] {0, 0.1, 2, 10, 40}) {
            double[] corners = {corner, 2 * corner, corner / 3};
            DifferentiableRig rig = new DifferentiableRig(
                    manager.create(OFFSET),
                    manager.create(RESISTANCE),
                    corner == 0 ? Optional.empty() : Optional.of(manager.create(corners)));
            NDArray shown = rig.record(rows(v), rows(current), DT);
            assertEquals(new Shape(3, 1, POINTS), shown.getShape());
            double[] actual = shown.toDoubleArray();
            double[] expected = v.clone();
            for (int row = 0; row < 3; row++) {
                double[] own = Arrays.copyOfRange(current, row * POINTS, (row + 1) * POINTS);
                new Rig(0, OFFSET[row], RESISTANCE[row], corners[row]).record(expected, row * POINTS, POINTS, DT, own);
            }
            for (int k = 0; k < actual.length; k++) {
                assertEquals(expected[k], actual[k], 1e-9, "sample " + k + " with a filter of " + corner + " kHz");
            }
        }
    }

    @Test
    void gradientsEqualCentralDifferences() {
        double[] weights = random(5, -1, 1);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("offset", OFFSET);
        values.put("resistance", RESISTANCE);
        values.put("filter", new double[] {0.8, 3, 15});
        values.put("voltage", random(3, -80, 40));
        values.put("current", random(4, -1, 1));
        Function<ArrayTree, NDArray> loss = tree -> {
            NDArray shown = new DifferentiableRig(
                            tree.get("offset"), tree.get("resistance"), Optional.of(tree.get("filter")))
                    .record(
                            tree.get("voltage").reshape(3, 1, POINTS),
                            tree.get("current").reshape(3, 1, POINTS),
                            DT);
            return shown.mul(shown).mul(rows(weights)).sum().div(1000);
        };
        ArrayTree parameters = leaves(values);
        ArrayTree gradients;
        try (Tape tape = Tape.open()) {
            gradients = tape.gradients(loss.apply(parameters), parameters);
        }
        values.forEach((name, numbers) -> {
            for (int i = 0; i < numbers.length; i += Math.max(1, numbers.length / 7)) {
                double h = 1e-4;
                double expected = (shifted(loss, values, name, i, h) - shifted(loss, values, name, i, -h)) / (2 * h);
                double actual = gradients.get(name).toDoubleArray()[i];
                assertEquals(expected, actual, 1e-6 * (1 + Math.abs(expected)), name + " " + i);
            }
        });
    }

    private ArrayTree leaves(Map<String, double[]> values) {
        ArrayTree.Builder tree = ArrayTree.builder();
        values.forEach((name, numbers) -> {
            NDArray leaf = manager.create(numbers);
            leaf.setRequiresGradient(true);
            tree.set(name, leaf);
        });
        return tree.build();
    }

    private double shifted(
            Function<ArrayTree, NDArray> loss, Map<String, double[]> values, String name, int i, double by) {
        Map<String, double[]> copy = new LinkedHashMap<>(values);
        double[] numbers = values.get(name).clone();
        numbers[i] += by;
        copy.put(name, numbers);
        return loss.apply(leaves(copy)).toDoubleArray()[0];
    }

    @Test
    void whatDoesNotFitIsNamed() {
        DifferentiableRig rig =
                new DifferentiableRig(manager.create(new double[] {1, 2}), manager.create(3.0), Optional.empty());
        NDArray v = rows(random(1, -80, 40));
        String said = assertThrows(IllegalArgumentException.class, () -> rig.record(v, v, DT))
                .getMessage();
        assertTrue(said.contains("offset") && said.contains("3 rows"), said);
        said = assertThrows(IllegalArgumentException.class, () -> rig.record(v, manager.create(new double[4]), DT))
                .getMessage();
        assertTrue(said.contains("current") && said.contains("300 times"), said);
    }

    private static final String MODEL =
            """
            {
              "name": "squid axon behind a rig",
              "cell": {"form": "point", "length": 20},
              "regions": {"all": {
                "mechanisms": {"hh.HH": {
                  "gNa": {"min": 0.02, "max": 0.4, "start": %s},
                  "gK": {"min": 0.005, "max": 0.15, "start": %s}}},
                "values": {"radius": 10}
              }},
              "rig": {
                "junction_potential": {"min": 0, "max": 20, "start": %s},
                "bridge_error": {"min": 0, "max": 40, "start": %s},
                "series_resistance": 5,
                "filter": 4
              }
            }
            """;

    /** A spike recorded through a faulty rig gives back the conductances and the faults. */
    @Test
    void aFitByGradientsGivesBackTheNeuronAndTheFaults() {
        DescribedModel truth =
                ModelFiles.parse(MODEL.formatted(0.12, 0.036, 11, 18), "x").build();
        DescribedModel model =
                ModelFiles.parse(MODEL.formatted(0.17, 0.05, 4, 6), "x").build();
        double[] step = Waveform.step(2, 6, 0.2, DT, 14).samples(0);
        double[] recorded = trace(truth, step);
        double[] atPoints = new double[recorded.length];
        System.arraycopy(step, 0, atPoints, 1, recorded.length - 1);
        truth.rig().record(recorded, 0, recorded.length, DT, atPoints);
        try (Simulation simulation =
                Simulation.of(ready(model, step, DT)).dt(DT).build()) {
            NDArray target = manager.create(recorded).reshape(1, recorded.length);
            NDArray current = manager.create(atPoints);
            ArrayTree start = model.cell().parameters(manager);
            for (FreeValue value : model.free()) {
                if (value.path().startsWith("rig/")) {
                    start = start.with(value.path(), manager.create(new double[] {value.start()}));
                }
            }
            Fit fit = Fit.minimize(parameters -> {
                        NDArray v = simulation.run(parameters.without("rig"));
                        return Losses.meanSquare(
                                model.rig(parameters, v.getManager()).record(v, current, DT), target);
                    })
                    .optimizer(new Adam(LearningRate.cosine(0.3, 0.02, 200)))
                    .iterations(200);
            model.free().forEach(value -> fit.bounds(value.path(), value.lower(), value.upper()));
            FitResult result = fit.run(start);
            for (FreeValue value : truth.free()) {
                double found = result.best().get(value.path())[0];
                assertEquals(value.start(), found, 1e-3 * value.start(), value.path());
            }
        }
    }

    /** With a pipette, series resistance and capacitance are values of the cell, and the simulation has their gradients. */
    @Test
    void gradientsByThePipetteEqualCentralDifferences() {
        String rig =
                """
                "series_resistance": {"min": 1, "max": 100, "start": 20},
                "pipette_capacitance": {"min": 0.5, "max": 20, "start": 6},
                "bridge_error":""";
        DescribedModel model = ModelFiles.parse(
                        MODEL.formatted(0.12, 0.036, 11, 18)
                                .replace("\"series_resistance\": 5,", "")
                                .replace("\"bridge_error\":", rig),
                        "x")
                .build();
        double[] step = Waveform.step(1, 3, 0.2, 0.01, 4).samples(0);
        NDArray weights =
                manager.create(random(6, -1, 1)).get("0:" + (step.length + 1)).reshape(1, step.length + 1);
        try (Simulation simulation =
                Simulation.of(ready(model, step, 0.01)).dt(0.01).build()) {
            Function<ArrayTree, NDArray> loss =
                    parameters -> simulation.run(parameters).mul(weights).sum();
            Map<String, double[]> values = new LinkedHashMap<>();
            model.cell().parameters(manager).forEach((path, array) -> values.put(path, array.toDoubleArray()));
            ArrayTree parameters = leaves(values);
            ArrayTree gradients;
            try (Tape tape = Tape.open()) {
                gradients = tape.gradients(loss.apply(parameters), parameters);
            }
            for (String path : List.of("pipette/axial_resistivity", "pipette/capacitance")) {
                double h = 1e-4 * values.get(path)[0];
                double expected = (shifted(loss, values, path, 0, h) - shifted(loss, values, path, 0, -h)) / (2 * h);
                assertEquals(expected, gradients.get(path).toDoubleArray()[0], 1e-5 * Math.abs(expected), path);
            }
        }
    }

    private static Cell ready(DescribedModel model, double[] step, double dt) {
        Cell cell = model.cell();
        cell.set("v", -65);
        model.electrode().stimulate(Waveform.of(step, dt));
        model.electrode().record("v");
        return cell;
    }

    private double[] trace(DescribedModel model, double[] step) {
        try (Simulation simulation =
                Simulation.of(ready(model, step, DT)).dt(DT).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
