package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FitPlan;
import dev.huxley.fit.description.MechanismSources;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.Region;
import dev.huxley.fit.description.RigDescription;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.parametersweep.ParameterList;
import dev.huxley.parametersweep.ParameterRow;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepTable;
import dev.huxley.parametersweep.SweepStimulus;
import dev.huxley.parametersweep.VariedParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that a cluster of two executors computes are those of this machine, bit for bit. */
class SparkSweepTest {
    private static TwoExecutors cluster;

    @BeforeAll
    static void start() {
        cluster = TwoExecutors.start(null);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static SparkSession session() {
        return cluster.session();
    }

    private static ParameterSweep sweep() {
        ModelDescription model = new ModelDescription(
                "point",
                "",
                new CellForm.Point(20),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                List.of(new Region(Region.ALL, Map.of("hh.HH", Map.of()), Map.of("radius", DescribedValue.fixed(10)))),
                RigDescription.ideal(),
                FitPlan.none());
        return ParameterSweep.of(model)
                .vary(
                        VariedParameter.linear("HH_gNa", 0.05, 0.2, 180),
                        VariedParameter.of("HH_gLeak", 3e-4, -0.039, 1e-3))
                .stimuli(SweepStimulus.step(0.1, 20, 30, 5, 0.05), SweepStimulus.step(0.5, 20, 30, 5, 0.05))
                .features(Feature.SPIKE_COUNT, Feature.VOLTAGE_BASE, Feature.AP_HEIGHT);
    }

    private static List<ParameterRow> here() {
        List<ParameterRow> rows = new ArrayList<>();
        sweep().run(rows::add);
        return rows;
    }

    private static void assertSame(List<ParameterRow> expected, List<Row> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            ParameterRow row = expected.get(i);
            Row other = found.get(i);
            assertEquals(row.parameters()[0], other.<Double>getAs("HH_gNa"), other.toString());
            assertEquals(row.parameters()[1], other.<Double>getAs("HH_gLeak"), other.toString());
            assertEquals(sweep().stimuli().get(row.stimulus()).label(), other.getAs("stimulus"));
            assertEquals(row.diverged(), other.<Boolean>getAs("diverged"), other.toString());
            for (int c = 0; c < sweep().features().size(); c++) {
                Double value = other.getAs(sweep().features().get(c).efelName());
                boolean isMissing = Double.isNaN(row.values()[c]) && !row.diverged();
                assertEquals(isMissing ? null : row.values()[c], value, other.toString());
            }
        }
    }

    @Test
    void aGridGivesTheRowsOfThisMachineInTheirOrderAlsoByParquet(@TempDir Path folder) {
        List<ParameterRow> expected = here();
        assertTrue(expected.stream().anyMatch(ParameterRow::diverged), "some rows diverge");
        Dataset<Row> result = SparkSweep.of(session(), sweep()).run();
        assertSame(expected, result.collectAsList());
        String file = folder.resolve("sweep.parquet").toString();
        result.write().parquet(file);
        List<Row> read = new ArrayList<>(session().read().parquet(file).collectAsList());
        read.sort(Comparator.comparing((Row row) -> row.<Long>getAs("combination"))
                .thenComparing(row -> row.<Double>getAs("current_nA")));
        assertSame(expected, read);
    }

    @Test
    void aDataFrameOfValuesKeepsItsColumns(@TempDir Path folder) {
        Dataset<Row> values = session()
                .sql("select 0.1 + id / 100.0D as HH_gNa, 3e-4D as HH_gLeak, id as draw from range(3)")
                .coalesce(1);
        List<Row> rows = SparkSweep.of(session(), sweep()).run(values).collectAsList();
        assertEquals(6, rows.size());
        List<ParameterRow> expected = new ArrayList<>();
        sweep().vary(ParameterList.of(
                        List.of("HH_gNa", "HH_gLeak"),
                        new double[][] {{0.1, 3e-4}, {0.1 + 1 / 100.0, 3e-4}, {0.1 + 2 / 100.0, 3e-4}}))
                .run(expected::add);
        assertSame(expected, rows);
        assertEquals(2L, rows.get(5).<Long>getAs("draw"));
        String missing = assertThrows(IllegalArgumentException.class, () -> SparkSweep.of(session(), sweep())
                        .run(values.withColumnRenamed("HH_gNa", "HH_gna")))
                .getMessage();
        assertTrue(missing.contains("no column 'HH_gNa'; did you mean 'HH_gna'?"), missing);
    }

    @Test
    void theFolderOfATableHasTheSameBytes(@TempDir Path folder) throws IOException {
        ParameterSweepTable.of(sweep(), folder.resolve("here")).write();
        ParameterSweepTable.of(sweep(), folder.resolve("there"))
                .on((sweep, run) -> SparkSweep.batches(session(), sweep, run))
                .write();
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("here/sweep.csv")),
                Files.readAllBytes(folder.resolve("there/sweep.csv")));
    }

    @Test
    void aCellOfAProgramCannotBeSent() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        ParameterSweep own = ParameterSweep.of(cell, cell.branch(0).comp(0))
                .vary(VariedParameter.of("HH_gNa", 0.1))
                .stimuli(sweep().stimuli());
        String message = assertThrows(IllegalArgumentException.class, () -> SparkSweep.of(session(), own)
                        .run())
                .getMessage();
        assertTrue(message.contains("describe it in a model file"), message);
    }
}
