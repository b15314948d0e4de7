package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * An ion channel distributed over a membrane.
 *
 * <p>The three functions are written with plain {@link NDArray} operations, elementwise over the compartments in which
 * the channel is inserted. The same source runs eagerly on real arrays and is traced once into an expression graph when
 * a model is simulated. So: no {@code if} on values (use {@code NDArrays.where}), and no state in Java fields that
 * changes.
 *
 * <pre>{@code
 * public final class Leak extends Channel {
 *     public Leak() {
 *         super("Leak");
 *         parameter("gLeak", 1e-4, "S/cm2");
 *         parameter("eLeak", -70, "mV");
 *     }
 *
 *     @Override
 *     public NDArray current(Membrane membrane) {
 *         return membrane.get("gLeak").mul(membrane.voltage().sub(membrane.get("eLeak")));
 *     }
 * }
 * }</pre>
 */
public abstract class Channel extends Mechanism {
    protected Channel(String name) {
        super(name);
    }

    /** The name under which the current can be recorded and read by other mechanisms; channels may share one. */
    public String currentName() {
        return "i_" + name();
    }

    /**
     * The states after one time step, from the states and the voltage (mV) before it.
     *
     * <p>A neuron model that resets the voltage may also return {@code "v"}: then the currents and the axial solve of
     * this step start from that voltage. All mechanisms see the voltage before the step here, whatever others return.
     *
     * @return new values by local name; states that are not returned keep their values
     */
    public Map<String, NDArray> update(Membrane membrane) {
        return Map.of();
    }

    /** The current density in mA/cm2, outward positive, at the given voltage and (already updated) states. */
    public abstract NDArray current(Membrane membrane);

    /**
     * The states at rest at the given voltage, by local name; states that are not returned keep their values.
     */
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return Map.of();
    }
}
