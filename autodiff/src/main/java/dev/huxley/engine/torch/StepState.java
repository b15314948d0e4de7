package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** A time step in progress: the values that its stages hand on to one another. */
final class StepState {
    /** The voltage before the step, which all updates of mechanisms see. */
    final NDArray voltageBefore;
    /** The values by variable, and behind them the delay lines, as the stages so far have left them. */
    final NDArray[] values;
    /** The number of the step among those whose waveforms are cut out. */
    final int sample;
    /** The sums of slopes and constants by variable; null before the first stage that adds some. */
    Map<Integer, LinearTerms> terms;
    /** True once the terms include those of the synapses. */
    boolean hasSynapses;
    /** True once the delay lines have taken the undelayed values of this step. */
    boolean hasDelayLines;

    /**
     * @param before the values before the step; they stay as they are
     */
    StepState(NDArray[] before, NDArray voltageBefore, int sample) {
        this.voltageBefore = voltageBefore;
        this.sample = sample;
        values = before.clone();
    }

    /** The terms of a variable, null if there are none. */
    LinearTerms termsOf(int variable) {
        return terms == null ? null : terms.get(variable);
    }
}
