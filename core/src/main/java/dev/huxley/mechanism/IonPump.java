package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;

/**
 * A mechanism that changes the concentration of an ion: a pump, a buffer, or the ions that membrane currents carry. It
 * gives the rate in mM/ms at which it removes ions, negative where it adds some. The rates of several pumps on one ion
 * add up: {@code dc/dt = -(sum of removal rates) + axial diffusion}.
 *
 * <p>In every time step the removal rate is linearized in the ion's concentration by a difference of 1e-3 mM, as
 * currents are in the voltage, so decay towards a resting concentration is stable at any time step. An ion that does
 * not diffuse is advanced by implicit Euler, {@code c' = (c + dt constant) / (1 + dt slope)}, whatever the integrator;
 * one that diffuses (see {@code NeuronModel.diffuse}) by the simulation's integrator, over the whole tree.
 *
 * <pre>{@code
 * public final class Decay extends IonPump {
 *     public Decay() {
 *         super("Decay");
 *         parameter("tau", 80, "ms");
 *         sharedState("CaCon_i", 5e-5, "mM");
 *     }
 *
 *     @Override
 *     public String ion() {
 *         return "CaCon_i";
 *     }
 *
 *     @Override
 *     public NDArray removalRate(Membrane membrane) {
 *         return membrane.get("CaCon_i").div(membrane.get("tau"));
 *     }
 * }
 * }</pre>
 */
public abstract class IonPump extends MembraneMechanism {
    protected IonPump(String name) {
        super(name);
    }

    /** The local name of the state, declared by this pump, that holds the ion's concentration (mM). */
    public abstract String ion();

    /**
     * The rate (mM/ms) at which the ion's concentration falls, {@code -dc/dt}: positive where ions leave, negative
     * where they enter; at the given concentration and (already updated) other states. Membrane currents are those of
     * the previous time step; they are outward positive, so the influx by an inward current of cations is negative
     * here, too.
     */
    public abstract NDArray removalRate(Membrane membrane);
}
