package dev.huxley.cli;

import dev.huxley.report.CellsReport;
import dev.huxley.report.FitReport;
import dev.huxley.report.ReportedCell;
import dev.huxley.report.ReportedFeatureFit;
import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fits by features of all recordings of a folder, one after the other, each with a folder of its own for its results, and a
 * table at the end. A recording that cannot be fitted does not stop the others.
 */
final class FolderFitting {
    private static final Set<String> EXTENSIONS = Set.of("abf", "nwb", "csv");

    /** The page of a cell in its folder. */
    private static final String PAGE = "/report.html";

    private final FeatureFitting fitting;
    private final PrintWriter out;

    FolderFitting(FeatureFitting fitting, PrintWriter out) {
        this.fitting = fitting;
        this.out = out;
    }

    /**
     * Fits the recordings and prints the table.
     *
     * @param folder the folder of the recordings
     * @param results the folder in which each gets a folder of its name
     * @param arguments the arguments that repeat the fits
     * @param resumes whether the fits go on from the states in their folders
     * @return the exit code
     * @throws IllegalArgumentException if there is no recording
     */
    int run(Path folder, Path results, FitArguments arguments, boolean resumes) {
        List<Path> recordings = recordings(folder);
        FitReport.checkFolder(results);
        SavedCommand.requireNoOther(results, folder);
        Path saved =
                SavedCommand.of(arguments.absolute().here().given(), folder).write(results);
        List<ReportedCell> cells = new ArrayList<>();
        int code = FitExit.ACCEPTED;
        try (Interruption interruption = new Interruption()) {
            for (Path recording : recordings) {
                if (interruption.isRequested()) {
                    break;
                }
                String name = recording.getFileName().toString();
                print("== %s (%d of %d)", Quotation.printable(name), cells.size() + 1, recordings.size());
                try {
                    Path own = results.resolve(name);
                    boolean isBegun = resumes && SavedCommand.isIn(own);
                    if (isBegun) {
                        SavedCommand.read(own);
                    }
                    ReportedFeatureFit fit =
                            fitting.run(recording, own, arguments.ofCell(recording, own), isBegun, interruption);
                    cells.add(ReportedCell.of(name, fit, name + PAGE));
                    code = FitExit.worse(code, FitExit.of(fit));
                } catch (RuntimeException e) {
                    String message = HuxleyCommand.message(e);
                    print("huxley: %s", message);
                    cells.add(ReportedCell.failed(name, message));
                    code = FitExit.ERROR;
                }
                print("");
            }
            CellsReport table = CellsReport.of("Fits to the recordings of " + folder.getFileName(), cells);
            table.lines().forEach(line -> print("%s", line));
            table.write(results).with(List.of(saved)).files().forEach(file -> print("Wrote      %s", file));
        }
        return code;
    }

    /** The recordings of a folder, known by their extensions, in the order of their names. */
    static List<Path> recordings(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> recordings = files.filter(file -> Files.isRegularFile(file) && isRecording(file))
                    .sorted()
                    .toList();
            if (recordings.isEmpty()) {
                throw new IllegalArgumentException("folder " + Quotation.of(folder.toString())
                        + " has no recording; those end in .abf, .nwb or .csv");
            }
            return recordings;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list folder '" + folder + "': " + e.getMessage(), e);
        }
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
