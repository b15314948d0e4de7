package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.ProtocolSlot.Kind;

/** The number of steps of a run, by its duration or its waveforms, and the checks that these fit it. */
final class RunLength {
    private final NeuronModel model;
    private final Inputs inputs;
    private final double timeStep;

    /**
     * @param timeStep of the simulation, in ms
     */
    RunLength(NeuronModel model, Inputs inputs, double timeStep) {
        this.model = model;
        this.inputs = inputs;
        this.timeStep = timeStep;
    }

    /**
     * The number of time steps.
     *
     * @param requested the number that is asked for, -1 if the waveforms tell
     */
    int steps(int requested) {
        int first = inputs.firstStep();
        int longest = 0;
        String longestName = null;
        for (int i = 0; i < model.stimuli().size(); i++) {
            ProtocolSlot slot = Kind.WAVEFORM.of(i);
            String name = slot.name();
            int length = length(slot, model.stimuli().get(i));
            longestName = longestName == null || length > longest ? name : longestName;
            longest = Math.max(longest, length);
        }
        for (int i = 0; i < model.clamps().size(); i++) {
            ProtocolSlot slot = Kind.CLAMP_VALUES.of(i);
            String name = slot.name();
            int length = length(slot, model.clamps().get(i));
            if (longestName == null) {
                longest = length;
                longestName = name;
            }
            requireLongEnough(name, length, requested < 0 ? longest - first : requested);
        }
        if (requested < 0 && longestName == null) {
            throw new IllegalArgumentException(
                    "the run has no duration: stimulate or clamp something, or give tMax(ms)");
        }
        if (requested < 0 && longest <= first) {
            throw new IllegalArgumentException("the run begins at step " + first + ", but '" + longestName
                    + "' has only " + longest + " samples; make it longer (Waveform.padded)");
        }
        return requested < 0 ? longest - first : requested;
    }

    /**
     * Throws an error if a stimulus of a model begins after the end of the run.
     *
     * @param steps the number of time steps
     */
    void requireStimuliToBegin(int steps) {
        for (int i = 0; i < model.stimuli().size() && inputs.firstStep() == 0; i++) {
            if (inputs.given(Kind.WAVEFORM.of(i)) == null) {
                for (NeuronModel each : inputs.models(model)) {
                    requireToBegin(i, each.stimuli().get(i).waveform(), steps);
                }
            }
        }
    }

    private void requireToBegin(int stimulus, Waveform waveform, int steps) {
        for (int lane = 0; lane < waveform.lanes() && waveform.length() > steps; lane++) {
            int begin = waveform.begin(lane);
            if (begin >= steps && begin < waveform.length()) {
                throw new IllegalArgumentException("stimulus " + stimulus
                        + (waveform.lanes() == 1 ? "" : ", waveform " + lane) + " is 0 nA until step " + begin + " ("
                        + begin * timeStep + " ms), which is after the end of the run, after step " + (steps - 1)
                        + " ("
                        + steps * timeStep + " ms); make the run longer (tMax) or the stimulus earlier");
            }
        }
    }

    private void requireLongEnough(String name, int length, int requested) {
        int first = inputs.firstStep();
        if (requested >= 0 && length < first + requested && first > 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + length + " samples, but the run goes on from step " + first + " to step "
                            + (first + requested) + "; make it longer (Waveform.padded)");
        }
        if (length < requested) {
            throw new IllegalArgumentException("'" + name + "' has " + length + " samples, but the run has " + requested
                    + " steps of " + timeStep + " ms; make it longer (Waveform.padded) or the run shorter (tMax)");
        }
    }

    private int length(ProtocolSlot slot, PlacedWaveform own) {
        String name = slot.name();
        NDArray given = inputs.given(slot);
        if (given != null) {
            return Math.toIntExact(given.getShape().get(given.getShape().dimension() - 1));
        }
        double waveformStep = own.waveform().timeStep();
        if (Math.abs(waveformStep - timeStep) > 1e-12 * timeStep) {
            throw new IllegalArgumentException("'" + name + "' is sampled at " + waveformStep
                    + " ms, but the simulation steps by " + timeStep + " ms; make the waveform with that step");
        }
        return own.waveform().length();
    }
}
