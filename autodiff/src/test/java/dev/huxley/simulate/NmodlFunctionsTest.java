package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions that every file may call have the values and the derivatives of their closed forms. */
@Tag("names-engines")
class NmodlFunctionsTest {
    private static final double[] NUMBERS = {
        -30, -6.5, -4, -2, -1, -0.47, -0.3, -1e-9, 1e-12, 0.2, 0.46, 0.48, 1, 3.9, 5.9, 12
    };
    private static final double FARADAY = 96485.33212331001;
    private static final double GAS = 8.314462618153241;

    private record Results(double[] values, double[] byX, double[] byY) {}

    /** The values of an expression of x and y at pairs of numbers, and its derivatives. */
    private static Results evaluate(String expression, double[] x, double[] y, String engine) {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(
                """
                NEURON { SUFFIX f }
                PARAMETER { x = 1 y = 1 }
                STATE { s }
                BREAKPOINT { SOLVE p }
                PROCEDURE p() { s = %s }
                """
                        .formatted(expression)));
        cell.record("f_s");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(0.1).tMax(0.1).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree at = ArrayTree.empty()
                    .with("x", GradientCheck.leaf(manager, x))
                    .with("y", GradientCheck.leaf(manager, y));
            Inputs inputs = Inputs.none();
            for (String name : at.paths()) {
                inputs = inputs.with(cell, "f_" + name, at.get(name).reshape(new Shape(x.length, 1)));
            }
            NDArray values = simulation.run(manager, inputs).get(":, 0, 1");
            ArrayTree gradients = tape.gradients(values.sum(), at);
            return new Results(
                    values.toDoubleArray(),
                    gradients.get("x").toDoubleArray(),
                    gradients.get("y").toDoubleArray());
        }
    }

    private static void assertEqual(
            String what, double[] x, double[] y, DoubleBinaryOperator want, double[] actual, double tolerance) {
        for (int i = 0; i < x.length; i++) {
            double expected = want.applyAsDouble(x[i], y[i]);
            assertEquals(
                    expected,
                    actual[i],
                    tolerance * Math.max(1, Math.abs(expected)),
                    what + " at " + x[i] + ", " + y[i]);
        }
    }

    /** The integral of its density by Simpson's rule. */
    private static double erf(double x) {
        int intervals = 4000;
        double end = Math.min(Math.abs(x), 7);
        double h = end / intervals;
        double sum = 1 + Math.exp(-end * end);
        for (int i = 1; i < intervals; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-(i * h) * (i * h));
        }
        return Math.copySign(sum * h / 3 * 2 / Math.sqrt(Math.PI), x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void theErrorFunctionIsTheIntegralOfItsDensity(String engine) {
        double[] ones = NUMBERS.clone();
        Results results = evaluate("erf(x) + 0*y", NUMBERS, ones, engine);
        assertEqual("erf", NUMBERS, ones, (x, y) -> erf(x), results.values, 1e-13);
        assertEqual("erf'", NUMBERS, ones, (x, y) -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x), results.byX, 1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void anAngleIsThatOfC(String engine) {
        double[] x = {3, 1, 1e-9, -1, -2, -3, 4, -1e-9, 2, 5, 0, 1e-300};
        double[] y = {1, 2, 3, 4, 1, -1, -2, -3, 0, 5, 2, -1};
        Results results = evaluate("atan2(y, x)", x, y, engine);
        assertEqual("atan2", x, y, (a, b) -> Math.atan2(b, a), results.values, 1e-14);
        assertEqual("by x", x, y, (a, b) -> -b / (a * a + b * b), results.byX, 1e-12);
        assertEqual("by y", x, y, (a, b) -> a / (a * a + b * b), results.byY, 1e-12);
    }

    /** The flux of calcium by its concentration inside, x (mM), at y mV: also beside and at 0 mV, where it is 0/0. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void theFluxOfGoldmanIsItsEquation(String engine) {
        double[] x = {1e-4, 0.1, 1e-4, 2, 1e-4, 0.5, 1e-4, 1e-4};
        double[] y = {-90, -40, -1e-3, -1e-7, 0, 1e-9, 0.3, 55};
        Results results = evaluate("nrn_ghk(y, x, 2, 2)", x, y, engine);
        double perVolt = 2 * FARADAY / (1000 * GAS * (6.3 + 273.15));
        assertEqual(
                "flux",
                x,
                y,
                (c, v) -> 2e-3 * FARADAY * (c * u(-v * perVolt) - 2 * u(v * perVolt)),
                results.values,
                1e-12);
        assertEqual("by the concentration", x, y, (c, v) -> 2e-3 * FARADAY * u(-v * perVolt), results.byX, 1e-12);
        assertEqual(
                "by the voltage",
                x,
                y,
                (c, v) -> -2e-3 * FARADAY * perVolt * (c * slope(-v * perVolt) + 2 * slope(v * perVolt)),
                results.byY,
                1e-9);
    }

    /** {@code w / (exp(w) - 1)}, by its series near 0. */
    private static double u(double w) {
        return Math.abs(w) < 1e-3 ? 1 - w / 2 + w * w / 12 : w / Math.expm1(w);
    }

    private static double slope(double w) {
        return Math.abs(w) < 1e-3
                ? -0.5 + w / 6 - w * w * w / 180
                : (Math.expm1(w) - w * Math.exp(w)) / (Math.expm1(w) * Math.expm1(w));
    }

    /** A file that calls the function has the trace of the one that writes out its equation, which is NEURON's. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void theFluxIsThatOfAFileThatWritesItsEquation(String engine) {
        String written = ModFiles.text("catghk");
        String called = written.replace("ghk(v, cai, cao)", "nrn_ghk(v, cai, cao, 2)");
        double[][] traces = new double[2][];
        for (int i = 0; i < 2; i++) {
            Cell cell = new Cell(new Compartment());
            cell.insert(Nmodl.parse(i == 0 ? written : called));
            cell.globals().set("celsius", 30);
            cell.set("v", -75);
            cell.record("v");
            SteadyState.apply(cell);
            try (Simulation simulation =
                    Simulation.of(cell).dt(0.025).tMax(20).engine(engine).build()) {
                traces[i] = NeuronModels.run(simulation)[0];
            }
        }
        assertArrayEquals(traces[0], traces[1], 1e-9);
    }
}
