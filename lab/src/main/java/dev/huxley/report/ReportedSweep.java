package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.Objects;

/**
 * One sweep of the recording with the model's response; sample i is at time i * dt.
 *
 * @param label       name of the sweep
 * @param dt          sampling step in ms, positive
 * @param recorded    recorded voltage in mV; NaN where nothing was recorded
 * @param model       voltage of the fitted model in mV, as long as the recording
 * @param startModel  voltage of the model at the start parameters in mV, as long as the recording, or empty
 * @param stimulus    injected current in nA, of any length, empty if there is none
 */
public record ReportedSweep(
        String label, double dt, double[] recorded, double[] model, double[] startModel, double[] stimulus) {
    /** Copies the arrays; null for an optional array means empty. */
    public ReportedSweep {
        Objects.requireNonNull(label, "label of a reported sweep");
        if (!(dt > 0 && Double.isFinite(dt))) {
            throw new IllegalArgumentException("sweep '" + label + "': dt must be a positive time in ms, not " + dt);
        }
        recorded = recorded.clone();
        model = model.clone();
        startModel = startModel == null ? new double[0] : startModel.clone();
        stimulus = stimulus == null ? new double[0] : stimulus.clone();
        check(label, "model", model.length, recorded.length);
        if (startModel.length > 0) {
            check(label, "model at the start", startModel.length, recorded.length);
        }
    }

    private static void check(String label, String which, int length, int recorded) {
        if (length != recorded) {
            throw new IllegalArgumentException("sweep '" + label + "': the voltage of the " + which + " has " + length
                    + " samples, the recording " + recorded + "; give both on the same time points");
        }
    }

    @Override
    public double[] recorded() {
        return recorded.clone();
    }

    @Override
    public double[] model() {
        return model.clone();
    }

    @Override
    public double[] startModel() {
        return startModel.clone();
    }

    @Override
    public double[] stimulus() {
        return stimulus.clone();
    }

    /** Model minus recording (mV) at a sample; NaN where one of them is not finite, or there is no such sample. */
    double residual(int sample) {
        double difference = sample < 0 ? Double.NaN : model[sample] - recorded[sample];
        return Double.isFinite(difference) ? difference : Double.NaN;
    }

    /** The root of the mean-square difference between model and recording (mV), where there is one; NaN if nowhere. */
    double rootMeanSquare() {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < recorded.length; i++) {
            double difference = residual(i);
            if (!Double.isNaN(difference)) {
                sum += difference * difference;
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    /** The sample at which model and recording differ most, -1 if nothing can be compared. */
    int largestResidual() {
        int largest = -1;
        for (int i = 0; i < recorded.length; i++) {
            double size = Math.abs(residual(i));
            if (!Double.isNaN(size) && (largest < 0 || size > Math.abs(residual(largest)))) {
                largest = i;
            }
        }
        return largest;
    }

    @Override
    public String toString() {
        return "ReportedSweep[" + Brief.of(label) + ", " + Brief.count(recorded.length, "sample") + " of " + dt
                + " ms]";
    }
}
