package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.ribbon.FeedbackRibbon;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.GradientCheck;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conserved quantities of cells of the retina and their synapses, their initial states, and their gradients. */
@Tag("names-engines")
class RetinaLawsTest {
    /** The states of a feedback synapse that nothing reads. */
    private static final Set<String> OUTPUTS = Set.of("VGCC_i", "vShiftPH", "vShiftEph", "vEff", "iGlu", "iGABA");

    @ParameterizedTest
    @ValueSource(strings = {"RibbonSynapse", "Ribbon_mGluR6", "FeedbackRibbon"})
    void vesiclesAreConserved(String name) {
        for (double step : new double[] {0.025, 1}) {
            Network network = pair((Synapse) Catalogue.find("ribbon." + name).create());
            Map<String, double[]> traces =
                    run(network, step, 100, name + "_exo", name + "_RRP", name + "_IP", name + "_RP");
            double moved = 0;
            for (int k = 0; k <= 100; k++) {
                double sum = 0;
                for (double[] trace : traces.values()) {
                    sum += trace[k];
                    moved = Math.max(moved, Math.abs(trace[k] - trace[0]));
                }
                assertEquals(19.75, sum, 1e-12, "at column " + k + ", dt " + step);
            }
            assertTrue(moved > 0.1, "vesicles move by " + moved);
        }
    }

    /** Without exchangers, and without a calcium current, calcium only moves between two volumes and four buffers. */
    @ParameterizedTest
    @ValueSource(strings = {"usui", "kamiyama"})
    void calciumIsConserved(String library) {
        boolean isRod = library.equals("kamiyama");
        for (double step : new double[] {0.025, 5}) {
            Cell cell = cell(library + ".CaPump");
            cell.set("CaPump_Jex", 0);
            cell.set("CaPump_Jex2", 0);
            cell.set("Cas", 3);
            String[] deep = isRod ? new String[] {"Caf", "Cab_lf", "Cab_hf"} : new String[] {"Cad", "Cab_ld", "Cab_hd"};
            Map<String, double[]> traces = run(
                    cell,
                    step,
                    100,
                    "Cas",
                    "CaPump_Cab_ls",
                    "CaPump_Cab_hs",
                    "CaPump_" + deep[0],
                    "CaPump_" + deep[1],
                    "CaPump_" + deep[2]);
            double outer = isRod ? 3.812e-13 : 1.692e-13;
            double inner = isRod ? 5.236e-13 : 7.356e-13;
            double[] totals = new double[101];
            int row = 0;
            for (double[] trace : traces.values()) {
                double volume = row++ < 3 ? outer : inner;
                for (int k = 0; k <= 100; k++) {
                    assertTrue(trace[k] >= 0, "a concentration is " + trace[k]);
                    totals[k] += volume * trace[k];
                }
            }
            for (int k = 0; k <= 100; k++) {
                assertEquals(1, totals[k] / totals[0], 1e-11, "total at column " + k + ", dt " + step);
            }
            double[] free = traces.get("Cas");
            assertTrue(free[100] < 1, "free calcium is bound, to " + free[100]);
        }
    }

    /** The bound calcium of long ago is that of the equilibrium in which the steady state puts the buffers at once. */
    @ParameterizedTest
    @ValueSource(strings = {"usui", "kamiyama"})
    void theSteadyStateIsOfGatesAndBuffersAndLeavesCalcium(String library) {
        List<String> names = new ArrayList<>();
        Catalogue.entries().stream()
                .filter(entry -> entry.library().equals(library))
                .forEach(entry -> names.add(entry.fullName()));
        Cell cell = cell(names.toArray(String[]::new));
        cell.set("Cas", 0.7);
        cell.set("eCa", 33);
        cell.set("v", -52);
        SteadyState.apply(cell);
        assertEquals(0.7, cell.get("Cas")[0]);
        assertEquals(33, cell.get("eCa")[0]);
        double total = library.equals("usui") ? 400 : 500;
        assertEquals(total * 0.7 / (0.7 + 0.5), cell.get("CaPump_Cab_ls")[0], 1e-12);
        assertEquals(300 * 0.7 / (0.7 + 0.9), cell.get("CaPump_Cab_hs")[0], 1e-12);
        double half = library.equals("usui") ? 0.2 : 0.3;
        assertEquals(0.7 / (0.7 + half), cell.get("KCa_n")[0], 1e-14);
        double sum = 0;
        for (String state : List.of("C1", "C2", "O1", "O2", "O3")) {
            sum += cell.get("Hyper_" + state)[0];
        }
        assertEquals(1, sum, 1e-14);
        // The binomial distribution of four gates: neighbours have the ratios 4 x, 3/2 x, 2/3 x and 1/4 x.
        double ratio = cell.get("Hyper_C2")[0] / (4 * cell.get("Hyper_C1")[0]);
        assertEquals(ratio, cell.get("Hyper_O3")[0] * 4 / cell.get("Hyper_O2")[0], 1e-12 * ratio);
    }

    @Test
    void occupanciesOfTheChainKeepTheirSum() {
        Cell cell = cell("usui.Hyper", "usui.Leak");
        cell.set("v", -100);
        SteadyState.apply(cell);
        Map<String, double[]> traces = run(cell, 0.5, 200, "Hyper_C1", "Hyper_C2", "Hyper_O1", "Hyper_O2", "Hyper_O3");
        for (int k = 0; k <= 200; k++) {
            int column = k;
            assertEquals(
                    1,
                    traces.values().stream().mapToDouble(trace -> trace[column]).sum(),
                    1e-13,
                    "column " + k);
        }
    }

