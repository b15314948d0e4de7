package dev.huxley.report;

import dev.huxley.report.HtmlTable.Column;
import dev.huxley.report.HtmlTable.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The HTML page of a fit by features: the verdict first, then what it rests on, from the sweeps to the versions. */
final class FeaturePage {
    private final ReportedFeatureFit fit;
    private final HtmlPage page;

    private FeaturePage(ReportedFeatureFit fit, HtmlPage page) {
        this.fit = fit;
        this.page = page;
    }

    /**
     * The page of a fit.
     *
     * @param date the date of the report
     * @param figure its figures
     * @param model a picture of the model as SVG, "" for none
     */
    static String of(ReportedFeatureFit fit, Instant date, FeatureFigure figure, String model) {
        return new FeaturePage(fit, new HtmlPage(fit.title())).page(date, figure, model);
    }

    /** The outcome of the fit, as a part of another page: verdict, z-scores, parameters. */
    static String part(ReportedFeatureFit fit) {
        FeaturePage part = new FeaturePage(fit, HtmlPage.part());
        part.verdict();
        part.page.facts(part.numbers());
        part.scores();
        part.values();
        return part.page.endPart();
    }

    private String page(Instant date, FeatureFigure figure, String model) {
        verdict();
        List<Fact> facts = numbers();
        facts.addAll(fit.facts());
        facts.add(new Fact("date", HtmlPage.date(date)));
        page.facts(facts);
        sweeps();
        figures(figure);
        scores();
        values();
        models();
        ladder();
        features();
        recording();
        page.model(model).command(fit.command());
        if (!fit.command().isBlank() && !fit.effort().repetition().isBlank()) {
            page.key(fit.effort().repetition());
        }
        return page.end();
    }

