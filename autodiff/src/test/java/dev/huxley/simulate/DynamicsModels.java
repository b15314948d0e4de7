package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.NeuralNetwork.Nonlinearity;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.hay.CaHVA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaFaradayConcentrationChange;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.Izhikevich;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Models with all that a step may have to hand on: clamps, synapses, diffusing and pumped ions, resets. */
final class DynamicsModels {
    static final double DT = 0.025;

    /** A pump whose rate is not linear in the concentration. */
    private static final class SaturatingPump extends IonPump {
        SaturatingPump() {
            super("SaturatingPump");
            parameter("rate", 0.05, "1/ms");
            sharedState("CaCon_i", 5e-5, "mM");
        }

        @Override
        public String ion() {
            return "CaCon_i";
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            NDArray calcium = membrane.get("CaCon_i");
            return calcium.mul(membrane.get("rate")).div(calcium.mul(1e4).add(1));
        }
    }

    /** A synapse that follows a membrane current on its other side. */
    private static final class CurrentSensor extends Synapse {
        CurrentSensor() {
            super("CurrentSensor");
            parameter("gain", 20, "nA cm2/mA");
            state("s", 0.1);
            readsPre("i_HH");
        }

        @Override
        public Map<String, NDArray> update(SynapseContext synapse) {
            NDArray rise = synapse.pre("i_HH").sub(synapse.get("s")).mul(synapse.timeStep());
            return Map.of("s", synapse.get("s").add(rise));
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("s").add(synapse.pre("i_HH")).mul(synapse.get("gain"));
        }
    }

    private DynamicsModels() {}

    static List<String> names() {
        return List.of(
                "cell",
                "clamped cell",
                "network",
                "modulated network",
                "learned cell",
                "diffusing calcium",
                "pumped calcium",
                "spiking point neuron");
    }

    /** Every model with every integrator. */
    static Stream<Arguments> withIntegrators() {
        return names().stream()
                .flatMap(name -> Integrators.names().stream().map(integrator -> Arguments.of(name, integrator)));
    }

    static NeuronModel named(String name) {
        return switch (name) {
            case "cell" -> cell();
            case "clamped cell" -> clampedCell();
            case "network" -> network();
            case "learned cell" -> learned();
            case "modulated network" -> modulated();
            case "diffusing calcium" -> calcium(true);
            case "pumped calcium" -> calcium(false);
            default -> pointNeuron();
        };
    }

    private static Cell cell() {
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.4, DT, 4));
        cell.branch(1).comp(0, 1).stimulate(Waveform.of(time -> 0.1 * time, DT, 4));
        cell.record("v");
        cell.branch(1).record("HH_m");
        cell.branch(0).record("i_HH");
        return cell;
    }

    private static Cell clampedCell() {
        Cell cell = cell();
        cell.branch(2).comp(0).clamp("v", Waveform.of(time -> -60 + 3 * time, DT, 4));
        cell.branch(1).comp(2).clamp("HH_m", Waveform.of(time -> 0.1 + 0.05 * time, DT, 4));
        return cell;
    }

    private static Network network() {
        Network network = new Network(GradientTest.branchedCell(), GradientTest.branchedCell());
        network.connect(
                        network.cell(0).branch(0).comp(0),
                        network.cell(1).branch(2).comp(0),
                        new TanhRateSynapse())
                .set("TanhRateSynapse_gS", 0.5);
        network.connect(
                        network.cell(0).branch(1).comp(2),
                        network.cell(1).branch(0).comp(1),
                        new IonotropicSynapse())
                .set("IonotropicSynapse_gS", 1e-3);
        network.connect(
                        network.cell(1).branch(0).comp(0),
                        network.cell(0).branch(1).comp(1),
                        new IonotropicSynapse())
                .set("IonotropicSynapse_gS", 2e-3);
        network.connect(
                        network.cell(0).branch(1).comp(0),
                        network.cell(1).branch(1).comp(0),
                        new GapJunction())
                .set("GapJunction_gE", 1e-3);
        network.connect(
                network.cell(0).branch(0).comp(1), network.cell(1).branch(1).comp(1), new CurrentSensor());
        network.cell(0).branch(0).comp(0).stimulate(Waveform.of(time -> 0.5, DT, 4));
        network.record("v");
        network.synapses().edge(0).record("i_TanhRateSynapse");
        return network;
    }

    /** With states that exist once and are arrays. */
    private static Network modulated() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new GlobalValuesTest.Modulated());
        Network network = new Network(cell, cell);
        network.set("v", -70, -60, -50, -40, -45, -55, -65, -75);
        network.connect(
                network.cell(0).branch(1).loc(1), network.cell(1).branch(0).loc(0), new GlobalValuesTest.Gated());
        network.globals().insert(new GlobalValuesTest.Decay());
        network.record("v");
        network.cell(0).branch(0).comp(0).stimulate(Waveform.of(time -> 0.1, DT, 4));
        return network;
    }

    /** With a neural network and array-valued states. */
    private static Cell learned() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.set("v", -70, -60, -55, -50);
        cell.insert(new LearnedMechanismTest.Learned("Learned", Nonlinearity.TANH));
        cell.branch(1).insert(new ArrayValuesTest.Mixture());
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.1, DT, 4));
        cell.record("v");
        return cell;
    }

    private static Cell calcium(boolean diffuses) {
        Cell cell = GradientTest.branchedCell();
        cell.set("axial_resistivity", 5000); // so that explicit integrators are stable and no concentration passes 0
        cell.branch(0, 1).insert(new CaHVA());
        cell.insert(new CaNernstReversal());
        cell.insert(new CaFaradayConcentrationChange());
        cell.branch(0).insert(new CaPump());
        cell.branch(1).insert(new SaturatingPump());
        if (diffuses) {
            cell.diffuse("CaCon_i");
            cell.branch(0).comp(1).clamp("CaCon_i", Waveform.of(time -> 1e-2 * (1 + time), DT, 4));
        }
        cell.set("CaCon_i", 1e-2);
        SteadyState.apply(cell);
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 1, DT, 4));
        cell.record("v");
        cell.record("CaCon_i");
        cell.branch(0).record("i_Ca");
        return cell;
    }

    private static Cell pointNeuron() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.insert(new Leak());
        cell.insert(new Izhikevich());
        cell.set("v", 29);
        cell.stimulate(Waveform.of(time -> 0.02, DT, 4));
        cell.record("v");
        return cell;
    }
}
