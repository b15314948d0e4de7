package dev.huxley.engine.torch;

import dev.huxley.engine.RowReceiver;
import dev.huxley.engine.Run;
import java.util.Arrays;

/** The traces of a run row by row, with the values of some steps only. */
final class TraceRows {
    private final double[] values;
    private final int rows;
    /** The values of a recording in a row. */
    private final int columns;

    private final boolean[] lost;
    private final int every;

    TraceRows(Run run, int every) {
        long[] shape = run.traces().getShape().getShape();
        values = run.traces().toDoubleArray();
        rows = Math.toIntExact(shape[0]);
        columns = Math.toIntExact(shape[2]);
        this.every = every;
        lost = new boolean[rows];
        for (int row : run.lostRows()) {
            lost[row] = true;
        }
    }

    void handTo(RowReceiver receiver, int number) {
        int recordings = values.length / rows / columns;
        int kept = (columns - 1) / every + 1;
        float[] traces = new float[recordings * kept];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < traces.length; i++) {
                traces[i] = (float) values[(row * recordings + i / kept) * columns + i % kept * every];
            }
            if (lost[row]) {
                Arrays.fill(traces, Float.NaN);
            }
            receiver.accept(number, row, traces, 0, traces.length);
        }
    }
}
