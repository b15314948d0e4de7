package dev.huxley.report;

import dev.huxley.text.Markup;
import java.util.List;

/** A table of a page, written row by row. The kind of a column says how its cells are shown, and whether they are escaped. */
final class HtmlTable {
    /** A kind of column. */
    enum Kind {
        /** Text that names the row, escaped. */
        NAME("class=\"name\"", ""),

        /** Text, escaped. */
        TEXT("", ""),

        /** A number as markup, aligned to the right. */
        NUMBER("class=\"number\"", "class=\"number\""),

        /** A warning, escaped. */
        FLAG("class=\"flag\"", ""),

        /** Text that takes the remaining width, escaped. */
        LAST("class=\"last\"", "class=\"last\""),

        /** Markup as it is. */
        MARKUP("", "");

        private final String cell;
        private final String head;

        Kind(String cell, String head) {
            this.cell = cell.isEmpty() ? "" : " " + cell;
            this.head = head.isEmpty() ? "" : " " + head;
        }

        private String shown(String content) {
            return this == NUMBER || this == MARKUP ? content : Markup.escaped(content);
        }
    }

    /**
     * A column.
     *
     * @param heading its heading
     * @param kind its kind
     */
    record Column(String heading, Kind kind) {}

    private final HtmlPage page;
    private final List<Column> columns;

    private HtmlTable(HtmlPage page, List<Column> columns) {
        this.page = page;
        this.columns = columns;
    }

    /** Begins a table. */
    static HtmlTable begin(HtmlPage page, Column... columns) {
        page.raw("<div class=\"scroll\"><table>\n<thead><tr>");
        for (Column column : columns) {
            page.raw("<th" + column.kind.head + ">").text(column.heading).raw("</th>");
        }
        page.raw("</tr></thead>\n<tbody>\n");
        return new HtmlTable(page, List.of(columns));
    }

    /** Adds a row with a cell for every column. */
    HtmlTable row(boolean flagged, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        page.raw(flagged ? "<tr class=\"flagged\">" : "<tr>");
        for (int i = 0; i < cells.length; i++) {
            Kind kind = columns.get(i).kind;
            page.raw("<td" + kind.cell + ">").raw(kind.shown(cells[i])).raw("</td>");
        }
        page.raw("</tr>\n");
        return this;
    }

    void end() {
        page.raw("</tbody>\n</table></div>\n");
    }
}
