package dev.huxley.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A figure of lines as a specification of Vega-Lite, in which a reader zooms along x. Points stand in it as text of three
 * columns, x, y and the line's number, which is a third as long as objects; a value that is not finite is left empty and
 * breaks its line. A line with more points than its share keeps the smallest and the largest value of equal parts.
 */
final class VegaLite {
    /** The number of points of all lines together, of some 20 characters each. */
    private static final int MOST_POINTS = 9000;

    private static final int FEWEST_POINTS = 20;

    /** The room in pixels beside and between panels, for axes and titles. */
    private static final int BESIDE = 110;

    private static final int BETWEEN = 45;

    private final Figure figure;
    private final long points;

    private VegaLite(Figure figure) {
        this.figure = figure;
        points = figure.rows().stream()
                .flatMap(row -> row.panels().stream())
                .flatMap(panel -> panel.lines().stream())
                .mapToLong(Line::size)
                .sum();
    }

    static Map<String, Object> of(Figure figure) {
        for (Figure.Row row : figure.rows()) {
            for (Panel panel : row.panels()) {
                if (!panel.drawnTubes().isEmpty() || panel.drawnHeatMap() != null) {
                    throw new IllegalArgumentException("the panel " + panel
                            + " has no form in Vega-Lite, which is made of lines only; show the figure as PNG or SVG");
                }
            }
        }
        return new VegaLite(figure).specification();
    }

    private Map<String, Object> specification() {
        double relative = figure.rows().stream().mapToDouble(Figure.Row::height).sum();
        double inner = Math.max(
                60.0 * figure.rows().size(),
                figure.height() - (double) BETWEEN * figure.rows().size());
        boolean sharesX =
                figure.rows().stream().flatMap(row -> row.panels().stream()).anyMatch(Panel::sharesXBelow);
        List<Object> rows = new ArrayList<>();
        for (Figure.Row row : figure.rows()) {
            List<Object> panels = new ArrayList<>();
            for (Panel panel : row.panels()) {
                if (!panel.isBlank()) {
                    int width = figure.width() / row.panels().size() - BESIDE;
                    panels.add(view(panel, Math.max(80, width), (int) (inner * row.height() / relative)));
                }
            }
            rows.add(panels.size() == 1 ? panels.get(0) : Map.of("hconcat", panels));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
        if (!figure.title().isEmpty()) {
            all.put("title", figure.title());
        }
        all.put("params", List.of(zoom()));
        all.put("vconcat", rows);
        // Panels color their own lines.
        Map<String, Object> scales = new LinkedHashMap<>(Map.of("color", "independent"));
        if (sharesX) {
            scales.put("x", "shared");
        }
        all.put("resolve", Map.of("scale", scales));
        return all;
    }

    private static Map<String, Object> zoom() {
        return Map.of(
                "name", "zoom", "select", Map.of("type", "interval", "encodings", List.of("x")), "bind", "scales");
    }

    private Map<String, Object> view(Panel panel, int width, int height) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (!panel.title().isEmpty()) {
            view.put("title", panel.title());
        }
        view.put("width", width);
        view.put("height", height);
        view.put(
                "data",
                Map.of(
                        "values",
                        text(panel),
                        "format",
                        Map.of("type", "csv", "parse", Map.of("x", "number", "y", "number", "line", "string"))));
        view.put("mark", mark(panel));
        Map<String, Object> encoding = new LinkedHashMap<>();
        encoding.put("x", axis("x", panel.xName(), panel.xUnit(), panel.fixedX() ? panel.xExtent() : null, false));
        encoding.put(
                "y", axis("y", panel.yName(), panel.yUnit(), panel.fixedY() ? panel.yExtent() : null, panel.logY()));
        encoding.put("color", color(panel));
        // Points are joined as they come, also where x goes back.
        encoding.put("order", nothing());
        view.put("encoding", encoding);
        return view;
    }