    private List<Fact> numbers() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("fitted sweeps", fit.scores(false).words()));
        facts.add(new Fact("held-out sweeps", fit.scores(true).words()));
        facts.add(new Fact("search", fit.effort().words()));
        return facts;
    }

    private void scores() {
        if (fit.sweeps().stream().anyMatch(sweep -> !sweep.features().isEmpty())) {
            page.heading("Z-scores");
            ZTable.add(page, fit.sweeps());
            page.key(ZTable.KEY);
        }
    }

    private void verdict() {
        ReportedVerdict verdict = fit.verdict();
        page.raw(
                verdict.accepted()
                        ? "<div class=\"verdict accepted\"><p><strong>"
                        : "<div class=\"verdict\"><p><strong>");
        page.text(verdict.grade()).raw("</strong>");
        if (verdict.accepted()) {
            page.text(" (" + fit.ensemble() + ")");
        }
        page.raw("</p>\n").bullets(verdict.sentences()).raw("</div>\n");
    }

    private void sweeps() {
        if (fit.sweeps().isEmpty()) {
            return;
        }
        page.heading("Sweeps");
        HtmlTable table = HtmlTable.begin(
                page,
                new Column("sweep", Kind.NAME),
                new Column("protocol", Kind.TEXT),
                new Column("pA", Kind.NUMBER),
                new Column("", Kind.TEXT),
                new Column("spikes, model", Kind.NUMBER),
                new Column("recording", Kind.NUMBER),
                new Column("mean |z|", Kind.NUMBER),
                new Column("largest z", Kind.NUMBER),
                new Column("of", Kind.LAST));
        for (ReportedResponse sweep : fit.sweeps()) {
            table.row(
                    false,
                    sweep.label(),
                    sweep.protocol(),
                    HtmlPage.number(sweep.amplitude() * 1e3, 4),
                    sweep.role(),
                    HtmlPage.number(sweep.modelSpikes(), 4),
                    HtmlPage.number(sweep.recordedSpikes(), 4),
                    ZScores.of(List.of(sweep)).meanText(),
                    sweep.worst().map(worst -> ZScores.markup(worst.z())).orElse(""),
                    sweep.worst().map(ReportedFeature::name).orElse(""));
        }
        table.end();
    }

    private void figures(FeatureFigure figure) {
        if (!fit.sweeps().isEmpty()) {
            page.heading("Traces");
            String selection = figure.selection();
            page.figure(
                    figure.traces().toSvg(),
                    "Recording and model over each other, the stimulus below."
                            + (selection.isEmpty() ? "" : " " + selection + "; traces.csv holds all of them."));
        }
        figure.curves().ifPresent(curves -> {
            boolean hasRates = !fit.rates().isEmpty();
            boolean hasSearch = !fit.courses().isEmpty();
            page.heading(hasRates && hasSearch ? "Firing rate and search" : hasRates ? "Firing rate" : "Search")
                    .figure(
                            curves.toSvg(),
                            (hasRates ? "Firing rate against the current of the steps, held-out sweeps in blue. " : "")
                                    + (hasSearch
                                            ? "The best score so far against the number of evaluations, of every restart of"
                                                    + " every model and of all of them."
                                            : ""));
        });
    }

    private void values() {
        if (fit.values().isEmpty()) {
            return;
        }
        boolean several = fit.models().size() > 1;
        page.heading("Parameters");
        List<Column> columns =
                new ArrayList<>(List.of(new Column("name", Kind.NAME), new Column("fitted", Kind.NUMBER)));
        if (several) {
            columns.add(new Column("smallest", Kind.NUMBER));
            columns.add(new Column("largest", Kind.NUMBER));
        }
        columns.add(new Column("lower", Kind.NUMBER));
        columns.add(new Column("upper", Kind.NUMBER));
        columns.add(new Column("unit", Kind.TEXT));
        columns.add(new Column("between its bounds", Kind.MARKUP));
        columns.add(new Column("", Kind.FLAG));
        HtmlTable table = HtmlTable.begin(page, columns.toArray(Column[]::new));
        for (ReportedValue value : fit.values()) {
            ReportedModel.Spread spread = ReportedModel.Spread.of(fit.models(), value.path());
            List<String> cells = new ArrayList<>(List.of(value.path(), HtmlPage.number(value.value(), 5)));
            if (several) {
                cells.add(HtmlPage.number(spread.smallest(), 5));
                cells.add(HtmlPage.number(spread.largest(), 5));
            }
            cells.add(HtmlPage.number(value.lower(), 4));
            cells.add(HtmlPage.number(value.upper(), 4));
            cells.add(value.unit());
            cells.add(bar(value, spread));
            cells.add(value.flag());
            table.row(!value.flag().isEmpty(), cells.toArray(String[]::new));
        }
        table.end();
        page.key("Between its bounds: open circle the model as given, filled circle best model"
                + (several ? ", wide line all accepted models (smallest and largest in the table)" : "")
                + "; on the scale of the search, linear or logarithmic.");
    }

    private static String bar(ReportedValue value, ReportedModel.Spread spread) {
        if (!value.bounded()) {
            return "";
        }
        return new BoundsBar(value.logarithmic())
                .spread(value.place(spread.smallest()), value.place(spread.largest()))
                .start(value.place(value.start()))
                .fitted(value.place(value.value()))
                .svg();
    }

    private void models() {
        if (fit.models().isEmpty()) {
            return;
        }
        page.heading(fit.verdict().accepted() ? "Accepted models" : "Best model");
        HtmlTable table = HtmlTable.begin(
                page,
                new Column("number", Kind.NUMBER),
                new Column("score, fitted", Kind.NUMBER),
                new Column("held out", Kind.NUMBER),
                new Column("verdict", Kind.TEXT),
                new Column("model", Kind.LAST));
        for (int i = 0; i < fit.models().size(); i++) {
            ReportedModel model = fit.models().get(i);
            table.row(
                    false,
                    Integer.toString(i + 1),
                    HtmlPage.number(model.fittedScore(), 4),
                    HtmlPage.number(model.heldOutScore(), 4),
                    model.grade(),
                    model.name());
        }
        table.end();
        page.key("Scores: the mean of z squared, linear beyond 10. models.csv has all values of every model.");
    }

    private void ladder() {
        if (fit.ladder().isEmpty()) {
            return;
        }
        page.heading("Ladder of models");
        HtmlTable table = HtmlTable.begin(
                page,
                new Column("free values", Kind.NUMBER),
                new Column("evaluations", Kind.NUMBER),
                new Column("score, fitted", Kind.NUMBER),
                new Column("held out", Kind.NUMBER),
                new Column("largest |z|, fitted", Kind.NUMBER),
                new Column("held out", Kind.NUMBER),
                new Column("model", Kind.LAST));
        for (ReportedRung rung : fit.ladder()) {
            table.row(
                    false,
                    Integer.toString(rung.freeValues()),
                    Long.toString(rung.evaluations()),
                    HtmlPage.number(rung.fittedScore(), 4),
                    HtmlPage.number(rung.heldOutScore(), 4),
                    HtmlPage.number(rung.largestFitted(), 3),
                    HtmlPage.number(rung.largestHeldOut(), 3),
                    rung.words());
        }
        table.end();
    }

    private void features() {
        List<ReportedResponse> compared = fit.sweeps().stream()
                .filter(sweep -> !sweep.features().isEmpty())
                .toList();
        if (compared.isEmpty()) {
            return;
        }
        page.heading("Features").raw("<div class=\"sheets\">\n");
        for (ReportedResponse sweep : compared) {
            page.raw("<div><h3>").text(sweep.label() + ", " + sweep.role()).raw("</h3>\n");
            HtmlTable table = HtmlTable.begin(
                    page,
                    new Column("feature", Kind.NAME),
                    new Column("model", Kind.NUMBER),
                    new Column("recording", Kind.NUMBER),
                    new Column("± s.d.", Kind.NUMBER),
                    new Column("unit", Kind.TEXT),
                    new Column("z", Kind.NUMBER));
            for (ReportedFeature feature : sweep.features()) {
                table.row(
                        false,
                        feature.name(),
                        Double.isNaN(feature.model()) ? "missing" : HtmlPage.number(feature.model(), 4),
                        HtmlPage.number(feature.target(), 4),
                        HtmlPage.number(feature.deviation(), 3),
                        feature.unit(),
                        ZScores.markup(feature.z()));
            }
            table.end();
            page.raw("</div>\n");
        }
        page.raw("</div>\n");
    }

    private void recording() {
        ReportedRecording recording = fit.recording();
        if (!recording.facts().isEmpty() || !recording.checks().isEmpty()) {
            page.heading("Recording");
        }
        if (!recording.facts().isEmpty()) {
            page.facts(recording.facts());
        }
        if (!recording.checks().isEmpty()) {
            page.raw("<h3>Quality</h3>\n");
            QualityTable.add(page, recording.checks());
        }
        if (!recording.warnings().isEmpty()) {
            page.heading("Warnings").bullets(recording.warnings());
        }
        if (!recording.corrections().isEmpty()) {
            page.heading("Corrections and assumptions").bullets(recording.corrections());
        }
    }
}
