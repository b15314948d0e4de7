package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * The synapse with which Jaxley tests networks of several types: an {@link IonotropicSynapse} whose constants are fixed,
 * with quantities of other names:
 *
 * <pre>
 * i = gC c v_post
 * c: inf = 1 / (1 + exp(-(v_pre + 35) / 10)), tau = 40 (1 - inf)
 * </pre>
 *
 * <p>Parameter: {@code gC} 1e-4 uS. State: {@code c} (0.2).
 */
public final class TestSynapse extends Synapse {
    public TestSynapse() {
        this("TestSynapse");
    }

    /** The same synapse under another name. */
    public TestSynapse(String name) {
        super(name);
        parameter("gC", 1e-4, "uS");
        state("c", 0.2);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray drive = drive(synapse);
        // With x for exp((v_pre + 35) / 10) the rates are x / 40 and 1 / 40, without a division by 1 - inf.
        return Map.of(
                "c",
                Gates.step(
                        synapse.get("c"),
                        synapse.timeStep(),
                        drive.div(40),
                        drive.zerosLike().add(1 / 40.0)));
    }

    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        NDArray drive = drive(synapse);
        return Map.of("c", drive.div(drive.add(1)));
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gC").mul(synapse.get("c")).mul(synapse.postVoltage());
    }

    @Override
    public String equations() {
        return """
                i = gC c v_post
                c: inf = 1 / (1 + exp(-(v_pre + 35) / 10)), tau = 40 (1 - inf)
                i in nA, gC in uS, tau in ms""";
    }

    private static NDArray drive(SynapseContext synapse) {
        return Rates.exp(synapse.preVoltage().add(35).div(10));
    }
}
