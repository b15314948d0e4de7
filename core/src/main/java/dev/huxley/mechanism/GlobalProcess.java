package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A process of the model as a whole: it advances states that exist once and that all channels, pumps and synapses may
 * read, for instance the concentration of a decaying modulator.
 *
 * <pre>{@code
 * public final class DopamineDecay extends GlobalProcess {
 *     public DopamineDecay() {
 *         super("DopamineDecay");
 *         globalState("dopamine", 0, "uM");
 *         globalParameter("dopamine_decay", 200, "ms");
 *     }
 *
 *     @Override
 *     public Map<String, NDArray> update(GlobalValues model) {
 *         NDArray factor = NDArrays.div(-model.timeStep(), model.get("dopamine_decay")).exp();
 *         return Map.of("dopamine", model.get("dopamine").mul(factor));
 *     }
 * }
 * }</pre>
 */
public abstract class GlobalProcess extends Mechanism {
    protected GlobalProcess(String name) {
        super(name);
    }

    /**
     * The states of the whole model after one time step. Processes run first in a step, so everything else sees the new
     * values.
     *
     * @return new values by name; states that are not returned keep their values
     */
    public abstract Map<String, NDArray> update(GlobalValues model);
}
