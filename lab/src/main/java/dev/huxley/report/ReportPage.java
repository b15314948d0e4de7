package dev.huxley.report;

import dev.huxley.text.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The HTML page of a report: facts, parameters, command, figure. */
final class ReportPage {
    private final HtmlPage html;

    private ReportPage(HtmlPage html) {
        this.html = html;
    }

    /**
     * The page of a fit.
     *
     * @param date the date of the report
     * @param svg the figure as SVG
     * @param selection a sentence about the choice of sweeps, "" if all are shown
     * @param model a picture of the model as SVG, "" for none
     */
    static String of(ReportedFit fit, Instant date, String svg, String selection, String model) {
        ReportPage page = new ReportPage(new HtmlPage(fit.title()));
        List<Fact> facts = new ArrayList<>(fit.facts());
        facts.add(new Fact("date", HtmlPage.date(date)));
        page.html.facts(facts);
        page.parameters(fit.parameters());
        page.html.command(fit.command());
        page.figure(svg, selection);
        page.residuals(fit.sweeps());
        page.starts(fit.starts(), fit.bestStart());
        page.corrections(fit.corrections());
        page.fixed(fit.fixed());
        page.html.model(model);
        return page.html.end();
    }

    /** The outcome of the fit, as a part of another page: parameters, residuals, corrections. */
    static String part(ReportedFit fit) {
        ReportPage part = new ReportPage(HtmlPage.part());
        part.parameters(fit.parameters());
        part.residuals(fit.sweeps());
        part.corrections(fit.corrections());
        return part.html.endPart();
    }

    private void parameters(List<ReportedParameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        html.raw("<h2>Parameters</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>name</th>");
        for (String heading : List.of("start", "fitted", "change", "lower", "upper")) {
            html.raw("<th class=\"number\">").raw(heading).raw("</th>");
        }
        html.raw("<th>unit</th><th>between its bounds</th><th></th></tr></thead>\n<tbody>\n");
        for (ReportedParameter parameter : parameters) {
            row(parameter);
        }
        html.raw("</tbody>\n"
                        + "</table></div>\n"
                        + "<p class=\"key\">Between its bounds: open circle start, filled circle fitted; ")
                .raw("a logarithmic scale where positive bounds are at least two decades apart.</p>\n");
    }

    private void row(ReportedParameter parameter) {
        String flag = parameter.flag();
        html.raw(flag.isEmpty() ? "<tr>" : "<tr class=\"flagged\">");
        html.raw("<td class=\"name\">").raw(Markup.escaped(parameter.name())).raw("</td>");
        double change = (parameter.fitted() - parameter.start()) / Math.abs(parameter.start());
        String percent = Double.isFinite(change) && Math.abs(change) < 100
                ? String.format(Locale.ROOT, "%+.1f %%", 100 * change).replace('-', '−')
                : "–";
        for (String cell : List.of(
                number(parameter.start()),
                number(parameter.fitted()),
                percent,
                number(parameter.lower()),
                number(parameter.upper()))) {
            html.raw("<td class=\"number\">").raw(cell).raw("</td>");
        }
        html.raw("<td>").raw(Markup.escaped(parameter.unit())).raw("</td><td>");
        if (parameter.bounded()) {
            html.raw(new BoundsBar(parameter.logarithmic())
                    .start(parameter.place(parameter.start()))
                    .fitted(parameter.place(parameter.fitted()))
                    .svg());
        }
        html.raw("</td><td class=\"flag\">").raw(flag).raw("</td></tr>\n");
    }

    private void figure(String svg, String selection) {
        html.heading("Fit")
                .figure(
                        svg,
                        "Recording and model overlaid, the stimulus below; then the course of the fit from every start."
                                + (selection.isEmpty() ? "" : " " + selection + "; traces.csv holds all of them."));
    }

    private void residuals(List<ReportedSweep> sweeps) {
        if (sweeps.isEmpty()) {
            return;
        }
        html.raw("<h2>Residuals</h2>\n");
        table("sweep", List.of("rms, mV", "largest, mV", "at, ms"), "");
        for (ReportedSweep sweep : sweeps) {
            int largest = sweep.largestResidual();
            row(
                    false,
                    sweep.label(),
                    List.of(
                            number(sweep.rootMeanSquare()),
                            number(sweep.residual(largest)),
                            number(largest < 0 ? Double.NaN : largest * sweep.dt())),
                    "");
        }
        html.raw("</tbody>\n"
                + "</table></div>\n"
                + "<p class=\"key\">Model minus recording; times from the start of the window.</p>\n");
    }

    private void starts(List<ReportedStart> starts, int best) {
        if (starts.isEmpty()) {
            return;
        }
        html.raw("<h2>Starts</h2>\n");
        table("start", List.of("loss at start", "smallest loss", "iterations"), "");
        for (int i = 0; i < starts.size(); i++) {
            ReportedStart start = starts.get(i);
            String outcome = start.failure().isEmpty() ? i == best ? "best" : "" : "failed in " + start.failure();
            row(
                    !start.failure().isEmpty(),
                    Integer.toString(i + 1),
                    List.of(number(start.first()), number(start.best()), Integer.toString(start.losses().length)),
                    outcome);
        }
        html.raw("</tbody>\n</table></div>\n");
    }

    private void corrections(List<String> corrections) {
        if (!corrections.isEmpty()) {
            html.heading("Corrections and assumptions").bullets(corrections);
        }
    }

    private void fixed(List<FixedParameter> fixed) {
        if (fixed.isEmpty()) {
            return;
        }
        html.raw("<h2>Fixed parameters</h2>\n");
        table("name", List.of("value"), "unit");
        for (FixedParameter parameter : fixed) {
            String smallest = number(parameter.smallest());
            String largest = number(parameter.largest());
            row(
                    false,
                    parameter.name(),
                    List.of(smallest.equals(largest) ? smallest : smallest + " to " + largest),
                    parameter.unit());
        }
        html.raw("</tbody>\n</table></div>\n");
    }

    /** Begins a table with a name, numbers and a text in each row. */
    private void table(String name, List<String> numbers, String text) {
        html.raw("<div class=\"scroll\"><table>\n<thead><tr><th>").raw(name).raw("</th>");
        numbers.forEach(
                heading -> html.raw("<th class=\"number\">").raw(heading).raw("</th>"));
        html.raw("<th class=\"last\">").raw(text).raw("</th></tr></thead>\n<tbody>\n");
    }

    private void row(boolean flagged, String name, List<String> numbers, String text) {
        html.raw("<tr><td class=\"name\">").raw(Markup.escaped(name)).raw("</td>");
        numbers.forEach(number -> html.raw("<td class=\"number\">").raw(number).raw("</td>"));
        html.raw(flagged ? "<td class=\"last flag\">" : "<td class=\"last\">")
                .raw(Markup.escaped(text))
                .raw("</td></tr>\n");
    }

    /** A number with six significant digits for people. */
    static String number(double value) {
        return HtmlPage.number(value, 6);
    }
}