    /** A flash a thousand times brighter than what saturates the rod: the implicit steps still find their solutions. */
    @Test
    void aRodFollowsLightOfAnyStrength() {
        Cell cell = cell("kamiyama.Phototransduction", "kamiyama.Leak");
        cell.set("length", 16);
        cell.clamp("Phototransduction_Jhv", Waveform.of(time -> time > 20 ? 1e6 : 0, 0.1, 200));
        Map<String, double[]> traces =
                run(cell, 0.1, 2000, "Phototransduction_cGMP", "Phototransduction_PDE", "Phototransduction_Ca");
        assertEquals(2, traces.get("Phototransduction_cGMP")[200], 1e-2, "cGMP in the dark");
        double excited = traces.get("Phototransduction_PDE")[2000];
        double most = 65.6 / (0.4 + excited);
        double left = traces.get("Phototransduction_cGMP")[2000];
        assertTrue(left > 0 && left < 1.001 * most, left + " uM cGMP in the light, at most " + most);
        assertTrue(excited > 90 && excited <= 100, "phosphodiesterase " + excited);
        for (double calcium : traces.get("Phototransduction_Ca")) {
            assertTrue(calcium > 0, "calcium " + calcium);
        }
    }

    /** With the feedback off, the pH stays, and the calcium current is that of the cone's own voltage. */
    @Test
    void withoutFeedbackTheHorizontalCellDoesNotActOnTheCone() {
        Network network = pair(new FeedbackRibbon());
        network.set("FeedbackRibbon_feedback", 0);
        Map<String, double[]> traces =
                run(network, 0.1, 50, "FeedbackRibbon_pH", "FeedbackRibbon_vEff", "FeedbackRibbon_iGABA");
        for (int k = 1; k <= 50; k++) {
            assertEquals(7.4, traces.get("FeedbackRibbon_pH")[k]);
            assertEquals(0, traces.get("FeedbackRibbon_iGABA")[k], 1e-300);
        }
        assertEquals(-37, traces.get("FeedbackRibbon_vEff")[1], 1e-12, "the voltage of the cone before the step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void gradientsOfTheFeedbackEqualCentralDifferences(String engine) {
        FeedbackRibbon synapse = new FeedbackRibbon();
        Network network = pair(synapse);
        // Slow processes act within the run, and release is not saturated.
        network.set("FeedbackRibbon_Ca", 1.1e-4);
        network.set("FeedbackRibbon_GABA_Tau", 5);
        network.set("FeedbackRibbon_GABA_OpenProb", 0.4);
        network.set("FeedbackRibbon_Panx1_Tau", 3);
        network.set("FeedbackRibbon_Panx1_OpenProb", 0.6);
        network.set("FeedbackRibbon_Erev_syn", 5);
        List<String> keys = new ArrayList<>();
        for (Declaration declaration : synapse.declarations()) {
            if (!OUTPUTS.contains(declaration.name())) {
                keys.add(declaration.key());
            }
        }
        network.cell(1).record("v");
        synapse.states().forEach(state -> network.synapses().edge(0).record(state.key()));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(0.4).tMax(1.5).engine(engine).build()) {
            NDArray traces = simulation.run(manager);
            NDArray scale = traces.abs().max(new int[] {1}, true).add(1e-9);
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, leaf(manager, network.synapses().get(key)));
            }
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    inputs = inputs.with(network.synapses(), key, values.get(key));
                }
                NDArray all = simulation.run(manager, inputs).div(scale);
                return all.mul(manager.create(1.3)).sin().add(all.square()).sum();
            });
        }
    }

    private static NDArray leaf(NDManager manager, double... values) {
        NDArray leaf = manager.create(values);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private static Network pair(Synapse synapse) {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.insert(new Leak());
        network.cell(0).set("Leak_eLeak", -37);
        network.cell(0).set("v", -37);
        network.cell(1).set("v", -48);
        network.connect(network.cell(0), network.cell(1), synapse);
        return network;
    }

    private static Cell cell(String... mechanisms) {
        Cell cell = new Cell(new Compartment());
        for (String name : mechanisms) {
            MembraneMechanism mechanism = Catalogue.find(name).insertable();
            cell.insert(mechanism);
        }
        return cell;
    }

    private static Map<String, double[]> run(Cell cell, double step, int steps, String... keys) {
        for (String key : keys) {
            cell.record(key);
        }
        return traces(Simulation.of(cell), step, steps, keys);
    }

    private static Map<String, double[]> run(Network network, double step, int steps, String... keys) {
        for (String key : keys) {
            if (key.equals("v")) {
                network.cell(0).record(key);
            } else {
                network.synapses().edge(0).record(key);
            }
        }
        return traces(Simulation.of(network), step, steps, keys);
    }

    private static Map<String, double[]> traces(Simulation.Builder builder, double step, int steps, String... keys) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        builder.dt(step).tMax((steps - 0.5) * step).build()) {
            NDArray traces = simulation.run(manager);
            Map<String, double[]> byName = new LinkedHashMap<>();
            for (int i = 0; i < keys.length; i++) {
                byName.put(keys[i], traces.get(i).toDoubleArray());
            }
            return byName;
        }
    }
}
