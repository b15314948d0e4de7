package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.Protocol;
import dev.huxley.report.ReportedFeature;
import dev.huxley.report.ReportedFeatureFit.Rate;
import dev.huxley.report.ReportedResponse;
import dev.huxley.report.ReportedSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sweeps of a fit by features in its report: traces with their features, and rates of the steps. */
final class ReportedSweeps {
    private final FeatureFitResult result;
    private final Map<Integer, Protocol.Kind> kinds;

    ReportedSweeps(FeatureFitResult result) {
        this.result = result;
        kinds = result.settings().sweeps().sweeps().stream()
                .collect(Collectors.toMap(
                        CurrentClampSweep::index, sweep -> sweep.protocol().kind()));
    }

    /** The sweeps, sorted by their current. */
    List<ReportedResponse> responses() {
        double[][] traces = result.traces();
        List<ReportedResponse> responses = new ArrayList<>();
        for (int i = 0; i < traces.length; i++) {
            responses.add(response(result.sweeps().get(i), traces[i]));
        }
        return responses;
    }

    private ReportedResponse response(FitSweep sweep, double[] trace) {
        double[] steps = sweep.current();
        double[] current = new double[trace.length];
        for (int k = 0; k < current.length; k++) {
            current[k] = steps[Math.min(steps.length - 1, k * sweep.stepsPerSample())];
        }
        List<ReportedFeature> features = new ArrayList<>();
        double recordedSpikes = Double.NaN;
        double modelSpikes = Double.NaN;
        for (FeatureScore score : scores(sweep)) {
            Feature feature = score.target().feature();
            features.add(new ReportedFeature(
                    feature.efelName(),
                    feature.unit(),
                    score.target().mean(),
                    score.target().sd(),
                    score.model(),
                    score.z()));
            if (feature == Feature.SPIKE_COUNT) {
                recordedSpikes = score.target().mean();
                modelSpikes = score.model();
            }
        }
        return new ReportedResponse(
                new ReportedSweep(sweep.label(), FitSweep.SAMPLE, sweep.voltage(), trace, null, current),
                kinds.get(sweep.index()).toString(),
                sweep.amplitude(),
                sweep.role() == SweepRole.HELD_OUT,
                recordedSpikes,
                modelSpikes,
                features);
    }

    private List<FeatureScore> scores(FitSweep sweep) {
        return result.best().scores().stream()
                .filter(score -> score.sweep().equals(sweep.label()))
                .toList();
    }

    /** Spikes per second of every step, sorted by the current. */
    List<Rate> rates() {
        List<Rate> rates = new ArrayList<>();
        for (FitSweep sweep : result.sweeps()) {
            if (kinds.get(sweep.index()) == Protocol.Kind.STEP) {
                double seconds = (sweep.end() - sweep.start()) * 1e-3;
                scores(sweep).stream()
                        .filter(score -> score.target().feature() == Feature.SPIKE_COUNT)
                        .map(score -> new Rate(
                                sweep.amplitude(),
                                score.target().mean() / seconds,
                                score.model() / seconds,
                                sweep.role() == SweepRole.HELD_OUT))
                        .forEach(rates::add);
            }
        }
        return rates;
    }
}
