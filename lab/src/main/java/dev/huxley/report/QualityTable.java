package dev.huxley.report;

import dev.huxley.report.HtmlTable.Column;
import dev.huxley.report.HtmlTable.Kind;
import dev.huxley.report.ReportedRecording.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checks of a recording's quality in a table, a row for a sweep and a column for a check with its limit. */
final class QualityTable {
    static final String KEY = "Largest values that pass in brackets. An exclamation mark: beyond it.";

    private QualityTable() {}

    static void add(HtmlPage page, List<Check> checks) {
        Map<String, Map<String, Check>> rows = new LinkedHashMap<>();
        Map<String, Check> columns = new LinkedHashMap<>();
        for (Check check : checks) {
            columns.putIfAbsent(check.name(), check);
            rows.computeIfAbsent(check.sweep(), name -> new LinkedHashMap<>()).put(check.name(), check);
        }
        List<Column> headings = new ArrayList<>(List.of(new Column("sweep", Kind.NAME)));
        columns.values().forEach(check -> headings.add(new Column(heading(check), Kind.NUMBER)));
        headings.add(new Column("", Kind.FLAG));
        HtmlTable table = HtmlTable.begin(page, headings.toArray(Column[]::new));
        rows.forEach((sweep, row) -> {
            List<String> cells = new ArrayList<>(List.of(sweep.isEmpty() ? "all" : sweep));
            columns.keySet().forEach(name -> cells.add(row.containsKey(name) ? cell(row.get(name)) : ""));
            boolean warns = row.values().stream().anyMatch(check -> !check.passes());
            cells.add(warns ? "WARN" : "");
            table.row(warns, cells.toArray(String[]::new));
        });
        table.end();
        page.key(KEY);
    }

    private static String heading(Check check) {
        String unit = check.unit().isEmpty() ? "" : ", " + check.unit();
        return check.name()
                + unit
                + (Double.isNaN(check.limit()) ? "" : " (" + HtmlPage.number(check.limit(), 3) + ")");
    }

    private static String cell(Check check) {
        return HtmlPage.number(check.value(), 3) + (check.passes() ? "" : "!");
    }
}
