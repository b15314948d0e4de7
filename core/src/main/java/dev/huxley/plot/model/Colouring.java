package dev.huxley.plot.model;

import dev.huxley.model.FlagColumn;
import dev.huxley.model.Model;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.Selection;
import dev.huxley.plot.Colour;
import dev.huxley.plot.ColourScale;
import dev.huxley.tree.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The colour of every compartment of a model, and what explains it: labels for a legend, or a colour scale. */
final class Colouring {
    /** So many of {@link Colour}, black first, can be told apart. */
    static final int PALETTE = 7;

    static final String OTHER = "other";

    /** By row of the model; label "" for none. */
    final String[] colours;

    final String[] labels;
    final ColourScale scale;
    private final List<String> order;

    private Colouring(String[] colours, String[] labels, ColourScale scale, List<String> order) {
        this.order = order;
        this.colours = colours;
        this.labels = labels;
        this.scale = scale;
    }

    /** The colours in the order of the legend; others come after these. */
    List<String> order() {
        return order;
    }

    static Colouring plain(Model model, String colour) {
        String[] colours = new String[model.structure().compartments()];
        String[] labels = new String[colours.length];
        Arrays.fill(colours, colour);
        Arrays.fill(labels, "");
        return new Colouring(colours, labels, null, List.of(colour));
    }

    /** This one with other colours in some compartments. */
    Colouring with(Selection part, String colour, String label) {
        List<String> more = new ArrayList<>(order);
        more.add(colour);
        Colouring changed = new Colouring(colours.clone(), labels.clone(), scale, more);
        for (int row : part.compartments()) {
            changed.colours[row] = colour;
            changed.labels[row] = label;
        }
        return changed;
    }

    /** Groups in the palette's colours, the last one on top where a compartment is in several of them; others grey. */
    static Colouring groups(Selection selection, String... names) {
        Model model = selection.model();
        List<String> groups = new ArrayList<>(names.length == 0 ? model.groups() : List.of(names));
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no groups to colour by; make some with addToGroup(name), or"
                            + " colour by a quantity such as radius");
        }
        Colouring other = plain(model, Colour.LIGHT_GREY.hex()).with(selection, Colour.LIGHT_GREY.hex(), OTHER);
        Colouring colouring = new Colouring(other.colours, other.labels, null, List.of());
        for (int i = 0; i < groups.size(); i++) {
            colouring = colouring.with(model.group(groups.get(i)), ofGroup(i, groups.size()), groups.get(i));
        }
        return colouring;
    }

    private static String ofGroup(int index, int count) {
        if (count <= PALETTE) {
            return Colour.values()[index].hex();
        }
        return ColourScale.of(0, count - 1, "", "").colour(index);
    }

    /** The unit of a quantity as people write it, for colour scales and axes; "" for a pure number. */
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

    /** The values of a quantity, one per compartment in view; throws an error if they are no numbers that can be shown. */
    static double[] values(Selection selection, String key) {
        Model model = selection.model();
        if (model.nodes().contains(key) && model.nodes().get(key) instanceof FlagColumn) {
            throw new IllegalArgumentException(
                    "'" + key + "' is a group or a mechanism, which has no values to colour by;"
                            + " give one of its quantities, or colourByGroup(\"" + key + "\") for a group");
        }
        NumberColumn column = model.nodes().numbers(ElementName.key(key));
        if (!ElementName.isElement(key) && column.rowShape().length > 0) {
            throw new IllegalArgumentException("the values of '" + key + "' are arrays of shape "
                    + Arrays.toString(column.rowShape()) + "; colour by one of their elements, for instance '"
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
     * Values as colours of a scale.
     *
     * @param values one per compartment of the selection; NaN for none
     * @param range  low and high end, null for those of the values
     */
    static Colouring scaled(
            Selection selection, double[] values, String name, String unit, double[] range, boolean log) {
        double[] shown = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && (!log || value > 0))
                .toArray();
        if (shown.length == 0 && range == null) {
            throw new IllegalArgumentException("there is no " + (log ? "positive " : "") + "value of '" + name
                    + "' to make a colour scale of" + (log ? "; leave logColours(true) away" : ""));
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
        ColourScale scale = ColourScale.of(low, high, name, unit).log(log).gaps(gaps);
        Colouring colouring = plain(selection.model(), Colour.LIGHT_GREY.hex());
        int[] rows = selection.compartments();
        for (int i = 0; i < rows.length; i++) {
            colouring.colours[rows[i]] = scale.colour(log && values[i] <= 0 ? Double.NaN : values[i]);
        }
        return new Colouring(colouring.colours, colouring.labels, scale, colouring.order);
    }
}
