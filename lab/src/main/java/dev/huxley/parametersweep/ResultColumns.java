package dev.huxley.parametersweep;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.TraceFeatures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of the result, and their values for a trace: its features, or the samples themselves. */
final class ResultColumns {
    private final List<SweepStimulus> stimuli;
    private final List<Feature> features;
    private final FeatureSettings settings;
    private final double sample;
    private final List<ResultColumn> all;

    private ResultColumns(
            List<SweepStimulus> stimuli,
            List<Feature> features,
            FeatureSettings settings,
            double sample,
            List<ResultColumn> all) {
        this.stimuli = stimuli;
        this.features = features;
        this.settings = settings;
        this.sample = sample;
        this.all = List.copyOf(all);
    }

    /**
     * The columns of a question.
     *
     * @param sample the time between two samples of a trace, ms
     * @param every the time steps from one sample to the next
     */
    static ResultColumns of(ParameterSweep sweep, double sample, int every) {
        List<ResultColumn> columns = new ArrayList<>();
        sweep.features().forEach(feature -> columns.add(new ResultColumn(feature.efelName(), feature.unit())));
        if (columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException(
                    "a feature is there twice among " + sweep.features() + "; name each once");
        }
        if (columns.isEmpty()) {
            int longest = sweep.stimuli().stream()
                    .mapToInt(stimulus -> stimulus.current().length / every + 1)
                    .max()
                    .orElseThrow();
            for (int i = 0; i < longest; i++) {
                BigDecimal time = new BigDecimal(i * sample).round(new MathContext(9));
                columns.add(new ResultColumn("v_" + time.stripTrailingZeros().toPlainString() + "ms", "mV"));
            }
        }
        return new ResultColumns(sweep.stimuli(), sweep.features(), sweep.settings(), sample, columns);
    }

    List<ResultColumn> all() {
        return all;
    }

    int count() {
        return all.size();
    }

    /** The values of a run that diverged. */
    double[] none() {
        double[] none = new double[count()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /** The values for a trace under a stimulus, NaN for those that it does not have. */
    double[] of(int stimulus, float[] v, int start, int length) {
        double[] values = none();
        if (features.isEmpty()) {
            for (int i = 0; i < length; i++) {
                values[i] = v[start + i];
            }
            return values;
        }
        SweepStimulus applied = stimuli.get(stimulus);
        TraceFeatures found = TraceFeatures.of(
                FeatureTrace.of(v, start, length, sample).stimulus(applied.start(), applied.end(), applied.amplitude()),
                settings);
        for (int i = 0; i < values.length; i++) {
            values[i] = found.value(features.get(i)).orElse(Double.NaN);
        }
        return values;
    }
}
