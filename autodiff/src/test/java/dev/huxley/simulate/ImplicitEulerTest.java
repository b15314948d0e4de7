package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.Membrane;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backward Euler step of own states: closed forms, gradients, stiffness. */
@Tag("names-engines")
class ImplicitEulerTest {
    private static final double DT = 0.1;

    /** Three states in a chain with an inflow: linear, so the step solves a system of linear equations. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void aLinearSystemIsSolvedExactly(String engine) {
        Cell cell = cell(new Chain());
        double[][] traces = run(cell, engine, 3, "Chain_a", "Chain_b", "Chain_c");
        double[] y = {1, 0.5, 0.25};
        for (int step = 1; step <= 3; step++) {
            // a' = (a + dt) / (1 + 2 dt), then b', then c' where c returns to b: 2 equations by Cramer's rule.
            double a = (y[0] + DT) / (1 + 2 * DT);
            double p = 1 + 3 * DT;
            double q = 1 + 5 * DT;
            double right = y[1] + 2 * DT * a;
            double determinant = p * q - 3 * DT * 5 * DT;
            double b = (right * q + 5 * DT * y[2]) / determinant;
            double c = (y[2] * p + 3 * DT * right) / determinant;
            y = new double[] {a, b, c};
            for (int i = 0; i < 3; i++) {
                assertEquals(y[i], traces[i][step], 1e-14, "state " + i + " after step " + step);
            }
        }
    }

    /** dy/dt = y (1 - y) k: the step is a quadratic equation, whose positive root is the new state. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void logisticGrowthIsTheRootOfItsQuadratic(String engine) {
        for (double rate : new double[] {0.3, 7, -2}) {
            Cell cell = cell(new Logistic());
            cell.set("Logistic_k", rate);
            double[] trace = run(cell, engine, 20, "Logistic_y")[0];
            double y = 0.2;
            for (int step = 1; step <= 20; step++) {
                double a = DT * rate;
                y = (a - 1 + Math.sqrt((1 - a) * (1 - a) + 4 * a * y)) / (2 * a);
                assertEquals(y, trace[step], 1e-13, "k " + rate + ", step " + step);
            }
        }
    }

    /** A buffer that binds 1e4 times faster than the step: equilibrium at once, nothing lost, where explicit steps explode. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void aFastBufferComesToEquilibriumAndLosesNothing(String engine) {
        Cell cell = cell(new Buffer());
        cell.set("Buffer_on", 1e5);
        cell.set("Buffer_off", 1e5);
        double[][] traces = run(cell, engine, 40, "Buffer_free", "Buffer_bound");
        for (int step = 1; step <= 40; step++) {
            double free = traces[0][step];
            double bound = traces[1][step];
            assertEquals(2.3, free + bound, 1e-12, "total after step " + step);
            assertTrue(free > 0 && bound > 0, "step " + step + ": " + free + ", " + bound);
        }
        double free = traces[0][40];
        assertEquals(free * (3 - traces[1][40]), traces[1][40], 1e-9, "binding balances release");
    }

    /** All of it, in one system without symmetry: quotients, powers, exponentials, logarithms; every parameter. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void gradientEqualsCentralDifference(String engine) {
        gradient(new Mixed(), engine, "Mixed_p", "Mixed_q", "Mixed_n", "Mixed_x", "Mixed_y", "Mixed_z", "v");
        gradient(new Chain(), engine, "Chain_in", "Chain_a", "Chain_b", "Chain_c");
        gradient(new Buffer(), engine, "Buffer_on", "Buffer_off", "Buffer_total", "Buffer_free", "Buffer_bound");
    }

    /** Quadratic decay from far takes more passes than there are by default: an error, and right with more of them. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void whatDoesNotConvergeIsAnErrorAndNoResult(String engine) {
        DivergenceException error = assertThrows(
                DivergenceException.class,
                () -> run(cell(new FarDecay(ImplicitEuler.PASSES)), engine, 1, "FarDecay_y"));
        assertTrue(error.getMessage().contains("FarDecay_y"), error.getMessage());
        double y = run(cell(new FarDecay(40)), engine, 1, "FarDecay_y")[0][1];
        assertEquals((Math.sqrt(1 + 4e13) - 1) / 2e7, y, 1e-14 * 1e6);
    }

    @Test
    void ratesOfOtherStatesAreAnError() {
        Channel wrong = new Channel("Wrong") {
            {
                state("a", 1);
                state("b", 1);
            }

            @Override
            public Map<String, NDArray> update(Membrane membrane) {
                return ImplicitEuler.step(membrane, DT, List.of("a", "b"), y -> Map.of("a", y.get("b")));
            }

            @Override
            public NDArray current(Membrane membrane) {
                return membrane.voltage().zerosLike();
            }
        };
        String message = assertThrows(RuntimeException.class, () -> run(cell(wrong), "llvm", 1, "Wrong_a"))
                .getMessage();
        assertTrue(message.contains("[a, b]") && message.contains("rates of change of [a]"), message);
    }

    private static void gradient(Channel channel, String engine, String... keys) {
        Cell cell = cell(channel);
        channel.states().forEach(state -> cell.record(state.key()));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(4.5 * DT).engine(engine).build()) {
            NDArray weights = manager.arange(0.7f, 20.7f, 1f).toType(ai.djl.ndarray.types.DataType.FLOAT64, false);
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, GradientCheck.leaf(manager, cell.get(key)));
            }
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    inputs = inputs.with(cell, key, values.get(key));
                }
                NDArray flat = simulation.run(manager, inputs).flatten();
                return flat.mul(weights.get("0:" + flat.size())).sin().sum();
            });
        }
    }

    private static Cell cell(Channel channel) {
        Cell cell = new Cell(new Compartment());
        cell.insert(channel);
        return cell;
    }

    private static double[][] run(Cell cell, String engine, int steps, String... keys) {
        for (String key : keys) {
            cell.record(key);
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .tMax((steps - 0.5) * DT)
                        .engine(engine)
                        .build()) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[keys.length][];
            for (int i = 0; i < keys.length; i++) {
                rows[i] = traces.get(i).toDoubleArray();
            }
            return rows;
        }
    }

    private abstract static class WithoutCurrent extends Channel {
        WithoutCurrent(String name) {
            super(name);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage().zerosLike();
        }
    }

    /** An inflow into a, which turns into b, which turns into c and back. */
    private static final class Chain extends WithoutCurrent {
        Chain() {
            super("Chain");
            parameter("in", 1, "1/ms");
            state("a", 1);
            state("b", 0.5);
            state("c", 0.25);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return ImplicitEuler.step(membrane, membrane.timeStep(), List.of("a", "b", "c"), y -> {
                Dual first = y.get("a").mul(2);
                Dual second = y.get("b").mul(3).sub(y.get("c").mul(5));
                return Map.of("a", first.neg().add(membrane.get("in")), "b", first.sub(second), "c", second);
            });
        }
    }

