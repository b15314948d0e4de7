package dev.huxley.report;

import dev.huxley.text.Markup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A self-contained HTML page in the style of all reports, written from top to bottom: no scripts, nothing from the network,
 * light or dark as the reader likes, fit for print. All text is escaped, except what is added by {@link #raw}.
 */
final class HtmlPage {
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
            .verdict { border: 1px solid var(--rule); border-left: 6px solid var(--warn); border-radius: 6px; background: var(--shade);
              padding: 0.7rem 1rem; margin: 0 0 1.25rem; }
            .verdict.accepted { border-left-color: var(--accent); }
            .verdict p { margin: 0; } .verdict strong { font-size: 1.15rem; } .verdict ul { margin-top: 0.4rem; }
            h3 { font-size: 0.95rem; margin: 1.25rem 0 0.4rem; overflow-wrap: anywhere; }
            table.z { width: auto; } table.z th.number { white-space: normal; overflow-wrap: anywhere; min-width: 4.6rem; max-width: 8rem; }
            .mark { display: inline-block; width: 0.75em; text-align: left; }
            td small { display: block; color: inherit; }
            .z1, .z2, .z3 { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
            .z1 { background: #e3f0f8; color: #1a1a1a; } .z2 { background: #fbe3b3; color: #1a1a1a; font-weight: 600; }
            .z3 { background: #f0a878; color: #1a1a1a; font-weight: 700; }
            .sheets { display: grid; grid-template-columns: repeat(auto-fill, minmax(30rem, 1fr)); gap: 0 2rem; }
            .sheets > div { min-width: 0; break-inside: avoid; } .sheets table { font-size: 0.87rem; }
            .sheets th, .sheets td { padding: 0.25rem 0.4rem; }
            .bar .spread { stroke: var(--accent); stroke-width: 5; opacity: 0.35; }
            @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --rule: #bbb; --paper: #fff; --shade: #fff;
              --accent: #0072b2; --warn: #b34700; }
              body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-after: avoid; }
              figure, tr, pre { break-inside: avoid; } figure > div { border: 0; padding: 0; }
              .scroll { overflow: visible; } table { font-size: 8.5pt; } th, td { padding: 0.2rem 0.35rem; }
              td.flag { white-space: normal; } td.name { min-width: 4.5rem; } table.z th.number { min-width: 0; }
              figure svg { max-height: 24cm; } .sheets { display: block; columns: 2; column-gap: 1rem; } .sheets table { font-size: 7pt; } .sheets th, .sheets td { padding: 0.12rem 0.2rem; } .bar { width: 90px; print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
            """;

    /** The opening tag of a part of another page, with a style that takes the colors and letters around it. */
    private static final String PART =
            """
            <div class="huxley-report">
            <style>
            div.huxley-report h2, div.huxley-report h3 { font-size: 1em; margin: 1em 0 .3em; }
            div.huxley-report dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: .4em 1.5em;
              margin: .5em 0; }
            div.huxley-report dt, div.huxley-report .key { opacity: .75; font-size: .9em; font-weight: normal; }
            div.huxley-report dt { float: none; width: auto; padding: 0; } div.huxley-report dd { margin: 0; padding: 0; width: auto; }
            div.huxley-report .scroll { overflow-x: auto; }
            div.huxley-report table { border-collapse: collapse; margin: .2em 0; table-layout: auto; }
            div.huxley-report .scroll th, div.huxley-report .scroll td { text-align: left; vertical-align: middle; padding: .2em .8em .2em .3em; border: 0;
              border-bottom: 1px solid rgba(128, 128, 128, .3); }
            div.huxley-report .scroll th.number, div.huxley-report .scroll td.number { text-align: right; font-variant-numeric: tabular-nums; }
            div.huxley-report .verdict { border-left: 5px solid #d55e00; padding: .3em .9em; margin: .5em 0;
              background: rgba(128, 128, 128, .1); }
            div.huxley-report .verdict.accepted { border-left-color: #0072b2; } div.huxley-report .verdict p { margin: 0; }
            div.huxley-report td.flag { color: #d55e00; font-weight: 600; }
            div.huxley-report td small { display: block; } div.huxley-report .mark { display: inline-block; width: .75em; text-align: left; }
            div.huxley-report .z1 { background: rgba(0, 114, 178, .12); }
            div.huxley-report .z2 { background: rgba(230, 159, 0, .35); font-weight: 600; }
            div.huxley-report .z3 { background: rgba(213, 94, 0, .5); font-weight: 700; }
            div.huxley-report .bar { display: block; width: 130px; height: 16px; }
            div.huxley-report .bar line { stroke: currentColor; stroke-width: 1; opacity: .6; }
            div.huxley-report .bar .spread { stroke: #0072b2; stroke-width: 5; opacity: .4; }
            div.huxley-report .bar .start { fill: none; stroke: currentColor; stroke-width: 1.5; }
            div.huxley-report .bar .fitted { fill: #2b8cc4; } div.huxley-report .flagged .bar .fitted { fill: #d55e00; }
            </style>
            """;

    private final StringBuilder html = new StringBuilder();

    /** Begins a page with its title as the first heading. */
    HtmlPage(String title) {
        String escaped = Markup.escaped(title);
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(escaped)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped)
                .append("</h1>\n");
    }

    private HtmlPage() {}

    /** Begins a part of a page that has styles of its own, such as a notebook; {@link #endPart} ends it. */
    static HtmlPage part() {
        return new HtmlPage().raw(PART);
    }

    /** A date as pages show it. */
    static String date(Instant moment) {
        return DATE.format(moment);
    }

    /** Adds markup as it is. */
    HtmlPage raw(String markup) {
        html.append(markup);
        return this;
    }

    HtmlPage text(String text) {
        return raw(Markup.escaped(text));
    }

    HtmlPage heading(String text) {
        return raw("<h2>").text(text).raw("</h2>\n");
    }

    HtmlPage facts(List<Fact> facts) {
        raw("<dl>\n");
        for (Fact fact : facts) {
            raw("<div><dt>").text(fact.name()).raw("</dt><dd>").text(fact.value());
            raw("</dd></div>\n");
        }
        return raw("</dl>\n");
    }

    /** Adds a list of sentences; nothing if there are none. */
    HtmlPage bullets(List<String> sentences) {
        if (!sentences.isEmpty()) {
            raw("<ul>\n");
            sentences.forEach(text -> raw("<li>").text(text).raw("</li>\n"));
            raw("</ul>\n");
        }
        return this;
    }

    /** Adds a figure (SVG) with a caption, "" for none. */
    HtmlPage figure(String svg, String caption) {
        raw("<figure><div>\n").raw(svg).raw("</div>\n");
        if (!caption.isEmpty()) {
            raw("<figcaption>").text(caption).raw("</figcaption>");
        }
        return raw("</figure>\n");
    }

    /** Adds the picture of a model (SVG) under its heading; nothing if there is none. */
    HtmlPage model(String svg) {
        if (!svg.isEmpty()) {
            heading("Model").raw("<figure class=\"model\"><div>\n").raw(svg).raw("</div>\n</figure>\n");
        }
        return this;
    }

    /** Adds the command line that repeats a fit; nothing if there is none. */
    HtmlPage command(String command) {
        if (!command.isBlank()) {
            heading("Reproduce").raw("<pre>").text(command).raw("</pre>\n");
        }
        return this;
    }

    /** Adds an explanation below a table. */
    HtmlPage key(String text) {
        return raw("<p class=\"key\">").text(text).raw("</p>\n");
    }

    /** Ends the page and returns all of it. */
    String end() {
        return html.append("</body>\n</html>\n").toString();
    }

    /** Ends a part and returns all of it. */
    String endPart() {
        return html.append("</div>\n").toString();
    }

    /** A number with this many significant digits for people, as markup. */
    static String number(double value, int digits) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= -4 && power < 7) {
            return rounded.stripTrailingZeros().toPlainString().replace('-', '−');
        }
        String mantissa = rounded.scaleByPowerOfTen(-power).stripTrailingZeros().toPlainString();
        return (mantissa + "·10<sup>" + power + "</sup>").replace('-', '−');
    }
}
