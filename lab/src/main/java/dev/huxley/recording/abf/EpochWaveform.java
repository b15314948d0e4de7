package dev.huxley.recording.abf;

import dev.huxley.recording.CommandWaveform;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rebuilds the command of one output, sweep by sweep, from its epoch table.
 *
 * <p>A sweep of {@code n} samples begins with {@code n / 64} samples (rounded down) at the level before the table,
 * followed by the epochs one after the other, then the level after the table until the sweep ends. Both levels are the
 * holding level, except that an output which keeps its last level stays where the last epoch ended, even into the next
 * sweep. A ramp runs in a straight line from the level before it, its first sample, to its own level, its last. The
 * command is cut off at the end of the sweep. These rules reproduce the values that pyABF (S. Harden) returns for its
 * sample files.
 *
 * <p>Trains are those of {@link AbfTrain}.
 */
final class EpochWaveform {
    private static final int LEADING_FRACTION = 64;

    private final AbfOutput output;
    private double levelBefore;

    EpochWaveform(AbfOutput output) {
        this.output = output;
        this.levelBefore = output.holdingLevel();
    }

    /** The command of the next sweep; call it for sweeps 0, 1, ... in order. */
    CommandWaveform next(int sweep, int length) {
        Optional<String> absent = whyAbsent(sweep);
        if (absent.isPresent()) {
            return CommandWaveform.absent(output.name(), output.unit(), absent.get());
        }
        double before = levelBefore;
        if (output.hasWaveform() && output.keepsLastLevel()) {
            levelBefore = lastLevel(sweep, before);
        }
        return CommandWaveform.rendered(output.name(), output.unit(), length, () -> render(sweep, length, before));
    }

    private double lastLevel(int sweep, double before) {
        double level = before;
        for (AbfEpoch epoch : output.epochs()) {
            if (epoch.type() != AbfEpoch.OFF && epoch.durationIn(sweep) > 0) {
                level = epoch.levelIn(sweep);
            }
        }
        return level;
    }

    private double[] render(int sweep, int length, double before) {
        double[] values = new double[length];
        if (!output.hasWaveform()) {
            Arrays.fill(values, output.holdingLevel());
            return values;
        }
        int position = length / LEADING_FRACTION;
        Arrays.fill(values, 0, position, before);
        double level = before;
        for (AbfEpoch epoch : output.epochs()) {
            long duration = epoch.durationIn(sweep);
            if (epoch.type() == AbfEpoch.OFF || duration == 0) {
                continue;
            }
            double end = epoch.levelIn(sweep);
            int samples = (int) Math.min(duration, length - position);
            if (epoch.type() == AbfEpoch.RAMP) {
                ramp(values, position, samples, duration, level, end);
            } else if (AbfTrain.isTrain(epoch.type())) {
                for (int i = 0; i < samples; i++) {
                    values[position + i] = AbfTrain.value(epoch, i, duration, level, end);
                }
            } else {
                Arrays.fill(values, position, position + samples, end);
            }
            level = end;
            position += samples;
        }
        Arrays.fill(values, position, length, output.keepsLastLevel() ? level : output.holdingLevel());
        return values;
    }

    private static void ramp(double[] values, int position, int samples, long duration, double from, double to) {
        for (int i = 0; i < samples; i++) {
            values[position + i] = i == duration - 1 ? to : from + (to - from) * i / (duration - 1);
        }
    }

    private Optional<String> whyAbsent(int sweep) {
        if (output.absenceReason().isPresent()) {
            return output.absenceReason();
        }
        if (!Double.isFinite(output.holdingLevel())) {
            return Optional.of("the holding level is " + output.holdingLevel());
        }
        if (!output.hasWaveform()) {
            return Optional.empty();
        }
        if (output.waveformSource() == AbfOutput.SOURCE_FILE) {
            return Optional.of("the waveform was played from a file that is not part of the recording");
        }
        if (output.waveformSource() != AbfOutput.SOURCE_EPOCHS) {
            return Optional.of("nWaveformSource is " + output.waveformSource() + ", which is unknown");
        }
        return output.epochs().stream()
                .filter(epoch -> epoch.type() != AbfEpoch.OFF)
                .flatMap(epoch -> whyAbsent(epoch, sweep).stream())
                .findFirst();
    }

    private static Optional<String> whyAbsent(AbfEpoch epoch, int sweep) {
        boolean isTrain = AbfTrain.isTrain(epoch.type());
        if (epoch.type() != AbfEpoch.STEP && epoch.type() != AbfEpoch.RAMP && !isTrain) {
            return Optional.of(epoch.label() + " is a " + epoch.typeName() + ", which is not rebuilt");
        }
        if (isTrain
                && (epoch.pulsePeriod() < 1 || epoch.pulseWidth() < 0 || epoch.pulseWidth() > epoch.pulsePeriod())) {
            return Optional.of(epoch.label() + " is a " + epoch.typeName() + " with pulses of " + epoch.pulseWidth()
                    + " samples every " + epoch.pulsePeriod() + " samples");
        }
        if (!Double.isFinite(epoch.levelIn(sweep))) {
            return Optional.of(epoch.label() + " has the level " + epoch.levelIn(sweep) + " in sweep " + (sweep + 1));
        }
        if (epoch.durationIn(sweep) < 0) {
            return Optional.of(
                    epoch.label() + " lasts " + epoch.durationIn(sweep) + " samples in sweep " + (sweep + 1));
        }
        return Optional.empty();
    }
}
