import dev.huxley.fit.recording.RecordingFit;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import dev.huxley.storage.ModelFile;
import java.nio.file.Path;

/**
 * Fits a point neuron to three sweeps of a current-clamp recording, and saves the fitted cell and a report. Runs with
 *
 *     ./huxley java examples/FitRecording.java RECORDING.abf FOLDER
 */
public class FitRecording {
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: ./huxley java examples/FitRecording.java RECORDING.abf FOLDER");
            return;
        }
        Recording recording = Recordings.read(Path.of(arguments[0])); // ABF or CSV
        System.out.println(recording);

        Cell cell = new Cell(new Compartment()); // new Cell(Swc.read(file)) for a traced morphology
        cell.set("length", 20); // um
        cell.set("radius", 10);
        cell.insert(new HH());

        RecordingFitResult result = RecordingFit.of(cell, recording)
                .sweeps("1-3") // counted from 1
                .window(0, 22) // ms
                .free("HH_gNa", 0.02, 0.4) // S/cm2
                .free("HH_gK", 0.005, 0.15)
                .free("HH_gLeak", 5e-5, 3e-3)
                .starts(8)
                .iterations(100)
                .run();

        System.out.printf("loss %.3g -> %.3g mV2%n", result.fit().startLoss(), result.fit().bestLoss());
        result.fit().best().forEach((name, values) -> System.out.printf("%s %.5g%n", name, values[0]));
        Path folder = Path.of(arguments[1]);
        result.report().write(folder).files().forEach(System.out::println); // report.html, parameters.json, ...
        ModelFile.write(result.cell(), folder.resolve("cell.huxley")); // ModelFile.readCell reads it again
    }
}
