package dev.huxley.cluster;

import dev.huxley.parametersweep.ParameterRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a result, computed batch by batch from the rows of values of a partition. */
final class SweptRows implements Iterator<Row> {
    private final Iterator<Row> values;
    private final byte[] job;
    private final int batch;
    /** For every parameter its column. */
    private final int[] places;

    private final String[] labels;
    private final double[] currents;
    private final Deque<Row> ready = new ArrayDeque<>();

    SweptRows(Iterator<Row> values, byte[] job, int batch, int[] places, String[] labels, double[] currents) {
        this.values = values;
        this.job = job;
        this.batch = batch;
        this.places = places;
        this.labels = labels;
        this.currents = currents;
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && values.hasNext()) {
            compute();
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more rows");
        }
        return ready.poll();
    }

    private void compute() {
        List<Row> taken = new ArrayList<>();
        while (taken.size() < batch && values.hasNext()) {
            taken.add(values.next());
        }
        double[][] combinations = taken.stream().map(this::parameters).toArray(double[][]::new);
        try {
            for (ParameterRow row : SweepTask.rows(job, 0, combinations)) {
                ready.add(row(taken.get((int) row.combination()), row));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the task was ended", e);
        }
    }

    private double[] parameters(Row row) {
        double[] parameters = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            if (!(row.get(places[i]) instanceof Number number)) {
                throw new IllegalArgumentException("a row of the table of values has " + row.get(places[i]) + " for "
                        + row.schema().fieldNames()[places[i]] + "; it must be a number");
            }
            parameters[i] = number.doubleValue();
        }
        return parameters;
    }

    private Row row(Row given, ParameterRow result) {
        double[] computed = result.values();
        List<Object> cells = new ArrayList<>(given.size() + computed.length + 3);
        for (int i = 0; i < given.size(); i++) {
            cells.add(given.get(i));
        }
        cells.add(labels[result.stimulus()]);
        cells.add(currents[result.stimulus()]);
        for (double value : computed) {
            cells.add(Double.isNaN(value) && !result.diverged() ? null : value);
        }
        cells.add(result.diverged());
        return RowFactory.create(cells.toArray());
    }
}
