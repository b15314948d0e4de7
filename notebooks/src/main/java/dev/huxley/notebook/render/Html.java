package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.plot.Figure;
import dev.huxley.text.Markup;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A display in HTML, written from top to bottom: one element with its style, which takes the colors and letters of the
 * notebook, light or dark. All text is escaped, except what is added by {@link #raw}. It is well-formed XML.
 */
final class Html {
    /** The greatest number of rows of a table; more are counted. */
    static final int MOST_ROWS = 12;

    private static final String STYLE =
            """
            div.huxley { max-width: 100%; }
            div.huxley p { margin: .3em 0; }
            div.huxley .scroll { overflow-x: auto; margin: .3em 0 .8em; }
            div.huxley table.dataframe { border-collapse: collapse; margin: 0; table-layout: auto; }
            div.huxley .dataframe caption { text-align: left; caption-side: top; opacity: .75; padding: .2em 0; color: inherit; }
            div.huxley table.dataframe th, div.huxley table.dataframe td { text-align: left; vertical-align: top;
              padding: .2em .8em .2em .3em; border: 0; border-bottom: 1px solid rgba(128, 128, 128, .3); white-space: normal; }
            div.huxley table.dataframe th { font-weight: 600; }
            div.huxley table.dataframe th.n, div.huxley table.dataframe td.n { text-align: right; white-space: nowrap;
              font-variant-numeric: tabular-nums; }
            div.huxley pre { padding: .5em .8em; border-left: 3px solid rgba(128, 128, 128, .4); white-space: pre-wrap; }
            div.huxley img { max-width: 100%; height: auto; border-radius: 4px; }
            div.huxley .beside { display: flex; flex-wrap: wrap; gap: .5em 1.5em; align-items: flex-start; }
            div.huxley .beside > div { flex: 1 1 24em; min-width: 0; }
            div.huxley .soft { opacity: .75; }
            """;

    private final StringBuilder html =
            new StringBuilder("<div class=\"huxley\">\n<style>\n").append(STYLE).append("</style>\n");

    /** Begins with the kind of the object and facts about it. */
    Html(String kind, List<String> facts) {
        html.append("<p><strong>").append(Markup.escaped(kind)).append("</strong>");
        facts.forEach(fact -> html.append(" · ").append(Markup.escaped(fact)));
        html.append("</p>\n");
    }

    /** Adds markup as it is. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds a table that may be wider than the page. */
    Html wide(String table) {
        return raw("<div class=\"scroll\">" + table + "</div>\n");
    }

    /** Adds a sentence. */
    Html note(String text) {
        return raw("<p class=\"soft\">" + Markup.escaped(text) + "</p>\n");
    }

    /** Adds text of which spaces and lines are kept. */
    Html lines(String text) {
        return text.isBlank() ? this : raw("<pre>" + Markup.escaped(text.stripTrailing()) + "</pre>\n");
    }

    /** Adds a picture, at half the size of its pixels. */
    Html picture(Figure figure, String description) {
        String png = Base64.getEncoder().encodeToString(figure.toPng());
        return raw("<img src=\"data:image/png;base64," + png + "\" width=\"" + figure.width() + "\" height=\""
                + figure.height() + "\" alt=\"" + Markup.escaped(description) + "\"/>\n");
    }

    /**
     * Adds a table; nothing if it has no rows.
     *
     * @param columns the headings; one that begins with {@code #} stands above numbers
     */
    Html table(String caption, List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        html.append("<div class=\"scroll\"><table class=\"dataframe\">\n");
        if (!caption.isEmpty()) {
            html.append("<caption>").append(Markup.escaped(caption)).append("</caption>\n");
        }
        html.append("<thead><tr>");
        for (String column : columns) {
            String name = column.startsWith("#") ? column.substring(1) : column;
            html.append(opening("th", column)).append(Markup.escaped(name)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        int shown = rows.size() > MOST_ROWS + 1 ? MOST_ROWS : rows.size();
        for (List<String> row : rows.subList(0, shown)) {
            html.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                html.append(opening("td", columns.get(i)))
                        .append(Markup.escaped(row.get(i)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        if (shown < rows.size()) {
            html.append("<tr><td class=\"soft\" colspan=\"")
                    .append(columns.size())
                    .append("\">and ")
                    .append(rows.size() - shown)
                    .append(" more</td></tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
        return this;
    }

    private static String opening(String tag, String column) {
        return "<" + tag + (column.startsWith("#") ? " class=\"n\">" : ">");
    }

    /** Adds sentences as a list; nothing if there are none. */
    Html bullets(List<String> sentences) {
        return sentences.isEmpty()
                ? this
                : raw(sentences.stream()
                        .map(text -> "<li>" + Markup.escaped(text) + "</li>\n")
                        .collect(Collectors.joining("", "<ul>\n", "</ul>\n")));
    }

    /** Ends the display of an object. */
    MimeBundle bundle(Object object) {
        return MimeBundle.text(object.toString()).with("text/html", html + "</div>\n");
    }
}
