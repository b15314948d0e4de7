package dev.huxley.notebook.render;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.huxley.display.MimeBundle;
import dev.huxley.model.Globals;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.Waveform;
import dev.huxley.table.Table;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Small things: trees of arrays, tables, waveforms, the quantities of a whole model. */
final class PlainDisplays {
    /** The largest array whose values are read for a display. */
    private static final long MOST_ELEMENTS = 2_000_000;

    private static final int MOST_LANES = 10;

    private PlainDisplays() {}

    static MimeBundle tree(ArrayTree tree) {
        List<List<String>> rows = new ArrayList<>();
        tree.forEach((path, array) -> rows.add(row(path, array)));
        return new Html("Tree", List.of(Brief.count(rows.size(), "array")))
                .table("", List.of("path", "shape", "type", "#smallest", "#largest", "#mean"), rows)
                .bundle(tree);
    }

    private static List<String> row(String path, NDArray array) {
        if (array.isReleased()) {
            return List.of(path, "closed", "", "", "", "");
        }
        String shape = array.getShape().isScalar() ? "()" : array.getShape().toString();
        String type = array.getDataType().name().toLowerCase(Locale.ROOT);
        if (array.size() == 0 || array.size() > MOST_ELEMENTS || array.getDataType() == DataType.BOOLEAN) {
            return List.of(path, shape, type, "", "", "");
        }
        double[] values =
                Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        int unknown = values.length - known.length;
        return List.of(
                path,
                shape,
                type + (unknown == 0 ? "" : ", " + unknown + " NaN"),
                Numbers.of(Arrays.stream(known).min().orElse(Double.NaN)),
                Numbers.of(Arrays.stream(known).max().orElse(Double.NaN)),
                Numbers.of(Arrays.stream(known).average().orElse(Double.NaN)));
    }

    static MimeBundle table(Table table) {
        return MimeBundle.text(table.toString()).with("text/html", table.toHtml());
    }

    static MimeBundle waveform(Waveform waveform) {
        Panel panel = Panel.blank();
        int shown = Math.min(MOST_LANES, waveform.lanes());
        for (int lane = 0; lane < shown; lane++) {
            panel = panel.with(Line.sampled(0, waveform.timeStep(), waveform.samples(lane)));
        }
        String title = shown < waveform.lanes() ? "the first " + shown + " of " + waveform.lanes() + " lanes" : "";
        Figure figure = Figure.of(620, 200).title(title).row(1, panel.grid(true).x("time", "ms"));
        return Pictures.of(figure, waveform);
    }

    static MimeBundle globals(Globals globals) {
        List<List<String>> rows = new ArrayList<>();
        for (String name : globals.names()) {
            double[] values = globals.get(name);
            String unit = globals.model().unit(name);
            rows.add(List.of(name, values.length == 1 ? Numbers.of(values[0]) : Brief.of(values), unit));
        }
        List<String> facts = new ArrayList<>(List.of(Brief.count(rows.size(), "value")));
        globals.processes().forEach(process -> facts.add("process " + process.name()));
        return new Html("The whole model", facts)
                .table("", List.of("name", "#value", "unit"), rows)
                .bundle(globals);
    }
}
