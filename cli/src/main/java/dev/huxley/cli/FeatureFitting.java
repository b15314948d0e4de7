package dev.huxley.cli;

import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.Grade;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.report.FitReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** A fit by features, run from the command line. */
final class FeatureFitting {
    /** The exit code of a fit that ended without an accepted model. */
    static final int NONE_ACCEPTED = 3;

    private final PrintWriter out;
    private final String command;

    FeatureFitting(PrintWriter out, String command) {
        this.out = out;
        this.command = command;
    }

    /**
     * Runs the fit, prints its course and result, and writes the report.
     *
     * @param junctionPotential null for that which the file states
     * @return the exit code: 0 for an accepted model, {@value #NONE_ACCEPTED} for none
     */
    int run(FeatureFit described, CurrentClampSweeps sweeps, Double junctionPotential, Path folder) {
        FeatureFit fit = junctionPotential == null ? described : described.junctionPotential(junctionPotential);
        try (FeatureConsole console = new FeatureConsole(out);
                Interruption interruption = new Interruption()) {
            console.task(sweeps, fit.plan(), fit.planNotes(), junction(sweeps, junctionPotential));
            FeatureFitResult result = fit.stopWhen(interruption::isRequested)
                    .onProgress(console::progress)
                    .onNotice(text -> console.print("Warning    %s", text))
                    .run();
            console.result(result, result.free());
            FitReport report = result.report().command(command);
            console.written(report.write(folder));
            return result.best().grade() == Grade.REJECTED ? NONE_ACCEPTED : 0;
        }
    }

    private static String junction(CurrentClampSweeps sweeps, Double asked) {
        double size = Math.abs(asked == null ? sweeps.junctionPotential().orElse(0) : asked);
        if (size == 0) {
            return "liquid junction potential: none is known, so the recorded voltage is taken as it is"
                    + " (--junction-potential)";
        }
        return String.format(
                Locale.ROOT,
                "liquid junction potential%s: the recorded voltage is lowered by %s mV",
                asked == null ? ", which the file states" : "",
                Double.toString(size));
    }
}
