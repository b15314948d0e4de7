package dev.huxley.storage;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Layout;
import dev.huxley.model.Network;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;

/** Models with something of everything. */
final class StoredModels {
    private StoredModels() {}

    /** A channel that is no part of the library. */
    static final class Foreign extends Channel {
        private final int power;

        Foreign(String name, int power) {
            super(name);
            this.power = power;
            parameter("g", 0.25, "S/cm2");
        }

        @Override
        public java.util.List<Object> constants() {
            return java.util.List.of(power, "text", true, 0.5);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage().mul(membrane.get("g"));
        }
    }

    static Cell traced() {
        Cell cell = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 3 4 0 1 1\n3 3 6 8 0 1.1 2\n4 3 6 8 12 0.7 3\n5 4 -9 0 0 1 1\n6 4 -50 0 1 0.4 5\n",
                "small",
                Swc.options().ncomp(2).minRadius(0.05)));
        cell.insert(new HH());
        cell.group("basal").insert(new M("M", 36.5));
        cell.group("soma").insert(new Leak("Rest"));
        cell.insert(new CaPump());
        cell.diffuse("CaCon_i");
        cell.set("v", Math.nextUp(-65.0));
        cell.comp(0).addToGroup("a \"group\" called \u00e9");
        return cell;
    }

    static Network network() {
        Cell built = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        built.branch(1).insert(new Leak());
        Layout.apply(built);
        Network network = new Network(built, withoutDiffusion(), new Cell(new Compartment()));
        network.connect(network.cell(0).branch(0).comp(0, 1), network.cell(1).branch(0), new IonotropicSynapse());
        network.connect(network.cell(2), network.cell(0).branch(2).loc(1), new GapJunction());
        network.connect(network.cell(2), network.cell(0).branch(2).loc(0), new IonotropicSynapse());
        network.synapses().set("IonotropicSynapse_gS", 1e-4, 1 / 3.0, Double.MIN_VALUE);
        network.diffuse("CaCon_i");
        network.cell(0).set("axial_diffusion_CaCon_i", 2.5);
        network.cell(2).stimulate(Waveform.of(new double[] {0.1, 0.2, -0.3}, 0.025));
        network.cell(0).branch(1).stimulate(Waveform.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, 0.1));
        network.cell(1).clamp("HH_m", Waveform.of(new double[] {0.5, 0.25, 0.125}, 0.025));
        network.synapses("IonotropicSynapse")
                .edge(1)
                .clamp("IonotropicSynapse_s", Waveform.of(new double[] {1}, 0.025));
        network.cell(0).record("v");
        network.mechanism("HH").record("i_HH");
        network.synapses("GapJunction").record("i_GapJunction");
        network.branch(0).makeTrainable("radius");
        network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_gS", 0.5);
        network.cell(0).branch(1).makeTrainable("Leak_gLeak");
        return network;
    }

    private static Cell withoutDiffusion() {
        Cell cell = traced();
        cell.deleteDiffusion("CaCon_i");
        return cell;
    }
}
