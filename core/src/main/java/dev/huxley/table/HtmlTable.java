package dev.huxley.table;

import dev.huxley.text.Markup;
import java.util.ArrayList;
import java.util.List;

/** A table as an HTML table element; every text is escaped. */
final class HtmlTable {
    private HtmlTable() {}

    static String of(TableRows whole, int mostRows) {
        Elision elision = Elision.of(whole.rows(), mostRows);
        TableRows shown = whole.withListedFlags().pick(elision.shown());
        List<TableColumn> columns = new ArrayList<>(List.of(shown.labels()));
        columns.addAll(shown.columns());
        StringBuilder html = new StringBuilder("<table class=\"dataframe huxley\">\n<caption>");
        html.append(Markup.escaped(TextTable.count(whole))).append("</caption>\n<thead>\n<tr>");
        for (TableColumn column : columns) {
            String unit = CellTexts.unit(column);
            html.append("<th>").append(Markup.escaped(column.name()));
            if (!unit.isEmpty()) {
                html.append("<br/>").append(Markup.escaped(unit));
            }
            html.append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        List<String[]> cells = columns.stream().map(CellTexts::of).toList();
        for (int row = 0; row < shown.rows(); row++) {
            if (elision.left() > 0 && row == elision.head()) {
                html.append("<tr><td colspan=\"")
                        .append(columns.size())
                        .append("\">... ")
                        .append(elision.note())
                        .append(" ...</td></tr>\n");
            }
            html.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                String tag = i == 0 ? "th" : "td";
                html.append('<').append(tag);
                html.append(CellTexts.isNumber(columns.get(i)) ? " style=\"text-align:right\">" : ">");
                html.append(Markup.escaped(cells.get(i)[row]))
                        .append("</")
                        .append(tag)
                        .append('>');
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }
}
