package dev.huxley.report;

import dev.huxley.text.Markup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The HTML page of a report: facts, parameters, command, figure. All text from outside is escaped. */
final class ReportPage {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1f1f1f; --soft: #5f6368; --rule: #d9dce0; --paper: #ffffff;
              --shade: #f5f6f8; --accent: #0072b2; --warn: #b34700; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --soft: #a3a8ae; --rule: #3a3f45;
              --paper: #16181b; --shade: #1f2226; --accent: #56b4e9; --warn: #ff9d5c; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 2rem 1.5rem 3rem; max-width: 68rem; background: var(--paper); color: var(--ink);
              font: 15px/1.5 Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.1rem; margin: 2.25rem 0 0.75rem; }
            dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem 1.5rem; margin: 0; }
            dt { color: var(--soft); font-size: 0.85rem; }
            dd { margin: 0; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap; }
            th { color: var(--soft); font-weight: normal; font-size: 0.85rem; vertical-align: bottom; }
            th.number, td.number { text-align: right; }
            td.name { font-weight: 600; white-space: normal; overflow-wrap: anywhere; min-width: 8rem; }
            td.last, th.last { width: 99%; white-space: normal; }
            ul { margin: 0; padding-left: 1.2rem; }
            td.flag { color: var(--warn); font-weight: 600; }
            sup { line-height: 0; font-size: 0.75em; }
            .bar { display: block; width: 130px; height: 16px; }
            .bar line { stroke: var(--soft); stroke-width: 1; }
            .bar .start { fill: var(--paper); stroke: var(--soft); stroke-width: 1.5; }
            .bar .fitted { fill: var(--accent); }
            .flagged .bar .fitted { fill: var(--warn); }
            .key { color: var(--soft); font-size: 0.85rem; margin: 0.6rem 0 0; }
            figure { margin: 0; }
            figure > div { background: #ffffff; border: 1px solid var(--rule); border-radius: 6px; padding: 0.5rem; }
            figure svg { display: block; width: 100%; height: auto; }
            figure.model svg { width: auto; max-width: 100%; margin: auto; }
            figcaption { color: var(--soft); font-size: 0.9rem; margin-top: 0.6rem; }
            pre { background: var(--shade); border: 1px solid var(--rule); border-radius: 6px; padding: 0.8rem 1rem; margin: 0;
              white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.9rem; }
            @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --rule: #bbb; --paper: #fff; --shade: #fff;
              --accent: #0072b2; --warn: #b34700; }
              body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-after: avoid; }
              figure, tr, pre { break-inside: avoid; } figure > div { border: 0; padding: 0; }
              .scroll { overflow: visible; } table { font-size: 8.5pt; } th, td { padding: 0.2rem 0.35rem; }
              td.flag { white-space: normal; } td.name { min-width: 0; }
              figure svg { max-height: 24cm; } .bar { width: 90px; print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
            """;

    private final StringBuilder html = new StringBuilder();

    private ReportPage() {}

    /**
     * The page of a fit.
     *
     * @param date the date of the report
     * @param svg the figure as SVG
     * @param selection a sentence about the choice of sweeps, "" if all are shown
     * @param model a picture of the model as SVG, "" for none
     */
    static String of(ReportedFit fit, Instant date, String svg, String selection, String model) {
        ReportPage page = new ReportPage();
        String title = Markup.escaped(fit.title());
        page.html
                .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n");
        List<Fact> facts = new ArrayList<>(fit.facts());
        facts.add(new Fact("date", DATE.format(date)));
        page.facts(facts);
        page.parameters(fit.parameters());
        page.command(fit.command());
        page.figure(svg, selection);
        page.residuals(fit.sweeps());
        page.starts(fit.starts(), fit.bestStart());
        page.corrections(fit.corrections());
        page.fixed(fit.fixed());
        page.model(model);
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void facts(List<Fact> facts) {
        html.append("<dl>\n");
        for (Fact fact : facts) {
            html.append("<div><dt>").append(Markup.escaped(fact.name())).append("</dt><dd>");
            html.append(Markup.escaped(fact.value())).append("</dd></div>\n");
        }
        html.append("</dl>\n");
    }

    private void parameters(List<ReportedParameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        html.append("<h2>Parameters</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>name</th>");
        for (String heading : List.of("start", "fitted", "change", "lower", "upper")) {
            html.append("<th class=\"number\">").append(heading).append("</th>");
        }
        html.append("<th>unit</th><th>between its bounds</th><th></th></tr></thead>\n<tbody>\n");
        for (ReportedParameter parameter : parameters) {
            row(parameter);
        }
        html.append("</tbody>\n"
                        + "</table></div>\n"
                        + "<p class=\"key\">Between its bounds: open circle start, filled circle fitted; ")
                .append("a logarithmic scale where positive bounds are at least two decades apart.</p>\n");
    }

    private void row(ReportedParameter parameter) {
        String flag = parameter.flag();
        html.append(flag.isEmpty() ? "<tr>" : "<tr class=\"flagged\">");
        html.append("<td class=\"name\">")
                .append(Markup.escaped(parameter.name()))
                .append("</td>");
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
            html.append("<td class=\"number\">").append(cell).append("</td>");
        }
        html.append("<td>").append(Markup.escaped(parameter.unit())).append("</td><td>");
        if (parameter.bounded()) {
            bar(parameter);
        }
        html.append("</td><td class=\"flag\">").append(flag).append("</td></tr>\n");
    }

    private void bar(ReportedParameter parameter) {
        html.append("<svg class=\"bar\" viewBox=\"0 0 130 16\" role=\"img\"><title>")
                .append(parameter.logarithmic() ? "logarithmic scale" : "linear scale")
                .append("</title><line x1=\"10\" y1=\"8\" x2=\"120\" y2=\"8\"/>")
                .append("<line x1=\"10\" y1=\"3\" x2=\"10\" y2=\"13\"/><line x1=\"120\" y1=\"3\" x2=\"120\""
                        + " y2=\"13\"/>");
        circle("start", parameter.place(parameter.start()), "3.5");
        circle("fitted", parameter.place(parameter.fitted()), "4.5");
        html.append("</svg>");
    }

    private void circle(String kind, double place, String radius) {
        if (!Double.isNaN(place)) {
            double x = 10 + 110 * Math.max(-0.04, Math.min(1.04, place));
            html.append(String.format(
                    Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"8\" r=\"%s\"/>", kind, x, radius));
        }
    }

    private void figure(String svg, String selection) {
        html.append("<h2>Fit</h2>\n<figure><div>\n").append(svg).append("</div>\n<figcaption>");
        html.append(
                "Recording and model overlaid, the stimulus below; then the course of the fit from every" + " start.");
        if (!selection.isEmpty()) {
            html.append(' ').append(Markup.escaped(selection)).append("; traces.csv holds all of them.");
        }
        html.append("</figcaption></figure>\n");
    }

    private void residuals(List<ReportedSweep> sweeps) {
        if (sweeps.isEmpty()) {
            return;
        }
        html.append("<h2>Residuals</h2>\n");
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
        html.append("</tbody>\n"
                + "</table></div>\n"
                + "<p class=\"key\">Model minus recording; times from the start of the window.</p>\n");
    }

    private void starts(List<ReportedStart> starts, int best) {
        if (starts.isEmpty()) {
            return;
        }
        html.append("<h2>Starts</h2>\n");
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
        html.append("</tbody>\n</table></div>\n");
    }

    private void corrections(List<String> corrections) {
        if (!corrections.isEmpty()) {
            html.append("<h2>Corrections and assumptions</h2>\n<ul>\n");
            corrections.forEach(
                    text -> html.append("<li>").append(Markup.escaped(text)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private void fixed(List<FixedParameter> fixed) {
        if (fixed.isEmpty()) {
            return;
        }
        html.append("<h2>Fixed parameters</h2>\n");
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
        html.append("</tbody>\n</table></div>\n");
    }

    /** Begins a table with a name, numbers and a text in each row. */
    private void table(String name, List<String> numbers, String text) {
        html.append("<div class=\"scroll\"><table>\n<thead><tr><th>")
                .append(name)
                .append("</th>");
        numbers.forEach(
                heading -> html.append("<th class=\"number\">").append(heading).append("</th>"));
        html.append("<th class=\"last\">").append(text).append("</th></tr></thead>\n<tbody>\n");
    }

    private void row(boolean flagged, String name, List<String> numbers, String text) {
        html.append("<tr><td class=\"name\">").append(Markup.escaped(name)).append("</td>");
        numbers.forEach(
                number -> html.append("<td class=\"number\">").append(number).append("</td>"));
        html.append(flagged ? "<td class=\"last flag\">" : "<td class=\"last\">")
                .append(Markup.escaped(text))
                .append("</td></tr>\n");
    }

    private void model(String svg) {
        if (!svg.isEmpty()) {
            html.append("<h2>Model</h2>\n<figure class=\"model\"><div>\n")
                    .append(svg)
                    .append("</div>\n</figure>\n");
        }
    }

    private void command(String command) {
        if (!command.isBlank()) {
            html.append("<h2>Reproduce</h2>\n<pre>")
                    .append(Markup.escaped(command))
                    .append("</pre>\n");
        }
    }

    /** A number with six significant digits for people. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= -4 && power < 7) {
            return rounded.stripTrailingZeros().toPlainString().replace('-', '−');
        }
        String mantissa = rounded.scaleByPowerOfTen(-power).stripTrailingZeros().toPlainString();
        return (mantissa + "·10<sup>" + power + "</sup>").replace('-', '−');
    }
}
