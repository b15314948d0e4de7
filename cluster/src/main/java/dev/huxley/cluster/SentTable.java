package dev.huxley.cluster;

import dev.huxley.fit.job.JobReader;
import dev.huxley.fit.job.JobWriter;
import dev.huxley.parametersweep.ParameterGrid;
import dev.huxley.parametersweep.ParameterList;
import dev.huxley.parametersweep.ParameterTable;
import dev.huxley.parametersweep.VariedParameter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The table of a parameter sweep as bytes: of a grid the values of each parameter, of another table its rows. */
final class SentTable {
    private static final int VERSION = 2001;

    private SentTable() {}

    static byte[] bytes(ParameterTable table) {
        JobWriter out = new JobWriter(VERSION);
        out.add(table instanceof ParameterGrid ? 1 : 0).add(table.paths().size());
        table.paths().forEach(out::add);
        if (table instanceof ParameterGrid grid) {
            grid.parameters().forEach(parameter -> out.add(parameter.values()));
        } else {
            out.add(Math.toIntExact(table.combinations()));
            for (long number = 0; number < table.combinations(); number++) {
                out.add(table.values(number));
            }
        }
        return out.bytes();
    }

    static ParameterTable read(byte[] bytes) {
        JobReader in = new JobReader(bytes, VERSION);
        boolean isGrid = in.number(0, 1, "the kind of table") == 1;
        int count = in.number(1, Integer.MAX_VALUE, "the number of parameters");
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(in.text("a parameter"));
        }
        if (isGrid) {
            List<VariedParameter> parameters = new ArrayList<>();
            paths.forEach(path -> parameters.add(new VariedParameter(path, in.values("the values of a parameter"))));
            in.end();
            return ParameterGrid.of(parameters);
        }
        double[][] rows = IntStream.range(0, in.number(1, Integer.MAX_VALUE, "the number of combinations"))
                .mapToObj(row -> in.values("a combination"))
                .toArray(double[][]::new);
        in.end();
        return ParameterList.of(paths, rows);
    }

    /** The combinations of some batches as rows: their numbers from 1, and their values. */
    static Iterator<Row> rows(byte[] bytes, Iterator<Long> batches, int batch) {
        ParameterTable table = read(bytes);
        Iterable<Long> numbers = () -> batches;
        return StreamSupport.stream(numbers.spliterator(), false)
                .flatMap(
                        number -> LongStream.range(number * batch, Math.min((number + 1) * batch, table.combinations()))
                                .mapToObj(combination -> row(table, combination)))
                .iterator();
    }

    private static Row row(ParameterTable table, long combination) {
        double[] values = table.values(combination);
        Object[] cells = new Object[1 + values.length];
        cells[0] = combination + 1;
        for (int i = 0; i < values.length; i++) {
            cells[i + 1] = values[i];
        }
        return RowFactory.create(cells);
    }
}
