package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * An ion channel distributed over a membrane.
 *
 * <p>The three functions are written with plain {@link NDArray} operations, elementwise over the compartments in which
 * the channel is inserted. The same source runs eagerly on real arrays and is traced once into an expression graph when
 * a model is simulated. It must therefore not branch on values with {@code if} (use {@code NDArrays.where}) and not
 * change Java fields.
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
public abstract class Channel extends MembraneMechanism {
    protected Channel(String name) {
        super(name);
    }

    /** The current density in mA/cm2, outward positive, at the given voltage and (already updated) states. */
    public abstract NDArray current(Membrane membrane);

    /**
     * The currents by their names, whose sum is {@link #current}: one, unless a channel carries several ions, each with a
     * current that is recorded, and read by pumps, for itself.
     */
    public Map<String, NDArray> currents(Membrane membrane) {
        return Map.of(currentName(), current(membrane));
    }
}
