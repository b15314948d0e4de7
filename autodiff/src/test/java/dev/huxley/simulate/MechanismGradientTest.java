package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every channel and pump of the catalogue: the gradient of a loss of the voltage and of all its states, after a simulation of
 * 12 steps, with respect to all its parameters, all its initial states and the compartment, equals central differences to
 * 1e-6 relative (see {@link GradientCheck}), on every engine.
 */
@Tag("names-engines")
class MechanismGradientTest {
    private static final double DT = 0.1;
    private static final int STEPS = 12;

    /** Spikes are steps of these, and of the surrogate's slope, so a difference shows nothing; spikes likewise. */
    private static final Set<String> NOT_SMOOTH = Set.of("vth", "v_threshold", "slope", "spikes");

    /** Concentrations (mM) at which what depends on calcium does so measurably. */
    private static final Map<String, Double> CALCIUM = Map.of("benison.CaPumpNS", 1.2e-4, "liu.KCa", 5e-3);

    /** A rate (1/s) that shows within the steps. */
    private static final double RATE = 20;

    static Stream<Arguments> mechanismsAndEngines() {
        return Catalogue.entries().stream()
                .filter(CatalogueEntry::isInsertable)
                .flatMap(entry -> Stream.of("torch", "llvm").map(engine -> Arguments.of(entry.fullName(), engine)));
    }

    @ParameterizedTest
    @MethodSource("mechanismsAndEngines")
    void gradientEqualsCentralDifference(String name, String engine) {
        CatalogueEntry entry = Catalogue.find(name);
        MembraneMechanism mechanism = entry.insertable();
        Cell cell = cell(entry, mechanism);
        List<String> keys = new ArrayList<>(List.of("v", "radius", "length", "capacitance"));
        for (Declaration declaration : declarations(mechanism)) {
            if (!NOT_SMOOTH.contains(declaration.name())) {
                keys.add(declaration.key());
            }
        }
        cell.record("v");
        mechanism.states().stream()
                .filter(state -> !NOT_SMOOTH.contains(state.name()))
                .forEach(state -> cell.record(state.key()));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .tMax((STEPS - 0.5) * DT)
                        .engine(engine)
                        .build()) {
            NDArray weights = weights(manager, simulation.run(manager));
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, GradientCheck.leaf(manager, cell.get(key)));
            }
            GradientCheck.assertGradient(at, tree -> {
                Inputs inputs = Inputs.none();
                for (String key : tree.paths()) {
                    inputs = inputs.with(cell, key, tree.get(key));
                }
                NDArray one = manager.create(new double[] {1});
                return simulation
                        .run(manager, inputs)
                        .mul(weights)
                        .add(one)
                        .square()
                        .sum();
            });
        }
    }

    private static Cell cell(CatalogueEntry entry, MembraneMechanism mechanism) {
        Cell cell = new Cell(new Compartment());
        cell.insert(mechanism);
        entry.companions()
                .forEach(companion -> cell.insert(Catalogue.find(companion).insertable()));
        cell.insert(new Leak("Background"));
        cell.set("Background_gLeak", 1e-3);
        cell.set("Background_eLeak", -45);
        // Where spiking models reset at once, and the others are well inside of what their rates are made for.
        cell.set("v", entry.library().equals("simplified") ? 35 : -43.7);
        List<MembraneMechanism> all = new ArrayList<>(cell.channels());
        all.addAll(cell.pumps());
        for (MembraneMechanism inserted : all) {
            for (Declaration parameter : inserted.parameters()) {
                if (parameter.unit().equals("S/cm2")) {
                    cell.set(parameter.key(), 3e-4);
                } else if (parameter.unit().equals("1/s")) {
                    cell.set(parameter.key(), Math.max(parameter.value(), RATE));
                } else if (parameter.unit().equals("uM/s")) {
                    cell.set(parameter.key(), RATE * parameter.value());
                } else if (parameter.value() == 0) {
                    cell.set(parameter.key(), 3);
                }
            }
            for (Declaration state : inserted.states()) {
                cell.set(state.key(), start(state, entry));
            }
        }
        cell.stimulate(Waveform.of(time -> 0.003, DT, STEPS * DT));
        return cell;
    }

    private static double start(Declaration state, CatalogueEntry entry) {
        return switch (state.unit()) {
            case "1" -> 0.35;
            case "mM" -> CALCIUM.getOrDefault(entry.fullName(), Math.max(state.value(), 4e-4));
                // Free calcium of the deep shell differs from that under the membrane, so that it diffuses.
            case "uM" -> state.value() > 0 && !state.name().equals("Caf") ? state.value() : 2;
            case "uM/s" -> 1e4;
            case "mV" -> 110;
            default -> 2;
        };
    }

    /** Weights that differ from sample to sample, so that errors cannot cancel, and make all traces about equally large. */
    private static NDArray weights(NDManager manager, NDArray traces) {
        int rows = (int) traces.getShape().get(0);
        int columns = (int) traces.getShape().get(1);
        double[] values = traces.toDoubleArray();
        double[] weights = new double[values.length];
        for (int row = 0; row < rows; row++) {
            double largest = 0;
            for (int k = 0; k < columns; k++) {
                assertTrue(Double.isFinite(values[row * columns + k]), "a trace is not finite");
                largest = Math.max(largest, Math.abs(values[row * columns + k]));
            }
            for (int k = 0; k < columns; k++) {
                weights[row * columns + k] = (0.5 + k / (double) columns) / largest;
            }
        }
        return manager.create(weights, new Shape(rows, columns));
    }

    private static List<Declaration> declarations(MembraneMechanism mechanism) {
        List<Declaration> all = new ArrayList<>(mechanism.parameters());
        all.addAll(mechanism.states());
        return all;
    }
}
