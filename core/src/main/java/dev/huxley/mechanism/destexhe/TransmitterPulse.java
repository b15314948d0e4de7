package dev.huxley.mechanism.destexhe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.SynapseContext;

/**
 * The release of transmitter in one step. A spike, a presynaptic voltage above {@code vt_pre}, starts a pulse of
 * concentration {@code Cmax} and duration {@code Cdur}, unless the last pulse ended less than {@code deadtime} ago.
 *
 * <p>The state {@code timecount} is the time since the last pulse began; {@code C} is the concentration.
 *
 * @param starts whether a pulse starts in this step
 * @param ends whether the pulse ends in this step
 * @param since the time since the last pulse began, in ms
 * @param concentration the transmitter in mM
 */
record TransmitterPulse(NDArray starts, NDArray ends, NDArray since, NDArray concentration) {
    /** The tolerance (ms) for rounding in a sum of time steps. */
    private static final double ROUNDING = 1e-9;

    static TransmitterPulse of(SynapseContext synapse) {
        NDArray elapsed = synapse.get("timecount").add(synapse.timeStep());
        NDArray afterPulse = elapsed.sub(synapse.get("Cdur"));
        NDArray isOver = afterPulse.gte(-ROUNDING);
        NDArray isReady = afterPulse.gt(synapse.get("deadtime").sub(ROUNDING));
        NDArray starts = isReady.logicalAnd(synapse.preVoltage().gt(synapse.get("vt_pre")));
        NDArray ends = isOver.logicalAnd(synapse.get("C").gt(0));
        NDArray none = elapsed.zerosLike();
        NDArray held = NDArrays.where(isOver, none, synapse.get("C"));
        NDArray full = synapse.get("Cmax").add(none);
        return new TransmitterPulse(
                starts, ends, NDArrays.where(starts, none, elapsed), NDArrays.where(starts, full, held));
    }
}
