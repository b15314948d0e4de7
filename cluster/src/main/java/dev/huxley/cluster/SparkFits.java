package dev.huxley.cluster;

import dev.huxley.report.CellsReport;
import dev.huxley.report.ReportedCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Many fits on a Spark cluster, one task each: the recordings of many cells, or one recording with many seeds. A fit is
 * that of {@code huxley fit} on one machine, with as many threads as {@code spark.task.cpus} says; its report comes back
 * and is written into a folder of its name. A fit that fails does not stop the others.
 *
 * <pre>{@code
 * List<SparkFits.Task> tasks = List.of(
 *         new SparkFits.Task("cell 1", Path.of("cell1.nwb"), List.of("--evaluations", "60000")),
 *         new SparkFits.Task("cell 2", Path.of("cell2.nwb"), List.of("--evaluations", "60000")));
 * CellsReport table = new SparkFits(spark).run(tasks, Path.of("fits"));
 * table.lines().forEach(System.out::println);
 * }</pre>
 */
public final class SparkFits {
    /** The largest recording, which travels with its task, in bytes. */
    private static final long LARGEST = 512L << 20;

    /** The fits that wait on the cluster for each that runs. */
    private static final int AHEAD = 2;

    private final JavaSparkContext context;
    private final ClusterTasks cluster;
    private final Consumer<String> notices;

    /**
     * A fit.
     *
     * @param name its name, that of its folder
     * @param recording the file of the recording
     * @param arguments the arguments behind {@code huxley fit}, without those for the recording and the folder; models
     *     are shipped ones, since files stay on this machine
     */
    public record Task(String name, Path recording, List<String> arguments) {
        /** @throws IllegalArgumentException if the name is none of a folder */
        public Task {
            Objects.requireNonNull(recording, "recording");
            arguments = List.copyOf(arguments);
            if (name.isBlank() || !Path.of(name).equals(Path.of(name).getFileName()) || name.startsWith(".")) {
                throw new IllegalArgumentException(
                        "'" + name + "' cannot be the name of a fit; it names the folder of its report");
            }
        }
    }

    /** Fits with the executors of this session. Closing it is up to the caller. */
    public SparkFits(SparkSession session) {
        this(session, text -> {});
    }

    /** @param notices receives a sentence when a fit has ended */
    public SparkFits(SparkSession session, Consumer<String> notices) {
        context = JavaSparkContext.fromSparkContext(session.sparkContext());
        cluster = new ClusterTasks(context, "a fit was");
        this.notices = notices;
    }

    /**
     * Runs fits; their reports are in folders of their names as soon as they have ended.
     *
     * @param results the folder for the reports
     * @return the table of all, in their order, which is also written into the folder
     * @throws CancellationException if the thread is interrupted
     */
    public CellsReport run(List<Task> tasks, Path results) {
        Deque<JavaFutureAction<List<byte[][]>>> running = new ArrayDeque<>();
        List<ReportedCell> cells = new ArrayList<>();
        int begun = 0;
        try {
            while (cells.size() < tasks.size()) {
                // Not all at once: what has ended waits in memory until it is written, in order.
                while (begun < tasks.size() && running.size() < AHEAD * cluster.places()) {
                    running.add(submit(tasks.get(begun++)));
                }
                Task task = tasks.get(cells.size());
                ReportedCell cell = cell(task, running.remove(), results.resolve(task.name()));
                notices.accept(cell.name() + ": " + cell.grade());
                cells.add(cell);
            }
        } finally {
            running.forEach(fit -> fit.cancel(true));
        }
        CellsReport table = CellsReport.of("Fits on " + context.master(), cells);
        table.write(results);
        return table;
    }

    private JavaFutureAction<List<byte[][]>> submit(Task task) {
        byte[][] sent = {
            text(task.recording().getFileName().toString()),
            text(String.join("\0", task.arguments())),
            recording(task.recording())
        };
        return cluster.start("Huxley: fit " + task.name(), Collections.singletonList(sent), FitTask::run);
    }

    private static byte[] recording(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " has " + Files.size(file)
                        + " bytes; a recording that travels with its task has at most " + LARGEST);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording " + file + ": " + e.getMessage(), e);
        }
    }

    private ReportedCell cell(Task task, JavaFutureAction<List<byte[][]>> fit, Path folder) {
        try {
            Optional<List<byte[][]>> received = cluster.await(fit);
            if (received.isEmpty()) {
                return ReportedCell.failed(task.name(), "Spark was ended");
            }
            FitTask.Result result = FitTask.Result.read(received.get().get(0));
            result.write(folder);
            Path report = folder.resolve("report.json");
            return result.hasReport() && Files.exists(report)
                    ? ReportedCell.read(task.name(), Files.readString(report), task.name() + "/report.html")
                    : ReportedCell.failed(task.name(), result.lastLine());
        } catch (ClusterException e) {
            return ReportedCell.failed(task.name(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SparkFits[" + context.master() + "]";
    }
}
