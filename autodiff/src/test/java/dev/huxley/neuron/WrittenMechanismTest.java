package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NumberColumn;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mechanism of the catalogue, written in NMODL and read again, has the traces, the gradients and the steady states
 * of the original. A new mechanism is tested as soon as it is in the catalogue.
 */
class WrittenMechanismTest {
    private static final double DT = 0.025;
    private static final double DURATION = 20;

    /** Voltages of mV after 800 steps, in which rounding alone makes differences. */
    private static final double TOLERANCE = 1e-9;

    /** Those that have no form in NMODL, with a part of the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "simplified.Fire", "sets the voltage",
            "simplified.Izhikevich", "sets the voltage",
            "simplified.AdEx", "sets the voltage",
            "simplified.Rate", "sets the voltage");

    /** Shared quantities that have another name in NEURON. */
    private static final Map<String, String> ION_VARIABLES =
            Map.of("CaConi", "CaCon_i", "CaCono", "CaCon_e", "Caii", "Cai", "eCas", "Cas");

    /** Quantities that follow from others. */
    private static final List<String> DERIVED =
            List.of("area", "volume", "resistive_load_in", "resistive_load_out", "x", "y", "z");

    static Stream<String> written() {
        return Catalogue.entries().stream()
                .filter(CatalogueEntry::isInsertable)
                .map(CatalogueEntry::fullName)
                .filter(name -> !REFUSED.containsKey(name));
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("written")
    void theTraceIsTheOriginals(String name) {
        Cell original = original(name);
        Cell read = read(original);
        original.record("v");
        read.record("v");
        double[] expected = run(original);
        double[] found = run(read);
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - found[i]);
            if (!(difference <= worst)) {
                worst = difference;
                at = i;
            }
        }
        String text =
                String.format(Locale.ROOT, "%s: v differs by %.3g mV at %.3f ms: %s", name, worst, at * DT, found[at]);
        assertTrue(worst <= TOLERANCE, text);
        assertTrue(expected[400] != expected[0], () -> name + ": the voltage stands still, so nothing is compared");
    }

    @ParameterizedTest
    @MethodSource("written")
    void theGradientIsTheOriginals(String name) {
        Cell original = original(name);
        Cell read = read(original);
        original.record("v");
        read.record("v");
        MembraneMechanism mechanism = Catalogue.find(name).insertable();
        Map<String, String> keys = new LinkedHashMap<>();
        for (Declaration parameter : mechanism.parameters()) {
            String key = read.nodes().contains(parameter.key())
                    ? parameter.key()
                    : mechanism.name() + "_" + parameter.name();
            keys.put(parameter.key(), key);
        }
        keys.put("v", "v");
        Map<String, double[]> expected = gradients(original, new ArrayList<>(keys.keySet()));
        Map<String, double[]> found = gradients(read, new ArrayList<>(keys.values()));
        keys.forEach((key, there) -> {
            double want = expected.get(key)[0];
            double is = found.get(there)[0];
            assertTrue(
                    Math.abs(want - is) <= 1e-7 * Math.abs(want) + 1e-10,
                    () -> name + ": the gradient by " + key + " is " + is + " and that of the original " + want);
        });
    }

    @ParameterizedTest
    @MethodSource("written")
    void theInitialBlockGivesTheSteadyState(String name) {
        Cell original = original(name);
        Cell read = read(original);
        SteadyState.apply(original);
        SteadyState.apply(read);
        for (String key : read.nodes().names()) {
            if (read.isState(key) && original.nodes().contains(source(key, read))) {
                double want = original.get(source(key, read))[0];
                assertEquals(want, read.get(key)[0], 1e-12 * Math.max(1, Math.abs(want)), name + ", " + key);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aMechanismWithoutAFormIsNamed(String name) {
        Cell cell = new Cell(new Compartment());
        cell.insert(Catalogue.find(name).insertable());
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> NeuronExport.of(cell).mechanisms());
        assertTrue(
                error.getMessage().contains(REFUSED.get(name))
                        && error.getMessage().contains(Catalogue.find(name).name()),
                error.getMessage());
    }

    /** A compartment with a mechanism, those that it needs, and a leak, away from rest. */
    private static Cell original(String name) {
        CatalogueEntry entry = Catalogue.find(name);
        Cell cell = new Cell(new Compartment());
        cell.set("radius", 5);
        cell.set("length", 20);
        List<String> names = new ArrayList<>(entry.companions());
        names.add(name);
        // As in NEURON, where the concentrations are advanced before what reads them.
        names.sort((a, b) -> Boolean.compare(isPool(b), isPool(a)));
        names.forEach(each -> cell.insert(Catalogue.find(each).insertable()));
        cell.insert(new Leak("Background"));
        cell.set("Background_gLeak", 3e-4);
        cell.set("v", -61);
        for (MembraneMechanism mechanism : mechanisms(cell)) {
            for (Declaration state : mechanism.states()) {
                cell.set(
                        state.key(),
                        state.unit().equals("mM")
                                ? Math.max(state.value(), 3e-4)
                                : state.unit().equals("mV") ? 95 : state.value());
            }
        }
        cell.stimulate(Waveform.step(5, 10, 0.1, DT, DURATION));
        return cell;
    }

    private static boolean isPool(String name) {
        return Catalogue.find(name).insertable().states().stream()
                        .anyMatch(state -> List.of("mM", "uM").contains(state.unit()))
                && (name.contains("Pump") || name.contains("Concentration"));
    }

    /** The same cell with mechanisms that were written and read, at the same values. */
    private static Cell read(Cell original) {
        Cell cell = new Cell(new Compartment());
        Map<String, String> texts = NeuronExport.of(original).mechanisms();
        List<MembraneMechanism> all = mechanisms(original);
        all.sort((a, b) -> Boolean.compare(a instanceof Channel, b instanceof Channel));
        all.forEach(mechanism -> cell.insert(Nmodl.parse(texts.get(mechanism.name() + ".mod"))));
        for (String key : cell.nodes().names()) {
            String source = source(key, cell);
            if (original.nodes().contains(source)
                    && original.nodes().get(source) instanceof NumberColumn
                    && !DERIVED.contains(key)) {
                cell.set(key, original.get(source)[0]);
            }
        }
        cell.stimulate(Waveform.step(5, 10, 0.1, DT, DURATION));
        return cell;
    }

    /** The original's name of a quantity of the cell that was read. */
    private static String source(String key, Cell read) {
        String plain = key.replaceAll("_(start|next)$", "");
        for (MembraneMechanism mechanism : mechanisms(read)) {
            String prefix = mechanism.name() + "_";
            if (plain.startsWith(prefix)) {
                String local = plain.substring(prefix.length());
                if (ION_VARIABLES.containsKey(local)) {
                    return ION_VARIABLES.get(local);
                }
                if (List.of("vt", "length", "radius", "capacitance", "eCa", "Cas", "Cao")
                        .contains(local)) {
                    return local;
                }
            }
        }
        return ION_VARIABLES.getOrDefault(plain, plain);
    }

    private static List<MembraneMechanism> mechanisms(Cell cell) {
        List<MembraneMechanism> all = new ArrayList<>(cell.channels());
        all.addAll(cell.pumps());
        return all;
    }

    private static double[] run(Cell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(DURATION).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }

    private static Map<String, double[]> gradients(Cell cell, List<String> keys) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(DURATION).build()) {
            ArrayTree tree = ArrayTree.empty();
            for (String key : keys) {
                NDArray leaf = manager.create(cell.get(key));
                leaf.setRequiresGradient(true);
                tree = tree.with(key, leaf);
            }
            Map<String, double[]> found = new LinkedHashMap<>();
            try (Tape tape = Tape.open()) {
                Inputs inputs = Inputs.none();
                for (String key : keys) {
                    inputs = inputs.with(cell, key, tree.get(key));
                }
                NDArray loss = simulation.run(manager, inputs).div(50).square().mean();
                tape.gradients(loss, tree).forEach((key, value) -> found.put(key, value.toDoubleArray()));
            }
            return found;
        }
    }
}
