package dev.huxley.cluster;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.fit.feature.MadeCell;
import dev.huxley.recording.Recordings;
import dev.huxley.search.Evaluation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A recording of a point neuron, and what is fitted to it. */
final class Fitted {
    private Fitted() {}

    /** A fit of the neuron's model to four sweeps, which begins in the middle of the bounds. */
    static FeatureFit fit(Path folder) {
        return fit(folder, 200);
    }

    /** The same to sweeps with steps of another duration, ms. */
    static FeatureFit fit(Path folder, double step) {
        Path file = folder.resolve("made.csv");
        MadeCell.writeSteps(file, step, -0.05, 0.1, 0.2, 0.3);
        return FeatureFit.of(Recordings.read(file)).model(inTheMiddle());
    }

    private static ModelDescription inTheMiddle() {
        DescribedModel model = Ladder.rung().description().build();
        double[] middle = model.free().stream()
                .mapToDouble(value -> value.logarithmic()
                        ? Math.sqrt(value.lower() * value.upper())
                        : (value.lower() + value.upper()) / 2)
                .toArray();
        return model.startingAt(middle);
    }

    /** The scoring of the fit's candidates. */
    static FeatureJob job(FeatureFit fit) {
        return FeatureJob.of(inTheMiddle(), fit.plan(), "llvm");
    }

    /** Random points for a model of this many values. */
    static double[][] points(int count, int values) {
        Random random = new Random(7);
        double[][] points = new double[count][];
        Arrays.setAll(points, i -> random.doubles(values).toArray());
        return points;
    }

    /** The number of free values. */
    static int values() {
        return Ladder.rung().description().build().free().size();
    }

    /** The bits of results, for comparisons. */
    static String bits(Evaluation result) {
        return Double.doubleToRawLongBits(result.score()) + " "
                + Arrays.toString(Arrays.stream(result.residuals())
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray());
    }
}
