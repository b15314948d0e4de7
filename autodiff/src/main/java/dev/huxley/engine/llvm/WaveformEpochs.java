package dev.huxley.engine.llvm;

import dev.huxley.engine.RunArguments;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import java.util.List;

/**
 * The epochs of a run in which no waveform changes, such as those of a step of current: a block's memory keeps the samples
 * of steps in the same epoch, so they are written once.
 */
final class WaveformEpochs {
    /** For every step the first later one with other samples; null if rows of the batch have waveforms of their own. */
    private final int[] end;

    private WaveformEpochs(int[] end) {
        this.end = end;
    }

    static WaveformEpochs of(Program program, RunArguments arguments) {
        List<Argument> all = program.arguments();
        int steps = arguments.steps();
        boolean[] changes = new boolean[steps];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isWaveform()) {
                if (arguments.arrays().get(i).getShape().get(0) != 1) {
                    return new WaveformEpochs(null);
                }
                double[] samples = arguments.arrays().get(i).toDoubleArray();
                for (int k = 1; k < samples.length; k++) {
                    // Waveforms lie behind each other; a first sample has none before it. NaN is free and unlike
                    // itself.
                    changes[k % steps] |= k % steps == 0 || !(samples[k] == samples[k - 1]);
                }
            }
        }
        int[] end = new int[steps];
        int next = steps;
        for (int step = steps - 1; step >= 0; step--) {
            end[step] = next;
            next = changes[step] ? step : next;
        }
        return new WaveformEpochs(end);
    }

    /** Tells whether the samples of all steps from {@code from} to {@code to} are equal. */
    boolean areConstant(int from, int to) {
        return end != null && end[from] >= to;
    }

    /** Tells whether the samples of two steps in constant epochs are in the same one. */
    boolean areSame(int step, int other) {
        return end[step] == end[other];
    }
}
