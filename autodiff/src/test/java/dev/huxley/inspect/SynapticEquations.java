package dev.huxley.inspect;

import static dev.huxley.inspect.JetRates.constant;
import static dev.huxley.inspect.JetRates.exponential;
import static dev.huxley.inspect.JetRates.relaxed;
import static dev.huxley.inspect.JetRates.sigmoid;
import static dev.huxley.inspect.PublishedEquations.GATE;
import static dev.huxley.inspect.PublishedEquations.MICROMOLAR;
import static dev.huxley.inspect.PublishedEquations.MICROSIEMENS;
import static dev.huxley.inspect.PublishedEquations.TIME_STEP;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The equations of simplified neurons and of synapses, for {@link PublishedEquations}. */
final class SynapticEquations {
    private final PublishedEquations all;

    SynapticEquations(PublishedEquations all) {
        this.all = all;
    }

    void add() {
        simplified();
        synapses();
    }

    private void simplified() {
        all.mechanism("simplified", "Fire");
        all.mechanism("simplified", "Izhikevich");
        Function<Jet, Jet> u = v -> relaxed(Jet.of(0), v.times(0.2), Jet.of(50));
        Function<Jet, Jet> moved = v -> v.pow(2)
                .times(0.04)
                .plus(v.times(5))
                .plus(140)
                .minus(u.apply(v))
                .times(TIME_STEP)
                .plus(v);
        all.put("steady state/u", v -> v.times(0.2));
        all.put(
                "update/u",
                v -> moved.apply(v).value().doubleValue() < 30
                        ? u.apply(v)
                        : u.apply(v).plus(8));
        all.put("update/v", v -> moved.apply(v).value().doubleValue() < 30 ? moved.apply(v) : Jet.of(-65));
        all.mechanism("simplified", "AdEx");
        all.put("steady state/w", v -> v.plus(70).times(2));
        all.put("update/w", v -> relaxed(Jet.of(0), v.plus(70).times(2), Jet.of(30)));
        // Beyond, the neuron of one pF of a bare compartment spikes in this step.
        all.put(
                "update/v",
                v -> v.value().doubleValue() > -53
                        ? null
                        : exponential(20, -50, 2)
                                .apply(v)
                                .minus(v.plus(70).times(10))
                                .minus(relaxed(Jet.of(0), v.plus(70).times(2), Jet.of(30)))
                                .times(TIME_STEP)
                                .plus(v));
        all.mechanism("simplified", "Rate");
        all.put("update/v", v -> v.times(Jet.of(-TIME_STEP).exp()));
    }

    // ---- synapses: "pre" and "post" say which voltage runs; the other one is -70 mV ----

    private void synapses() {
        UnaryOperator<Jet> activation = sigmoid(1, -35, 10);
        all.mechanism("synapse", "IonotropicSynapse");
        all.put("steady state/s/pre", activation);
        all.put(
                "update/s/pre",
                v -> relaxed(
                        Jet.of(GATE),
                        activation.apply(v),
                        Jet.of(1).minus(activation.apply(v)).over(0.025)));
        all.ofPost(1e-4 * GATE, 0);
        all.mechanism("synapse", "CurrentSynapse");
        all.put("current/pre", v -> activation.apply(v).times(-1e-4));
        all.mechanism("synapse", "ConductanceSynapse");
        all.put("current/pre", v -> activation.apply(v).times(-70 * 1e-4));
        all.put("current/post", v -> activation.apply(Jet.of(-70)).times(v).times(1e-4));
        all.mechanism("synapse", "DynamicSynapse");
        all.put("steady state/s/pre", activation);
        all.put("update/s/pre", v -> relaxed(Jet.of(GATE), activation.apply(v), Jet.of(5)));
        all.ofPost(1e-4 * GATE, 0);
        all.mechanism("synapse", "AlphaSynapse");
        UnaryOperator<Jet> r = v -> relaxed(Jet.of(GATE), activation.apply(v), Jet.of(10));
        all.put("steady state/r/pre", activation);
        all.put("steady state/s/pre", activation);
        all.put("update/r/pre", r);
        all.put("update/s/pre", v -> relaxed(Jet.of(GATE), r.apply(v), Jet.of(10)));
        all.ofPost(1e-4 * GATE, 0);
        all.mechanism("synapse", "TanhRateSynapse");
        all.put("current/pre", v -> v.plus(70).tanh().times(-1e-4));
        all.mechanism("synapse", "TanhConductanceSynapse");
        all.put("current/pre", v -> v.plus(70).tanh().times(-70 * 1e-4));
        all.put("current/post", constant(0));
        all.mechanism("synapse", "SpikeSynapse");
        all.ofPost(1e-4 * GATE, 0);
        all.mechanism("synapse", "GapJunction");
        all.put("current/post", v -> v.plus(70).times(1e-3));
        all.put("current/pre", v -> v.plus(70).times(-1e-3));
        all.mechanism("synapse", "TestSynapse");
        all.put("steady state/c/pre", activation);
        all.put(
                "update/c/pre",
                v -> relaxed(
                        Jet.of(GATE),
                        activation.apply(v),
                        Jet.of(1).minus(activation.apply(v)).over(0.025)));
        all.ofPost(1e-4 * GATE, 0);
        all.mechanism("neuron", "ExpSyn");
        all.ofPost(MICROSIEMENS, 0);
        all.mechanism("neuron", "Exp2Syn");
        all.put("current/post", constant(0));
        for (String receptor : List.of("AMPA", "GABAa")) {
            all.mechanism("destexhe", receptor);
            all.ofPost(1e-4 * GATE, receptor.equals("AMPA") ? 0 : -80);
        }
        all.mechanism("destexhe", "NMDA");
        all.put("current/post", v -> v.times(1e-4 * GATE)
                .over(v.times(-0.062).exp().over(3.57).plus(1)));
        all.mechanism("destexhe", "GABAb");
        double g = Math.pow(MICROMOLAR, 4);
        all.ofPost(1e-4 * g / (g + 100), -95);
    }
}
