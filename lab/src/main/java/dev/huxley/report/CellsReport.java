package dev.huxley.report;

import dev.huxley.report.HtmlTable.Column;
import dev.huxley.report.HtmlTable.Kind;
import dev.huxley.text.Brief;
import dev.huxley.text.Markup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of fits to many cells: as lines for a console, as cells.csv, and as index.html, which leads to the report of each
 * cell. Immutable.
 */
public final class CellsReport {
    private final String title;
    private final List<ReportedCell> cells;
    private final Instant date;

    private CellsReport(String title, List<ReportedCell> cells, Instant date) {
        this.title = title;
        this.cells = List.copyOf(cells);
        this.date = date;
    }

    /** The table of these cells in their order, dated now. */
    public static CellsReport of(String title, List<ReportedCell> cells) {
        return new CellsReport(title, cells, Instant.now());
    }

    /** A copy with another date. */
    public CellsReport date(Instant moment) {
        return new CellsReport(title, cells, moment);
    }

    /** The table in aligned columns, without line ends, and a line that counts the accepted cells. */
    public List<String> lines() {
        TextTable table = new TextTable(
                "recording",
                "verdict",
                ">max |z|",
                ">held out, mean |z|",
                ">spike counts met",
                ">evaluated",
                ">minutes",
                "model");
        for (ReportedCell cell : cells) {
            boolean fitted = cell.isFitted();
            table.row(
                    cell.name(),
                    cell.grade(),
                    fitted ? number(cell.largestFitted(), "%.1f", "?") : "",
                    fitted ? number(cell.meanHeldOut(), "%.2f", "none") : "",
                    fitted ? cell.countsMet() + " of " + cell.sweeps() : "",
                    fitted ? Long.toString(cell.evaluations()) : "",
                    fitted ? number(cell.seconds() / 60, "%.1f", "?") : "",
                    fitted ? cell.model() : Brief.of(cell.error()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(accepted());
        return lines;
    }

    private String accepted() {
        long accepted = cells.stream().filter(ReportedCell::accepted).count();
        return accepted + " of " + Brief.count(cells.size(), "cell") + " with an accepted model";
    }

    private static String number(double value, String format, String missing) {
        return Double.isNaN(value) ? missing : String.format(Locale.ROOT, format, value);
    }

    /** The table as one self-contained HTML document. */
    public String html() {
        HtmlPage page = new HtmlPage(title);
        page.facts(List.of(new Fact("cells", accepted()), new Fact("date", HtmlPage.date(date))));
        page.heading("Cells");
        HtmlTable table = HtmlTable.begin(
                page,
                new Column("recording", Kind.MARKUP),
                new Column("verdict", Kind.TEXT),
                new Column("largest |z|, fitted", Kind.NUMBER),
                new Column("mean |z|, held out", Kind.NUMBER),
                new Column("spike counts met", Kind.TEXT),
                new Column("evaluations", Kind.NUMBER),
                new Column("minutes", Kind.NUMBER),
                new Column("model", Kind.LAST));
        for (ReportedCell cell : cells) {
            boolean fitted = cell.isFitted();
            table.row(
                    !cell.accepted(),
                    link(cell),
                    cell.grade(),
                    fitted ? HtmlPage.number(cell.largestFitted(), 3) : "",
                    fitted ? HtmlPage.number(cell.meanHeldOut(), 3) : "",
                    fitted ? cell.countsMet() + " of " + cell.sweeps() : "",
                    fitted ? Long.toString(cell.evaluations()) : "",
                    fitted ? HtmlPage.number(cell.seconds() / 60, 3) : "",
                    fitted ? cell.model() : cell.error());
        }
        table.end();
        return page.end();
    }

    private static String link(ReportedCell cell) {
        String name = Markup.escaped(cell.name());
        if (cell.page().isEmpty()) {
            return name;
        }
        try {
            // A name may hold spaces, percent signs and the like; one with a colon must not look like a scheme.
            String address = new URI(null, null, "./" + cell.page(), null).toASCIIString();
            return "<a href=\"" + Markup.escaped(address) + "\">" + name + "</a>";
        } catch (URISyntaxException e) {
            return name;
        }
    }

    /** Writes cells.csv, a line per cell with all numbers. */
    void csv(Appendable out) throws IOException {
        out.append("recording,verdict,accepted,largest z fitted,mean z held out,spike counts"
                + " met,sweeps,evaluations,seconds,model,report,error\n");
        for (ReportedCell cell : cells) {
            out.append(FeatureCsv.line(List.of(
                    cell.name(),
                    cell.grade(),
                    Boolean.toString(cell.accepted()),
                    FeatureCsv.number(cell.largestFitted()),
                    FeatureCsv.number(cell.meanHeldOut()),
                    Integer.toString(cell.countsMet()),
                    Integer.toString(cell.sweeps()),
                    Long.toString(cell.evaluations()),
                    FeatureCsv.number(cell.seconds()),
                    cell.model(),
                    cell.page(),
                    cell.error())));
        }
    }

    /**
     * Writes cells.csv and index.html, replacing older ones; either both appear or none.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public WrittenReport write(Path folder) {
        return ReportFolder.write(folder, (staged, notes) -> {
            staged.add("cells.csv", this::csv);
            staged.add("index.html", out -> out.append(html()));
        });
    }

    @Override
    public String toString() {
        return Brief.of("CellsReport[" + title + ", " + Brief.count(cells.size(), "cell") + "]");
    }
}
