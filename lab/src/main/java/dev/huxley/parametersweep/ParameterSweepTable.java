package dev.huxley.parametersweep;

import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * The table of a parameter sweep in a folder: {@code sweep.csv}, the question in {@code sweep.json}, and a picture of each
 * feature if one or two parameters are varied. Rows are written in their order as they are computed, into {@code
 * sweep.csv.part} until the table is complete; a sweep that was stopped, or killed, goes on behind its last whole row, and the
 * table is then the same, byte for byte. Immutable: every setting returns a new one.
 */
public final class ParameterSweepTable {
    /** The file of a complete table. */
    public static final String NAME = "sweep.csv";

    private final ParameterSweep sweep;
    private final Path folder;
    private final List<String> arguments;
    private final boolean resumes;
    private final BooleanSupplier stop;
    private final LongConsumer progress;
    private final BiFunction<ParameterSweep, ParameterSweepRun, BatchComputation> where;

    private ParameterSweepTable(
            ParameterSweep sweep,
            Path folder,
            List<String> arguments,
            boolean resumes,
            BooleanSupplier stop,
            LongConsumer progress,
            BiFunction<ParameterSweep, ParameterSweepRun, BatchComputation> where) {
        this.sweep = sweep;
        this.folder = folder;
        this.arguments = arguments;
        this.resumes = resumes;
        this.stop = stop;
        this.progress = progress;
        this.where = where;
    }

    /** The table of a sweep in a folder, which is made if it is missing. */
    public static ParameterSweepTable of(ParameterSweep sweep, Path folder) {
        return new ParameterSweepTable(
                Objects.requireNonNull(sweep, "sweep"),
                Objects.requireNonNull(folder, "folder"),
                List.of(),
                false,
                () -> false,
                done -> {},
                (all, run) -> run);
    }

    /** Sets the arguments of the command line that repeat the sweep; they are kept in the folder. */
    public ParameterSweepTable arguments(List<String> given) {
        return new ParameterSweepTable(sweep, folder, List.copyOf(given), resumes, stop, progress, where);
    }

    /**
     * The arguments of the command line with which the sweep in a folder began.
     *
     * @throws IllegalArgumentException if the folder has no parameter sweep, or one that no command line began
     */
    public static List<String> savedArguments(Path folder) {
        return SavedQuestion.arguments(folder);
    }

    /** Chooses whether an unfinished table of the same sweep in the folder is gone on with; else it is an error. */
    public ParameterSweepTable resume(boolean goesOn) {
        return new ParameterSweepTable(sweep, folder, arguments, goesOn, stop, progress, where);
    }

    /** Sets what is asked before each batch of rows whether to stop; what is written by then stays. */
    public ParameterSweepTable stopWhen(BooleanSupplier condition) {
        return new ParameterSweepTable(sweep, folder, arguments, resumes, condition, progress, where);
    }

    /** Sets what receives the number of combinations that are complete, before each batch. */
    public ParameterSweepTable onProgress(LongConsumer consumer) {
        return new ParameterSweepTable(sweep, folder, arguments, resumes, stop, consumer, where);
    }

    /**
     * Sets who computes the batches in place of this machine, such as a cluster; the bytes of the table are the same.
     *
     * @param others gives the computation for the sweep, and for the sweep as it is ready to run here
     */
    public ParameterSweepTable on(BiFunction<ParameterSweep, ParameterSweepRun, BatchComputation> others) {
        return new ParameterSweepTable(sweep, folder, arguments, resumes, stop, progress, others);
    }

    /**
     * Computes what is missing, and writes it.
     *
     * @throws IllegalArgumentException if the sweep is wrong in itself (see {@link ParameterSweep#open}), or the folder has the
     *     table of another one, or an unfinished one that is not resumed
     * @throws UncheckedIOException if the folder cannot be written
     */
    public ParameterSweepResult write() {
        try (ParameterSweepRun run = sweep.open()) {
            return write(run);
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException(
                    "cannot write the table to folder '" + folder + "' (" + e.getMessage()
                            + "); make room or choose another folder",
                    e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
        }
    }

    private ParameterSweepResult write(ParameterSweepRun run) throws IOException {
        SavedQuestion question = SavedQuestion.of(sweep, run, arguments);
        Path part = folder.resolve(NAME + ".part");
        Path complete = folder.resolve(NAME);
        Files.createDirectories(folder);
        boolean isSame = question.check(folder);
        boolean isBegun = Files.exists(part);
        if (isBegun && !resumes) {
            throw new IllegalArgumentException("the folder " + Quotation.of(folder.toString())
                    + " has the unfinished table of a parameter sweep; go on with it (--resume " + folder
                    + "), choose another folder (--out), or delete " + NAME + ".part");
        }
        question.write(folder);
        TableLines lines = new TableLines(sweep, run);
        TableSummary summary = new TableSummary(sweep, run);
        if (resumes && isSame && !isBegun && Files.exists(complete)) {
            lines.read(complete, summary::add);
            return finished(summary, complete);
        }
        long done;
        try (PartialTable table = PartialTable.open(part, lines, sweep.stimuli().size(), summary::add);
                BatchComputation computation = where.apply(sweep, run)) {
            BooleanSupplier flushed = () -> {
                table.flush();
                progress.accept(table.combinations());
                return stop.getAsBoolean();
            };
            // A batch of which a part is kept is computed again as a whole, which gives the same bits.
            long kept = table.combinations();
            computation.run(kept / run.batchSize(), flushed, rows -> rows.stream()
                    .filter(row -> row.combination() >= kept)
                    .forEach(row -> {
                        table.write(row);
                        summary.add(row);
                    }));
            table.force();
            done = table.combinations();
        }
        if (done < run.combinations()) {
            return summary.result(List.of(part), done);
        }
        Files.move(part, complete, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return finished(summary, complete);
    }

    /** Writes the pictures, also of a table that was complete before: a kill may have come between. */
    private ParameterSweepResult finished(TableSummary summary, Path complete) {
        List<Path> files = new ArrayList<>(List.of(complete));
        files.addAll(SweepPictures.write(folder, summary));
        return summary.result(files, sweep.table().combinations());
    }

    @Override
    public String toString() {
        return Brief.of("ParameterSweepTable[" + folder + ": " + sweep + "]");
    }
}
