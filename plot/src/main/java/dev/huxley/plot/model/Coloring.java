package dev.huxley.plot.model;

import dev.huxley.model.FlagColumn;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.Selection;
import dev.huxley.plot.Color;
import dev.huxley.plot.ColorScale;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The color of every compartment of a model, explained by labels for a legend or by a color scale. */
final class Coloring {
    static final String OTHER = "other";

    /** The color of each row of the model. */
    final String[] colors;

    final String[] labels;
    final ColorScale scale;
    private final List<String> order;

    private Coloring(String[] colors, String[] labels, ColorScale scale, List<String> order) {
        this.order = order;
        this.colors = colors;
        this.labels = labels;
        this.scale = scale;
    }

    /** The colors in the order of the legend; others come after these. */
    List<String> order() {
        return order;
    }

    static Coloring plain(NeuronModel model, String color) {
        String[] colors = new String[model.structure().compartments()];
        String[] labels = new String[colors.length];
        Arrays.fill(colors, color);
        Arrays.fill(labels, "");
        return new Coloring(colors, labels, null, List.of(color));
    }

    /**
     * Colors for synapses and marks, in order of use: those of the palette that no compartment has, then the pale ones,
     * and last black, which uncolored compartments have.
     */
    List<Color> others() {
        Set<String> taken = new HashSet<>(List.of(colors));
        List<Color> others = new ArrayList<>(Color.palette());
        others.remove(Color.BLACK);
        others.addAll(List.of(Color.YELLOW, Color.GRAY, Color.BLACK));
        others.removeIf(color -> taken.contains(color.hex()));
        return others;
    }

    /** A copy with another color in some compartments. */
    Coloring with(Selection part, String color, String label) {
        List<String> more = new ArrayList<>(order);
        more.add(color);
        Coloring changed = new Coloring(colors.clone(), labels.clone(), scale, more);
        for (int row : part.compartments()) {
            changed.colors[row] = color;
            changed.labels[row] = label;
        }
        return changed;
    }

    /** Groups in the palette's colors, the last one on top where a compartment is in several of them; others gray. */
    static Coloring groups(Selection selection, String... names) {
        NeuronModel model = selection.model();
        List<String> groups = new ArrayList<>(names.length == 0 ? model.groups() : List.of(names));
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no groups to color by; make some with addToGroup(name), or"
                            + " color by a quantity such as radius");
        }
        Coloring other = plain(model, Color.LIGHT_GRAY.hex()).with(selection, Color.LIGHT_GRAY.hex(), OTHER);
        Coloring coloring = new Coloring(other.colors, other.labels, null, List.of());
        for (int i = 0; i < groups.size(); i++) {
            coloring = coloring.with(model.group(groups.get(i)), ofGroup(i, groups.size()), groups.get(i));
        }
        return coloring;
    }

    private static String ofGroup(int index, int count) {
        if (count <= Color.palette().size()) {
            return Color.palette().get(index).hex();
        }
        return ColorScale.of(0, count - 1, "", "").color(index);
    }

    /** The unit of a quantity in print, for color scales and axes; "" for a pure number. */
    static String unit(String unit) {
        return unit.equals("1")
                ? ""
                : unit.replace("um", "µm")
                        .replace("uS", "µS")
                        .replace("uF", "µF")
                        .replaceAll("m2\\b", "m²")
                        .replaceAll("m3\\b", "m³")
                        .replace("Ohm", "Ω");
    }

    /** The values of a quantity, one per compartment in view; throws an error if they are not single numbers. */
    static double[] values(Selection selection, String key) {
        NeuronModel model = selection.model();
        if (model.nodes().contains(key) && model.nodes().get(key) instanceof FlagColumn) {
            throw new IllegalArgumentException(
                    "'" + key + "' is a group or a mechanism, which has no values to color by;"
                            + " give one of its quantities, or colorByGroup(\"" + key + "\") for a group");
        }
        NumberColumn column = model.nodes().numbers(ElementName.key(key));
        if (!ElementName.isElement(key) && column.rowShape().length > 0) {
            throw new IllegalArgumentException("the values of '" + key + "' are arrays of shape "
                    + Arrays.toString(column.rowShape()) + "; color by one of their elements, for instance '"
                    + ElementName.of(key, 0, column.rowShape()) + "'");
        }
        int element = ElementName.number(key, column.rowShape());
        double[] values = Arrays.stream(selection.compartments())
                .mapToDouble(row -> column.value(row, element))
                .toArray();
        if (Arrays.stream(values).allMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "no compartment of " + (selection.label().isEmpty() ? "the model" : selection.label()) + " has '"
                            + key + "'; insert its mechanism there, or show another part");
        }
        return values;
    }

    /**
     * Values as colors of a scale.
     *
     * @param values one per compartment of the selection; NaN for none
     * @param range  low and high end, null for those of the values
     */
    static Coloring scaled(
            Selection selection, double[] values, String name, String unit, double[] range, boolean log) {
        double[] shown = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && (!log || value > 0))
                .toArray();
        if (shown.length == 0 && range == null) {
            throw new IllegalArgumentException("there is no " + (log ? "positive " : "") + "value of '" + name
                    + "' to make a color scale of" + (log ? "; leave out logColors(true)" : ""));
        }
        double low = range != null ? range[0] : Arrays.stream(shown).min().orElseThrow();
        double high = range != null ? range[1] : Arrays.stream(shown).max().orElseThrow();
        if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high))) && range == null) {
            // One value everywhere: in the middle of a scale around it.
            double around = low == 0 ? 1 : 0.1 * Math.abs(low);
            low -= around;
            high += around;
        }
        boolean gaps = Arrays.stream(values).anyMatch(value -> Double.isNaN(value) || (log && value <= 0));
        ColorScale scale = ColorScale.of(low, high, name, unit).log(log).gaps(gaps);
        Coloring coloring = plain(selection.model(), Color.LIGHT_GRAY.hex());
        int[] rows = selection.compartments();
        for (int i = 0; i < rows.length; i++) {
            coloring.colors[rows[i]] = scale.color(log && values[i] <= 0 ? Double.NaN : values[i]);
        }
        return new Coloring(coloring.colors, coloring.labels, scale, coloring.order);
    }
}
