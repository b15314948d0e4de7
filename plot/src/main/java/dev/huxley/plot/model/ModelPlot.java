package dev.huxley.plot.model;

import dev.huxley.display.Displayable;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.plot.Tube;
import dev.huxley.text.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A picture of a cell, a network, or a part of one: branches with their widths to scale (never thinner than a
 * hairline), a scale bar, synapses between the compartments that they connect. Immutable: every setting returns a new
 * plot.
 *
 * <pre>{@code
 * ModelPlot.of(cell).write(Path.of("cell.png"));
 * ModelPlot.of(cell).colorBy("HH_gNa").logColors(true).write(Path.of("conductance.svg"));
 * ModelPlot.of(cell.group("apical")).projection(Projection.XZ).write(Path.of("apical.png"));
 * ModelPlot.of(network).colorByGroup("exc", "inh").title("two populations").write(Path.of("network.png"));
 * }</pre>
 *
 * <p>The plot shows the model at the moment of the call; for a view, only its compartments. Traced branches run through
 * their traced points. Cells that were never traced or placed are laid out for the picture alone, and cells at the same
 * place are put side by side; {@link dev.huxley.model.Placement} gives them their own places. A cell of one compartment
 * is a disc with the diameter of a ball of the compartment's area.
 */
public final class ModelPlot implements Displayable {
    private static final double LARGEST_SIDE = 640;
    private static final double SMALLEST_WIDTH = 240;
    private static final double SMALLEST_HEIGHT = 60;

    /** The least height of a picture for a color scale with its name. */
    private static final double SMALLEST_SCALE = 150;

    private static final double MARK = 9;

    private final Selection selection;
    private Projection projection = Projection.XY;
    private Coloring coloring;
    private Values values;
    private double[] range;
    private boolean log;
    private SynapseSelection synapses;
    private List<Mark> marks = List.of();
    private boolean cellsAsPoints;
    private double leastWidth = 0.6;
    private String title = "";
    private int[] size;

    private record Values(String name, String unit, double[] each) {}

    /** Marked places; if no color was chosen they get an unused one. */
    private record Mark(Selection places, String label, Color color) {}

    private record Content(Panel panel, double width, double height, boolean hasScale) {}

    private ModelPlot(Selection selection) {
        this.selection = selection;
    }

    private ModelPlot with(Consumer<ModelPlot> change) {
        ModelPlot copy = new ModelPlot(selection);
        copy.projection = projection;
        copy.coloring = coloring;
        copy.values = values;
        copy.range = range;
        copy.log = log;
        copy.synapses = synapses;
        copy.marks = marks;
        copy.cellsAsPoints = cellsAsPoints;
        copy.leastWidth = leastWidth;
        copy.title = title;
        copy.size = size;
        change.accept(copy);
        return copy;
    }

    /** A plot of a model, or of the compartments of a view. */
    public static ModelPlot of(Selection selection) {
        ModelPlot plot = new ModelPlot(selection);
        plot.coloring = Coloring.plain(selection.model(), Color.BLACK.hex());
        if (selection.model() instanceof Network network && network.edges().rows() > 0) {
            plot.synapses = network.synapses();
        }
        return plot;
    }

    /** Sets the projection; x to the right and y upwards unless set. */
    public ModelPlot projection(Projection choice) {
        return with(plot -> plot.projection = choice);
    }

    /** Sets one color for everything; black unless set. */
    public ModelPlot color(Color choice) {
        return with(plot -> {
            plot.coloring = Coloring.plain(selection.model(), choice.hex());
            plot.values = null;
        });
    }

    /**
     * Sets another color for a part, with a label in the legend ({@code ""} for none); later parts lie over earlier
     * ones.
     */
    public ModelPlot color(Selection part, Color choice, String label) {
        requireOwn(part);
        return with(plot -> {
            plot.coloring = coloring.with(part, choice.hex(), label);
            plot.values = null;
        });
    }

    /**
     * Colors by group, with a legend. If a compartment is in several of the groups, the last one counts.
     *
     * @param names the groups; none: all of the model
     */
    public ModelPlot colorByGroup(String... names) {
        Coloring groups = Coloring.groups(selection, names);
        return with(plot -> {
            plot.coloring = groups;
            plot.values = null;
        });
    }

    /**
     * Colors by a quantity of the compartments, with a color scale; gray where a compartment does not have it.
     *
     * @param key a column of numbers of the model: {@code "radius"}, {@code "HH_gNa"}, {@code "v"}, ...; for an array,
     *     one element: {@code "Chan_W[0,1]"}
     * @throws IllegalArgumentException if there is no such quantity, or none in view; the message names the known ones
     */
    public ModelPlot colorBy(String key) {
        return colorBy(key, Coloring.unit(selection.model().unit(key)), Coloring.values(selection, key));
    }

    /**
     * Colors by any numbers, for instance distances or a recorded voltage at one time.
     *
     * @param name the name of the numbers beside the color scale
     * @param unit their unit ("" for none)
     * @param each one number per compartment of the model or view; NaN for none
     */
    public ModelPlot colorBy(String name, String unit, double... each) {
        if (each.length != selection.compartments().length) {
            throw new IllegalArgumentException("there are " + selection.compartments().length
                    + " compartments to color, but " + each.length + " values of '" + name
                    + "'; give one per compartment");
        }
        return with(plot -> plot.values = new Values(name, unit, each.clone()));
    }

