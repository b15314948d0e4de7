package dev.huxley.simulate;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.destexhe.GABAa;
import dev.huxley.mechanism.destexhe.GABAb;
import dev.huxley.mechanism.destexhe.NMDA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.ribbon.RibbonMGluR6;
import dev.huxley.mechanism.ribbon.RibbonSynapse;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.synapse.AlphaSynapse;
import dev.huxley.mechanism.synapse.ConductanceSynapse;
import dev.huxley.mechanism.synapse.CurrentSynapse;
import dev.huxley.mechanism.synapse.DynamicSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.mechanism.synapse.TanhConductanceSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.mechanism.synapse.TestSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient by every parameter and every state of every synapse equals central differences. */
@Tag("names-engines")
class SynapseGradientTest {
    private static final double DT = 0.05;

    /** The quantities that only decide when something happens, and so have no derivative. */
    private static final Set<String> EVENTS = Set.of(
            "AMPA_C",
            "AMPA_vt_pre",
            "AMPA_deadtime",
            "NMDA_C",
            "NMDA_vt_pre",
            "NMDA_deadtime",
            "GABAa_C",
            "GABAa_vt_pre",
            "GABAa_deadtime",
            "GABAb_C",
            "GABAb_vt_pre",
            "GABAb_deadtime",
            "GABAb_Cdur",
            "GABAb_timecount",
            "ExpSyn_threshold",
            "ExpSyn_above",
            "Exp2Syn_threshold",
            "Exp2Syn_above");

    static Stream<Arguments> synapsesOnEngines() {
        List<Synapse> synapses = List.of(
                new IonotropicSynapse(),
                new TanhRateSynapse(),
                new TanhConductanceSynapse(),
                new CurrentSynapse(),
                new ConductanceSynapse(),
                new DynamicSynapse(),
                new AlphaSynapse(),
                new ExpSyn(),
                new ExpSyn("Input", "Fire_spikes"),
                new Exp2Syn(),
                new Exp2Syn("Input", "Fire_spikes"),
                new SpikeSynapse(),
                new GapJunction(),
                new AMPA(),
                new NMDA(),
                new GABAa(),
                new GABAb(),
                new TestSynapse(),
                new RibbonSynapse(),
                new RibbonMGluR6());
        List<Arguments> cases = new ArrayList<>();
        for (String engine : NetworkEngines.ALL) {
            synapses.forEach(synapse -> cases.add(Arguments.of(synapse, engine)));
        }
        return cases.stream();
    }

    /** A spiking cell drives one with a leak, by two synapses onto one compartment and one onto another. */
    @ParameterizedTest
    @MethodSource("synapsesOnEngines")
    void gradientEqualsCentralDifference(Synapse synapse, String engine) {
        Network network = cells(synapse);
        network.connect(network.cell(0).comp(0), network.cell(1).comp(0), synapse);
        network.connect(network.cell(0).comp(1), network.cell(1).comp(1), synapse);
        network.connect(network.cell(0).comp(1), network.cell(1).comp(0), synapse);
        strengthen(network, synapse);
        List<Declaration> all = new ArrayList<>(synapse.parameters());
        all.addAll(synapse.states());
        for (Declaration declaration : all) {
            if (!EVENTS.contains(declaration.key())) {
                network.synapses().edge(0, 1, 2).makeTrainable(declaration.key());
            }
        }
        network.cell(1).makeTrainable("capacitance");
        if (!isDrivenByEvents(synapse)) {
            network.cell(0).makeTrainable("v");
        }
        network.cell(1).comp(0, 1).record("v");
        network.synapses().edge(0, 2).record(synapse.currentName());
        network.cell(0).comp(0).record("v");
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(79.5 * DT).engine(engine).build()) {
            BatchedGradientCheck.assertGradient(network, simulation);
        }
    }

    /** Tells whether events drive a synapse: the presynaptic voltage moves them by a whole step, or not at all. */
    private static boolean isDrivenByEvents(Synapse synapse) {
        return synapse instanceof SpikeSynapse
                || synapse instanceof ExpSyn
                || synapse instanceof Exp2Syn
                || synapse.states().stream().anyMatch(state -> state.name().equals("timecount"));
    }

    private static Network cells(Synapse synapse) {
        Network network = new Network(
                new Cell(new Branch(new Compartment(), 2), -1), new Cell(new Branch(new Compartment(), 2), -1));
        network.set("radius", 4, 3, 5, 2);
        network.set("axial_resistivity", 300);
        network.insert(new Leak());
        if (synapse.readsPre().contains("Fire_spikes")) {
            network.cell(0).insert(new Fire());
        } else {
            network.cell(0).insert(new HH());
        }
        network.set("v", -52, -49, -70, -68);
        network.cell(0).comp(0).stimulate(Waveform.of(time -> 0.7, DT, 80 * DT));
        return network;
    }

    /** Values at which the synapse does something within the run. */
    private static void strengthen(Network network, Synapse synapse) {
        for (Declaration parameter : synapse.parameters()) {
            if (Set.of("gS", "gC", "g", "gE", "weight", "gTRPM1").contains(parameter.name())) {
                network.set(parameter.key(), 3e-3, 5e-3, 4e-3);
            }
        }
        for (Declaration state : synapse.states()) {
            if (Set.of("s", "r", "R1").contains(state.name())) {
                network.set(state.key(), 0.3);
            }
            if (Set.of("g", "A", "B").contains(state.name())) {
                network.set(state.key(), state.name().equals("A") ? 1e-3 : 3e-3);
            }
            if (state.name().equals("R") && synapse instanceof GABAb) {
                network.set(state.key(), 0.2);
                network.set("GABAb_G", 2);
            }
        }
        if (synapse.states().stream().anyMatch(state -> state.name().equals("R1"))) {
            // Behind a pulse, in a pulse, and in the last step of one; changes of a percent do not move the ends by a
            // step.
            network.set(synapse.key("timecount"), 3, 0.4, 0.96);
            network.set(synapse.key("C"), 0, 1, 1);
            network.set(synapse.key("R"), 0.1, 0.2, 0.3);
            network.set(synapse.key("Cdur"), 0.98);
        }
        if (synapse instanceof TanhRateSynapse || synapse instanceof TanhConductanceSynapse) {
            network.set(synapse.key("slope"), 0.03);
        }
        if (synapse instanceof SpikeSynapse) {
            network.set("SpikeSynapse_s_decay", 1);
        }
        if (synapse instanceof ExpSyn) {
            network.set(synapse.key("tau"), 2);
        }
        if (synapse instanceof AlphaSynapse) {
            network.set("AlphaSynapse_tau_rise", 3);
        }
    }
}
