package dev.huxley.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The z-scores of a fit in tables, a row for a feature and a column for a sweep. Each protocol has a table of its fitted
 * and one of its held-out sweeps, wide ones are split. The color of a cell repeats what its marks say.
 */
final class ZTable {
    /** As many as fit on a printed page. */
    private static final int MOST_COLUMNS = 10;

    static final String KEY = "Z-scores: model minus recording in standard deviations. One exclamation mark: beyond "
            + (int) ZScores.ACCEPTED + "; two: beyond " + (int) ZScores.LIMIT
            + ". Missing: the model does not have the feature; its z is a graded distance from having it.";

    private final HtmlPage page;

    private ZTable(HtmlPage page) {
        this.page = page;
    }

    /** Adds the tables of all sweeps that have features. */
    static void add(HtmlPage page, List<ReportedResponse> sweeps) {
        // Protocols in the order of their first sweeps, fitted ones before held-out ones.
        Map<String, List<ReportedResponse>> groups = new LinkedHashMap<>();
        for (ReportedResponse sweep : sweeps) {
            for (boolean heldOut : new boolean[] {false, true}) {
                List<ReportedResponse> group =
                        groups.computeIfAbsent(title(sweep.protocol(), heldOut), key -> new ArrayList<>());
                if (sweep.heldOut() == heldOut && !sweep.features().isEmpty()) {
                    group.add(sweep);
                }
            }
        }
        ZTable table = new ZTable(page);
        groups.forEach((title, group) -> {
            for (int from = 0; from < group.size(); from += MOST_COLUMNS) {
                table.add(title, group.subList(from, Math.min(group.size(), from + MOST_COLUMNS)));
            }
        });
    }

    private static String title(String protocol, boolean heldOut) {
        String role = heldOut ? "held out" : "fitted";
        return protocol.isEmpty() ? role : protocol + ", " + role;
    }

    private void add(String title, List<ReportedResponse> sweeps) {
        page.raw("<h3>").text(title).raw("</h3>\n<div class=\"scroll\"><table class=\"z\">\n");
        page.raw("<thead><tr><th>feature</th>");
        for (ReportedResponse sweep : sweeps) {
            page.raw("<th class=\"number\">").text(sweep.label()).raw("<br/>");
            page.raw(HtmlPage.number(sweep.amplitude() * 1e3, 4)).raw(" pA</th>");
        }
        page.raw("</tr></thead>\n<tbody>\n");
        List<String> names = sweeps.stream()
                .flatMap(sweep -> sweep.features().stream())
                .map(ReportedFeature::name)
                .distinct()
                .toList();
        for (String name : names) {
            page.raw("<tr><td class=\"name\">").text(name).raw("</td>");
            sweeps.forEach(sweep -> cell(sweep.feature(name)));
            page.raw("</tr>\n");
        }
        page.raw("<tr><td>mean |z|</td>");
        for (ReportedResponse sweep : sweeps) {
            page.raw("<td class=\"number\">");
            page.raw(ZScores.of(List.of(sweep)).meanText()).raw("</td>");
        }
        page.raw("</tr>\n</tbody>\n</table></div>\n");
    }

    private void cell(Optional<ReportedFeature> found) {
        if (found.isEmpty()) {
            page.raw("<td class=\"number\"></td>");
            return;
        }
        ReportedFeature feature = found.get();
        boolean isMissing = Double.isNaN(feature.model());
        page.raw("<td class=\"number z" + ZScores.band(feature.z()) + "\" title=\"");
        page.text("model " + (isMissing ? "none" : plain(feature.model())) + ", recorded " + plain(feature.target())
                + " ± " + plain(feature.deviation()) + " " + feature.unit());
        page.raw("\">").raw(ZScores.markup(feature.z()));
        page.raw(isMissing ? "<small>missing</small></td>" : "</td>");
    }

    private static String plain(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.4g", value);
    }
}