    /** Sets fixed ends of the color scale instead of those of the values, so that pictures can be compared. */
    public ModelPlot colorRange(double low, double high) {
        return with(plot -> plot.range = new double[] {low, high});
    }

    /** Chooses whether the color scale is logarithmic; values that are not positive are then gray. */
    public ModelPlot logColors(boolean logarithmic) {
        return with(plot -> plot.log = logarithmic);
    }

    /** Chooses the synapses that are drawn; all of a network unless set. */
    public ModelPlot synapses(SynapseSelection shown) {
        if (shown.model() != selection.model()) {
            throw new IllegalArgumentException(
                    "these synapses belong to another network; take them from the one shown");
        }
        return with(plot -> plot.synapses = shown);
    }

    /** Draws no synapses. */
    public ModelPlot withoutSynapses() {
        return with(plot -> plot.synapses = null);
    }

    /**
     * Draws dots with a label in the legend at the centers of some compartments, such as the places of electrodes, in
     * an unused color of the palette if there is one.
     */
    public ModelPlot mark(Selection places, String label) {
        return marked(new Mark(places, label, null));
    }

    /** Draws dots of a chosen color with a label in the legend at the centers of some compartments. */
    public ModelPlot mark(Selection places, String label, Color choice) {
        return marked(new Mark(places, label, Objects.requireNonNull(choice, "the color of a mark")));
    }

    private ModelPlot marked(Mark mark) {
        requireOwn(mark.places);
        return with(plot -> {
            plot.marks = new ArrayList<>(marks);
            plot.marks.add(mark);
        });
    }

    /**
     * Chooses whether every cell is a disc at its soma, with the diameter of a ball of the cell's area: for large
     * networks.
     */
    public ModelPlot cellsAsPoints(boolean points) {
        return with(plot -> plot.cellsAsPoints = points);
    }

    /** Sets the least width of branches in pixels; 0.6 unless set. */
    public ModelPlot leastWidth(double pixels) {
        return with(plot -> plot.leastWidth = pixels);
    }

    /** Sets a title above the picture. */
    public ModelPlot title(String text) {
        return with(plot -> plot.title = text);
    }

    /**
     * Sets the size of the picture in pixels; unless set it follows the shape of the model. A PNG has twice as many.
     */
    public ModelPlot size(int width, int height) {
        return with(plot -> plot.size = new int[] {width, height});
    }

    /** Writes the picture as PNG or SVG, by the file name's extension; see {@link Figure#write}. */
    public void write(Path file) {
        figure().write(file);
    }

    /** The picture as a panel, for use beside others in a figure. */
    public Panel panel() {
        return content().panel.title(title);
    }

    /** The picture. */
    public Figure figure() {
        Content content = content();
        if (size != null) {
            return Figure.of(size[0], size[1]).title(title).row(1, content.panel);
        }
        double scale = LARGEST_SIDE / Math.max(content.width, content.height);
        double width = Math.max(SMALLEST_WIDTH, scale * content.width);
        double height = Math.max(content.hasScale ? SMALLEST_SCALE : SMALLEST_HEIGHT, scale * content.height);
        int figureWidth = (int) (1.03 * width + 20 + (content.hasScale ? 95 : 0));
        return Figure.of(figureWidth, figureWidth)
                .title(title)
                .row(1, content.panel)
                .panelHeight(1.03 * height);
    }

    private Content content() {
        Anatomy anatomy = Anatomy.of(selection.model());
        Drawing drawing = new Drawing(cellsAsPoints ? anatomy.cellsAsPoints() : anatomy, projection);
        Coloring shown = values == null
                ? coloring
                : Coloring.scaled(selection, values.each, values.name, values.unit, range, log);
        List<Tube> tubes = drawing.tubes(selection, shown, leastWidth);
        List<Color> free = new ArrayList<>(shown.others());
        marks.forEach(mark -> free.remove(mark.color));
        List<Color> others = free.isEmpty() ? new ArrayList<>(Color.palette()) : free;
        int used = 0;
        for (Mark mark : marks) {
            mark(drawing, mark, mark.color == null ? others.get(used++ % others.size()) : mark.color, tubes);
        }
        Collections.rotate(others, -used);
        List<Line> lines =
                synapses == null ? List.of() : SynapseLinks.of(synapses, drawing, selection.compartments(), others);
        Panel panel = Panel.of(lines).tubes(tubes).scaleBar("µm").legend(true).colorScale(shown.scale);
        return new Content(panel, drawing.width(), drawing.height(), shown.scale != null);
    }

    private static void mark(Drawing drawing, Mark mark, Color color, List<Tube> tubes) {
        for (int row : mark.places.compartments()) {
            double[] at = drawing.place(row);
            Tube dot = Tube.ball(at[0], at[1], 0).layer(Drawing.MARKS);
            tubes.add(dot.leastWidth(MARK + 3).color("#ffffff"));
            tubes.add(dot.leastWidth(MARK).color(color).label(mark.label));
        }
    }

    private void requireOwn(Selection part) {
        NeuronModel model = selection.model();
        if (part.model() != model) {
            throw new IllegalArgumentException(
                    "the part " + part + " belongs to another model; take it from the one that is shown");
        }
    }

    @Override
    public String toString() {
        return "ModelPlot[" + (selection.label().isEmpty() ? "all" : Brief.of(selection.label())) + ", " + projection
                + "]";
    }
}
