package dev.huxley.report;

import dev.huxley.text.CsvField;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The traces of all sweeps as comma separated values (RFC 4180), full precision, cells empty where a trace has ended. One
 * column time_ms if all sweeps have the same step, else one time column per sweep.
 */
final class TracesCsv {
    private TracesCsv() {}

    private record Column(String name, double[] values, double step) {
        String cell(int row, int rows) {
            if (values == null) {
                // Times are multiples of a decimal step: without the digits that only binary fractions have.
                return row < rows ? time(row * step) : "";
            }
            return row < values.length ? Double.toString(values[row]) : "";
        }
    }

    static void write(List<ReportedSweep> sweeps, Appendable out) throws IOException {
        boolean common =
                sweeps.stream().mapToDouble(ReportedSweep::dt).distinct().count() <= 1;
        List<Column> columns = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int rows = sweeps.stream().mapToInt(TracesCsv::length).max().orElse(0);
        for (ReportedSweep sweep : sweeps) {
            if (columns.isEmpty() || !common) {
                columns.add(new Column(common ? "time_ms" : sweep.label() + " time_ms", null, sweep.dt()));
                lengths.add(common ? rows : length(sweep));
            }
            columns.add(new Column(sweep.label() + " recorded_mV", sweep.recorded(), 0));
            columns.add(new Column(sweep.label() + " model_mV", sweep.model(), 0));
            columns.add(new Column(sweep.label() + " stimulus_nA", sweep.stimulus(), 0));
            lengths.addAll(List.of(0, 0, 0));
        }
        for (int c = 0; c < columns.size(); c++) {
            out.append(c == 0 ? "" : ",").append(CsvField.quoted(columns.get(c).name()));
        }
        out.append(sweeps.isEmpty() ? "time_ms\n" : "\n");
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns.size(); c++) {
                out.append(c == 0 ? "" : ",").append(columns.get(c).cell(row, lengths.get(c)));
            }
            out.append('\n');
        }
    }

    private static int length(ReportedSweep sweep) {
        return Math.max(sweep.recorded().length, sweep.stimulus().length);
    }

    private static String time(double milliseconds) {
        BigDecimal rounded = new BigDecimal(milliseconds).round(new MathContext(12));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
