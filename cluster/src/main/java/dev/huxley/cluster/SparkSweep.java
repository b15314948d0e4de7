package dev.huxley.cluster;

import dev.huxley.parametersweep.BatchComputation;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepRun;
import dev.huxley.parametersweep.ResultColumn;
import dev.huxley.parametersweep.SweepStimulus;
import dev.huxley.text.NearestName;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A parameter sweep on the machines of a Spark cluster: a table of values gives a table of features or traces, both as data
 * frames.
 *
 * <pre>{@code
 * Dataset<Row> values = spark.read().parquet("posterior.parquet"); // columns HH_gNa and HH_gK
 * ParameterSweep sweep = ParameterSweep.of(model)
 *         .vary(VariedParameter.of("HH_gNa", 0.1), VariedParameter.of("HH_gK", 0.03)) // which parameters are varied
 *         .stimuli(SweepStimulus.step(0.1, 200, 500, 100, 0.05))
 *         .features(Feature.SPIKE_COUNT);
 * SparkSweep.of(spark, sweep).run(values).write().parquet("features.parquet");
 * }</pre>
 *
 * <p>The result has the columns of the values, then {@code stimulus}, {@code current_nA}, one for each feature or sample, and
 * {@code diverged}. A feature that the trace does not have is null; a run that diverged has NaN. Rows have the order of the
 * values, the stimuli of one combination together. The model must be a description. Tasks that are lost are repeated by
 * Spark.
 */
public final class SparkSweep {
    private static final String STIMULUS = "stimulus";
    private static final String CURRENT = "current_nA";
    private static final String DIVERGED = "diverged";

    private static final long MOST_PARTITIONS = 10_000;

    private final SparkSession session;
    private final ParameterSweep sweep;

    private SparkSweep(SparkSession session, ParameterSweep sweep) {
        this.session = Objects.requireNonNull(session, "session");
        this.sweep = Objects.requireNonNull(sweep, "sweep");
    }

    /** A sweep on the executors of this session. Closing it is up to the caller. */
    public static SparkSweep of(SparkSession session, ParameterSweep sweep) {
        return new SparkSweep(session, sweep);
    }

    /**
     * Runs the model with values of one's own. Nothing is computed before the result is used.
     *
     * @param values has a column of numbers for each varied parameter of the sweep; the others are kept
     * @throws IllegalArgumentException if a column is missing, or the result's columns would be there twice
     */
    public Dataset<Row> run(Dataset<Row> values) {
        List<String> names = Arrays.asList(values.columns());
        List<String> paths = sweep.table().paths();
        for (String path : paths) {
            if (!names.contains(path)) {
                throw new IllegalArgumentException("the table of values has no column " + Quotation.of(path) + "; "
                        + NearestName.of(path, names)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                        + "it has " + String.join(", ", names));
            }
        }
        List<SweepStimulus> stimuli = sweep.stimuli();
        String[] labels = stimuli.stream().map(SweepStimulus::label).toArray(String[]::new);
        double[] currents =
                stimuli.stream().mapToDouble(SweepStimulus::amplitude).toArray();
        int batch;
        StructType schema;
        try (ParameterSweepRun here = sweep.open()) {
            batch = here.batchSize();
            schema = schema(values.schema(), here.columns());
        }
        int[] places = paths.stream().mapToInt(names::indexOf).toArray();
        Broadcast<byte[]> job = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(sweep.job().bytes());
        MapPartitionsFunction<Row, Row> computed =
                rows -> new SweptRows(rows, job.value(), batch, places, labels, currents);
        return values.mapPartitions(computed, Encoders.row(schema));
    }

    /** Runs the model with the sweep's own table, which gets a column {@code combination}, counted from 1. */
    public Dataset<Row> run() {
        List<String> paths = sweep.table().paths();
        StructField[] fields = Stream.concat(
                        Stream.of(DataTypes.createStructField("combination", DataTypes.LongType, false)),
                        paths.stream().map(path -> DataTypes.createStructField(path, DataTypes.DoubleType, false)))
                .toArray(StructField[]::new);
        byte[] table = SentTable.bytes(sweep.table());
        Broadcast<byte[]> sent =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(table);
        int batch;
        try (ParameterSweepRun here = sweep.open()) {
            batch = here.batchSize();
        }
        long combinations = sweep.table().combinations();
        long batches = (combinations + batch - 1) / batch;
        int partitions = (int) Math.min(batches, MOST_PARTITIONS);
        MapPartitionsFunction<Long, Row> values = numbers -> SentTable.rows(sent.value(), numbers, batch);
        return run(
                session.range(0, batches, 1, partitions).mapPartitions(values, Encoders.row(new StructType(fields))));
    }

    /** The computation of the batches of {@link dev.huxley.parametersweep.ParameterSweepTable#on}. */
    static BatchComputation batches(SparkSession session, ParameterSweep sweep, ParameterSweepRun run) {
        return new SparkBatches(JavaSparkContext.fromSparkContext(session.sparkContext()), sweep, run);
    }

    private static StructType schema(StructType values, List<ResultColumn> columns) {
        List<StructField> fields = new ArrayList<>(Arrays.asList(values.fields()));
        fields.add(DataTypes.createStructField(STIMULUS, DataTypes.StringType, false));
        fields.add(DataTypes.createStructField(CURRENT, DataTypes.DoubleType, false));
        columns.forEach(column -> fields.add(DataTypes.createStructField(column.name(), DataTypes.DoubleType, true)));
        fields.add(DataTypes.createStructField(DIVERGED, DataTypes.BooleanType, false));
        if (fields.stream().map(StructField::name).distinct().count() < fields.size()) {
            throw new IllegalArgumentException("the table of values has a column that the result has too: "
                    + String.join(", ", values.fieldNames()) + "; rename it");
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    @Override
    public String toString() {
        return "SparkSweep[" + session.sparkContext().master() + ", " + sweep + "]";
    }
}