    /** The value null, which {@link Map#of} does not take. */
    private static Map<String, Object> nothing() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("value", null);
        return value;
    }

    private static Object mark(Panel panel) {
        boolean joined = panel.lines().stream().anyMatch(Line::joined);
        boolean marked = panel.lines().stream().anyMatch(Line::markers);
        return joined
                ? Map.of("type", "line", "strokeWidth", 1.3, "clip", true, "point", marked)
                : Map.of("type", "point", "filled", true, "clip", true);
    }

    private static Map<String, Object> axis(String field, String name, String unit, Range fixed, boolean log) {
        Map<String, Object> scale = new LinkedHashMap<>(Map.of("zero", false, "nice", false));
        if (fixed != null) {
            scale.put("domain", List.of(fixed.low(), fixed.high()));
        }
        if (log) {
            scale.put("type", "log");
        }
        return Map.of(
                "field",
                field,
                "type",
                "quantitative",
                "title",
                unit.isEmpty() ? name : name + " (" + unit + ")",
                "scale",
                scale);
    }

    private Map<String, Object> color(Panel panel) {
        List<Line> lines = panel.lines();
        Map<String, Object> color = new LinkedHashMap<>();
        color.put("field", "line");
        color.put("type", "nominal");
        color.put(
                "scale",
                Map.of(
                        "domain",
                        IntStream.range(0, lines.size())
                                .mapToObj(String::valueOf)
                                .toList(),
                        "range",
                        IntStream.range(0, lines.size())
                                .mapToObj(i -> lines.get(i).pen(i).color())
                                .toList()));
        List<String> labeled = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).label().isEmpty())
                .mapToObj(String::valueOf)
                .toList();
        boolean shown = (panel.legend() || figure.legend()) && !labeled.isEmpty();
        color.put("legend", shown ? legend(lines, labeled) : null);
        return color;
    }

    private static Map<String, Object> legend(List<Line> lines, List<String> labeled) {
        String names = lines.stream().map(line -> quoted(line.label())).collect(Collectors.joining(",", "[", "]"));
        Map<String, Object> legend = new LinkedHashMap<>();
        legend.put("title", null);
        legend.put("orient", "top");
        legend.put("values", labeled);
        legend.put("labelLimit", 400);
        legend.put("labelExpr", names + "[datum.value]");
        return legend;
    }

    /** A string of Vega's language of expressions. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.appendCodePoint(c < 32 ? ' ' : c);
        });
        return quoted.append('"').toString();
    }

    private String text(Panel panel) {
        StringBuilder csv = new StringBuilder("x,y,line\n");
        for (int number = 0; number < panel.lines().size(); number++) {
            Line line = panel.lines().get(number);
            int share = (int) Math.max(FEWEST_POINTS, MOST_POINTS * (long) line.size() / Math.max(1, points));
            int parts = line.size() <= share ? line.size() : Math.max(1, share / 2);
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) line.size() * part / parts);
                int to = (int) ((long) line.size() * (part + 1) / parts);
                append(csv, line, number, from, to, panel.logY());
            }
        }
        return csv.toString();
    }

    /** Adds the smallest and the largest value of a part in their order; where one is missing, a break behind them. */
    private static void append(StringBuilder csv, Line line, int number, int from, int to, boolean log) {
        int smallest = -1;
        int largest = -1;
        int missing = -1;
        for (int i = from; i < to; i++) {
            if (!Range.drawable(line.x(i), false) || !Range.drawable(line.y(i), log)) {
                missing = i;
                continue;
            }
            smallest = smallest < 0 || line.y(i) < line.y(smallest) ? i : smallest;
            largest = largest < 0 || line.y(i) > line.y(largest) ? i : largest;
        }
        if (smallest >= 0) {
            append(csv, line.x(Math.min(smallest, largest)), line.y(Math.min(smallest, largest)), number);
        }
        if (smallest != largest) {
            append(csv, line.x(Math.max(smallest, largest)), line.y(Math.max(smallest, largest)), number);
        }
        if (missing >= 0 && Range.drawable(line.x(missing), false)) {
            append(csv, line.x(missing), Double.NaN, number);
        }
    }

    private static void append(StringBuilder csv, double x, double y, int number) {
        csv.append(number(x)).append(',');
        csv.append(Double.isNaN(y) ? "" : number(y)).append(',').append(number).append('\n');
    }

    /** Six digits, without zeros at the end. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.6g", value + 0.0);
        return text.indexOf('.') < 0 || text.indexOf('e') >= 0
                ? text
                : text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
