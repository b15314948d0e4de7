package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gate of the catalogue after one step of a run, with its gradient by the voltage, against the equations in numbers of
 * 50 digits: on every engine, from -200 to 100 mV.
 */
class CatalogueEnginesTest {
    private static final double TOLERANCE = 1e-12;
    private static final double[] V = PublishedEquations.voltages();

    static Stream<CatalogueEntry> gated() {
        return Catalogue.entries().stream()
                .filter(CatalogueEntry::isInsertable)
                .filter(entry -> entry.create().states().stream().anyMatch(state -> equation(entry, state) != null));
    }

    private static UnaryOperator<Jet> equation(CatalogueEntry entry, Declaration state) {
        boolean isOwn = state.key().startsWith(entry.name() + "_");
        return isOwn ? PublishedEquations.ALL.of(entry.fullName() + "/update/" + state.name()) : null;
    }

    @ParameterizedTest
    @MethodSource("gated")
    void gatesAndTheirGradientsAreThoseOfTheEquations(CatalogueEntry entry) {
        List<String> wrong = new ArrayList<>();
        for (String engine : Engines.names()) {
            run(
                    entry,
                    engine,
                    Precision.FLOAT64,
                    (state, values, slopes) -> compare(
                            entry.fullName() + "_" + state.name() + " on " + engine,
                            equation(entry, state),
                            startsClosed(entry),
                            values,
                            slopes,
                            wrong));
        }
        assertTrue(wrong.isEmpty(), String.join("\n", wrong));
    }

    /** In float32 exponentials end at 3e38, which fohlmeister.KA passes at -178 mV. */
    @ParameterizedTest
    @MethodSource("gated")
    void nothingIsNaNInFloat32(CatalogueEntry entry) {
        List<String> wrong = new ArrayList<>();
        for (String engine : Engines.names()) {
            run(entry, engine, Precision.FLOAT32, (state, values, slopes) -> {
                for (int i = 0; i < values.length; i++) {
                    double want = equation(entry, state)
                            .apply(Jet.variable(V[i]))
                            .value()
                            .doubleValue();
                    double scale = Math.max(1, Math.abs(want));
                    if (!(Math.abs(values[i] - want) <= 1e-4 * scale && Double.isFinite(slopes[i]))) {
                        wrong.add(entry.fullName() + "_" + state.name() + " at " + V[i] + " mV on " + engine + ": "
                                + values[i] + ", slope " + slopes[i] + "; in float64 " + want);
                        break;
                    }
                }
            });
        }
        assertTrue(wrong.isEmpty(), String.join("\n", wrong));
    }

    private static boolean startsClosed(CatalogueEntry entry) {
        return PublishedEquations.isChain(entry.create());
    }

    /** Compares the values of a gate after a step, and their derivatives by the voltage, with the expected ones. */
    private interface Comparison {
        void of(Declaration state, double[] values, double[] slopes);
    }

    private static void run(CatalogueEntry entry, String engine, Precision precision, Comparison comparison) {
        MembraneMechanism mechanism = entry.insertable();
        Cell cell = new Cell(new Compartment());
        cell.insert(mechanism);
        List<Declaration> states = mechanism.states().stream()
                .filter(state -> equation(entry, state) != null)
                .toList();
        for (Declaration state : mechanism.states()) {
            if (state.unit().equals("uM")) {
                cell.set(state.key(), PublishedEquations.MICROMOLAR);
            }
        }
        for (Declaration state : states) {
            if (TracedFunctions.isGate(state)) {
                cell.set(
                        state.key(),
                        startsClosed(entry) ? PublishedEquations.closed(mechanism, state) : PublishedEquations.GATE);
            }
            cell.record(state.key());
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(PublishedEquations.TIME_STEP)
                        .tMax(PublishedEquations.TIME_STEP)
                        .engine(engine)
                        .precision(precision)
                        .build();
                Tape tape = Tape.open()) {
            NDArray voltages = manager.create(V, new Shape(V.length, 1)).duplicate();
            voltages.setRequiresGradient(true);
            NDArray traces = simulation.run(manager, Inputs.none().with(cell, "v", voltages));
            for (int i = 0; i < states.size(); i++) {
                NDArray after = traces.get(":, " + i + ", 1");
                ArrayTree slopes = tape.gradients(after.sum(), ArrayTree.of("v", voltages));
                comparison.of(
                        states.get(i), after.toDoubleArray(), slopes.get("v").toDoubleArray());
            }
        }
    }

    private static void compare(
            String what,
            UnaryOperator<Jet> equation,
            boolean isProbability,
            double[] values,
            double[] slopes,
            List<String> wrong) {
        for (int i = 0; i < values.length; i++) {
            Jet want = equation.apply(Jet.variable(V[i]));
            double value = want.value().doubleValue();
            double slope = want.first().doubleValue();
            double scale = isProbability ? 1 : Math.abs(value);
            boolean isRight = Math.abs(values[i] - value) <= TOLERANCE * scale
                    && Math.abs(slopes[i] - slope) <= TOLERANCE * Math.max(Math.abs(slope), scale);
            if (!isRight) {
                wrong.add(what + " at " + V[i] + " mV: " + values[i] + ", slope " + slopes[i] + "; exactly " + value
                        + ", slope " + slope);
                return;
            }
        }
    }
}
