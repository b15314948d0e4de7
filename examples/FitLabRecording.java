import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.FittedModel;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recordings;
import java.nio.file.Path;

/**
 * From a lab's recording to an accepted model: chooses sweeps and holds some out, climbs a ladder of models, and checks the
 * best ones on the held-out sweeps. Runs with
 *
 *     ./huxley java examples/FitLabRecording.java RECORDING.nwb FOLDER [EVALUATIONS]
 */
public class FitLabRecording {
    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: ./huxley java examples/FitLabRecording.java RECORDING.nwb FOLDER [EVALUATIONS]");
            return;
        }
        Path folder = Path.of(arguments[1]);
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(Path.of(arguments[0]))); // NWB, ABF or CSV
        sweeps.notes().forEach(System.out::println); // the current that is taken, for instance
        sweeps.warnings().forEach(System.out::println);

        FeatureFit fit = FeatureFit.of(sweeps)
                .evaluations(arguments.length > 2 ? Long.parseLong(arguments[2]) : FeatureFit.DEFAULT_EVALUATIONS)
                .seed(1);
        fit.plan().forEach(System.out::println); // sweeps, fitted and held out, with their features
        FeatureFitResult result =
                (FeatureFit.isSavedIn(folder) ? fit.resuming(folder) : fit.savingTo(folder)).run();

        FittedModel best = result.best();
        System.out.println(best.name() + ": " + best.grade());
        System.out.printf("largest |z| of the fitted sweeps %.2f%n", best.largest(SweepRole.FITTED));
        System.out.printf("mean |z| of the held-out sweeps %.2f%n", best.meanSize(SweepRole.HELD_OUT));
        best.values().forEach((path, value) -> System.out.printf("%s %.4g%n", path, value));
        result.advice().forEach(System.out::println);
        result.report().write(folder).files().forEach(System.out::println); // report.html, models.csv, cell.huxley, ...
    }
}
