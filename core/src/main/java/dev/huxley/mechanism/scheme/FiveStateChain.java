package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The current of photoreceptors and bipolar cells that hyperpolarization activates, a chain of five states, which four
 * identical gates give: C1, C2, O1, O2 and O3 have 0 to 4 gates open, and the last three conduct. The step is exact
 * while the voltage is held (see {@link IdenticalGates}), so the occupancies keep their sum.
 */
public abstract class FiveStateChain extends Channel {
    private static final List<String> STATES = List.of("C1", "C2", "O1", "O2", "O3");

    /**
     * Declares the channel.
     *
     * @param occupancies the initial values of the states
     */
    protected FiveStateChain(String name, double conductance, double reversal, double... occupancies) {
        super(name);
        parameter("gHyper", conductance, "S/cm2");
        parameter("eHyper", reversal, "mV");
        for (int i = 0; i < occupancies.length; i++) {
            state(STATES.get(i), occupancies[i]);
        }
    }

    /** The rate (1/ms) at which a gate opens, at the voltage (mV). */
    protected abstract NDArray alpha(NDArray v);

    /** The rate (1/ms) at which a gate closes, at the voltage (mV). */
    protected abstract NDArray beta(NDArray v);

    @Override
    public final String currentName() {
        return "iHyper";
    }

    @Override
    public final Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage().add(ShiftedChannel.SHIFT);
        IdenticalGates gates = new IdenticalGates(alpha(v), beta(v), membrane.timeStep());
        return named(gates.step(STATES.stream().map(membrane::get).toArray(NDArray[]::new)));
    }

    @Override
    public final Map<String, NDArray> steadyState(Membrane membrane) {
        NDArray v = membrane.voltage().add(ShiftedChannel.SHIFT);
        return named(IdenticalGates.steadyState(Gates.steadyState(alpha(v), beta(v)), STATES.size() - 1));
    }

    @Override
    public final NDArray current(Membrane membrane) {
        NDArray open = membrane.get("O1").add(membrane.get("O2")).add(membrane.get("O3"));
        return membrane.get("gHyper").mul(open).mul(membrane.voltage().sub(membrane.get("eHyper")));
    }

    private static Map<String, NDArray> named(NDArray[] occupancies) {
        Map<String, NDArray> states = new LinkedHashMap<>();
        for (int i = 0; i < occupancies.length; i++) {
            states.put(STATES.get(i), occupancies[i]);
        }
        return states;
    }
}
