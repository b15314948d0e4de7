package dev.huxley.report;

import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of a fit by features in short, as lines for a console: the ladder, the sweeps with their spikes and largest z,
 * the parameters with their bounds, and the verdict. Immutable.
 */
public final class ConsoleSummary {
    private final ReportedFeatureFit fit;

    private ConsoleSummary(ReportedFeatureFit fit) {
        this.fit = fit;
    }

    /** The summary of a fit. */
    public static ConsoleSummary of(ReportedFeatureFit fit) {
        return new ConsoleSummary(fit);
    }

    /** The lines, without line ends. Control characters of names are written out. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, ladder());
        add(lines, sweeps());
        add(lines, values());
        verdict(lines);
        return lines;
    }

    /** The lines, and after them the files that were written. */
    public List<String> lines(WrittenReport written) {
        List<String> lines = lines();
        lines.addAll(written(written));
        return lines;
    }

    /** The lines about files that were written, for a console that has printed the others before there were files. */
    public static List<String> written(WrittenReport written) {
        List<String> lines = new ArrayList<>();
        written.notes().forEach(note -> lines.add("Note       " + printable(note)));
        written.files().forEach(file -> lines.add("Wrote      " + printable(file.toString())));
        return lines;
    }

    private static void add(List<String> lines, TextTable table) {
        List<String> rows = table.lines();
        // The heading alone says nothing.
        if (rows.size() > 1) {
            lines.addAll(rows);
            lines.add("");
        }
    }

    private TextTable ladder() {
        TextTable table = new TextTable(
                ">values", ">evaluated", ">fitted", ">held out", ">max |z|", "model (scores: mean of z squared)");
        for (ReportedRung rung : fit.ladder()) {
            table.row(
                    Integer.toString(rung.freeValues()),
                    Long.toString(rung.evaluations()),
                    number(rung.fittedScore(), 3),
                    number(rung.heldOutScore(), 3),
                    number(rung.largestFitted(), 3),
                    rung.words());
        }
        return table;
    }

    private TextTable sweeps() {
        TextTable table =
                new TextTable("sweep", ">pA", "", ">spikes (model/recording)", ">mean |z|", ">largest z", "of");
        for (ReportedResponse sweep : fit.sweeps()) {
            boolean counted = !Double.isNaN(sweep.modelSpikes()) || !Double.isNaN(sweep.recordedSpikes());
            table.row(
                    sweep.label(),
                    number(sweep.amplitude() * 1e3, 4),
                    sweep.role(),
                    counted ? number(sweep.modelSpikes(), 4) + "/" + number(sweep.recordedSpikes(), 4) : "",
                    ZScores.of(List.of(sweep)).meanText(),
                    sweep.worst().map(worst -> ZScores.text(worst.z())).orElse(""),
                    sweep.worst().map(ReportedFeature::name).orElse(""));
        }
        return table;
    }

    private TextTable values() {
        boolean several = fit.models().size() > 1;
        TextTable table = several
                ? new TextTable("parameter", ">fitted", ">smallest", ">largest", ">lower", ">upper", "unit", "")
                : new TextTable("parameter", ">fitted", ">lower", ">upper", "unit", "");
        for (ReportedValue value : fit.values()) {
            ReportedModel.Spread spread = ReportedModel.Spread.of(fit.models(), value.path());
            List<String> cells = new ArrayList<>(List.of(value.path(), number(value.value(), 5)));
            if (several) {
                cells.add(number(spread.smallest(), 5));
                cells.add(number(spread.largest(), 5));
            }
            cells.add(number(value.lower(), 4));
            cells.add(number(value.upper(), 4));
            cells.add(value.unit());
            cells.add(value.flag());
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private void verdict(List<String> lines) {
        ReportedVerdict verdict = fit.verdict();
        lines.add("Result     " + printable(verdict.grade())
                + (verdict.accepted() ? " (" + fit.ensemble() + ")" : "")
                + ": " + printable(fit.effort().words()));
        lines.add("           fitted sweeps: " + fit.scores(false).words());
        lines.add("           held-out sweeps: " + fit.scores(true).words());
        verdict.sentences().forEach(sentence -> lines.add("Note       " + printable(sentence)));
    }

    private static String number(double value, int digits) {
        return TextTable.number(value, digits);
    }

    private static String printable(String text) {
        return Quotation.printable(text.strip().replaceAll("\\s+", " "));
    }

    @Override
    public String toString() {
        return Brief.of("ConsoleSummary[" + fit + "]");
    }
}