    private static final class Logistic extends WithoutCurrent {
        Logistic() {
            super("Logistic");
            parameter("k", 1, "1/ms");
            state("y", 0.2);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return ImplicitEuler.step(membrane, membrane.timeStep(), List.of("y"), states -> {
                Dual y = states.get("y");
                return Map.of("y", y.sub(y.square()).mul(membrane.get("k")));
            });
        }
    }

    private static final class Buffer extends WithoutCurrent {
        Buffer() {
            super("Buffer");
            parameter("on", 2, "1/ms");
            parameter("off", 1, "1/ms");
            parameter("total", 3, "1");
            state("free", 2);
            state("bound", 0.3);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return ImplicitEuler.step(membrane, membrane.timeStep(), List.of("free", "bound"), y -> {
                Dual empty = Dual.of(membrane.get("total")).sub(y.get("bound"));
                Dual binds = y.get("free")
                        .mul(empty)
                        .mul(membrane.get("on"))
                        .sub(y.get("bound").mul(membrane.get("off")));
                return Map.of("free", binds.neg(), "bound", binds);
            });
        }
    }

    private static final class Mixed extends WithoutCurrent {
        Mixed() {
            super("Mixed");
            parameter("p", 1.3, "1");
            parameter("q", 0.7, "1");
            parameter("n", 2.4, "1");
            state("x", 1.1);
            state("y", 0.6);
            state("z", 0.9);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray p = membrane.get("p");
            NDArray q = membrane.get("q");
            return ImplicitEuler.step(membrane, membrane.timeStep(), List.of("x", "y", "z"), states -> {
                Dual x = states.get("x");
                Dual y = states.get("y");
                Dual z = states.get("z");
                return Map.of(
                        "x", Dual.of(q).div(y.pow(4).add(p)).sub(x.mul(y).mul(3)),
                        "y",
                                z.pow(membrane.get("n"))
                                        .sub(y.mul(2).exp())
                                        .add(x.div(2))
                                        .sub(membrane.voltage().div(90)),
                        "z", x.square().add(1).log().sub(z.div(y.add(1))).sub(q).div(p));
            });
        }
    }

    /** dy/dt = -k y^2, whose step from 1e6 ends near 0.3: Newton's method halves y for 20 passes. */
    private static final class FarDecay extends WithoutCurrent {
        private final int passes;

        FarDecay(int passes) {
            super("FarDecay");
            this.passes = passes;
            state("y", 1e6);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            return ImplicitEuler.step(
                    membrane,
                    membrane.timeStep(),
                    List.of("y"),
                    states -> Map.of("y", states.get("y").square().mul(-1e8)),
                    passes);
        }
    }
}
