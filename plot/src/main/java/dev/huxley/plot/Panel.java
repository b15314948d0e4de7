package dev.huxley.plot;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One pair of axes with lines, over a heat map if there is one, or a map of tubes with a scale bar. Immutable: every setting returns a new panel.
 *
 * <pre>{@code
 * Panel.of(Line.sampled(0, dt, recorded).label("recording"), Line.sampled(0, dt, model).label("model"))
 *         .x("time", "ms").y("membrane potential", "mV").legend(true);
 * }</pre>
 */
public final class Panel {
    private List<Line> lines = List.of();
    private List<Tube> tubes = List.of();
    private HeatMap heatMap;
    private ColorScale colorScale;
    private String scaleBarUnit;
    private String title = "";
    private String xName = "";
    private String xUnit = "";
    private String yName = "";
    private String yUnit = "";
    private Range xRange;
    private Range yRange;
    private boolean logY;
    private boolean legend;
    private boolean grid;
    private boolean equalAspect;
    private boolean sharesXBelow;
    private boolean sharesYLeft;
    private boolean blank;

    /** The extent of the data in x, computed once on demand, since a layout needs it many times. */
    private Range dataX;

    private Range dataY;

    private Panel() {}

    private Panel copy() {
        Panel copy = new Panel();
        copy.lines = lines;
        copy.tubes = tubes;
        copy.heatMap = heatMap;
        copy.colorScale = colorScale;
        copy.scaleBarUnit = scaleBarUnit;
        copy.title = title;
        copy.xName = xName;
        copy.xUnit = xUnit;
        copy.yName = yName;
        copy.yUnit = yUnit;
        copy.xRange = xRange;
        copy.yRange = yRange;
        copy.logY = logY;
        copy.legend = legend;
        copy.grid = grid;
        copy.equalAspect = equalAspect;
        copy.sharesXBelow = sharesXBelow;
        copy.sharesYLeft = sharesYLeft;
        copy.blank = blank;
        return copy;
    }

    /**
     * An empty place, which keeps the panels of an incomplete row as wide as those of the rows above. With a line, tubes or a
     * heat map it is a panel like others.
     */
    public static Panel blank() {
        Panel panel = new Panel();
        panel.blank = true;
        return panel;
    }

    /** A panel with these lines, the last one on top. */
    public static Panel of(Line... lines) {
        return of(List.of(lines));
    }

    /** A panel with these lines, the last one on top. */
    public static Panel of(List<Line> lines) {
        Panel panel = new Panel();
        panel.lines = List.copyOf(lines);
        return panel;
    }

    /** Adds a line on top of the others. */
    public Panel with(Line line) {
        Panel copy = copy();
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        copy.lines = Collections.unmodifiableList(more);
        copy.blank = false;
        return copy;
    }

    /**
     * Sets tubes below all lines, the last one on top of the others; one unit then has the same length on both axes.
     */
    public Panel tubes(List<Tube> shown) {
        Panel copy = copy();
        copy.tubes = List.copyOf(shown);
        copy.blank = false;
        copy.equalAspect |= !shown.isEmpty();
        return copy;
    }

    /** Sets a heat map below all lines, and its color scale at the right of the panel. */
    public Panel heatMap(HeatMap shown) {
        Panel copy = copy();
        copy.heatMap = shown;
        copy.blank = false;
        copy.colorScale = shown.scale();
        return copy;
    }

    /** Adds a color scale at the right of the panel. */
    public Panel colorScale(ColorScale scale) {
        Panel copy = copy();
        copy.colorScale = scale;
        return copy;
    }

    /**
     * Replaces both axes by a bar of a round length below the panel, as on maps; one unit then has the same length in
     * both directions.
     */
    public Panel scaleBar(String unit) {
        Panel copy = copy();
        copy.scaleBarUnit = Lettering.clean(unit);
        copy.equalAspect = true;
        return copy;
    }

    /** Sets a short title above the panel. */
    public Panel title(String text) {
        Panel copy = copy();
        copy.title = Lettering.clean(text);
        return copy;
    }

    /** Sets the name of the quantity on the x axis and its unit ("" for none). */
    public Panel x(String name, String unit) {
        Panel copy = copy();
        copy.xName = Lettering.clean(name);
        copy.xUnit = Lettering.clean(unit);
        return copy;
    }

    /** Sets the name of the quantity on the y axis and its unit ("" for none). */
    public Panel y(String name, String unit) {
        Panel copy = copy();
        copy.yName = Lettering.clean(name);
        copy.yUnit = Lettering.clean(unit);
        return copy;
    }

    /** Sets a fixed range of the x axis instead of that of the data. */
    public Panel xRange(double low, double high) {
        Panel copy = copy();
        copy.xRange = Range.chosen("the x axis", low, high);
        return copy;
    }

    /** Sets a fixed range of the y axis instead of that of the data. */
    public Panel yRange(double low, double high) {
        Panel copy = copy();
        copy.yRange = Range.chosen("the y axis", low, high);
        return copy;
    }

    /** Chooses whether the y axis is logarithmic; values that are not positive then break the line. */
    public Panel logY(boolean logarithmic) {
        Panel copy = copy();
        copy.logY = logarithmic;
        return copy;
    }

    /** Chooses whether the labels of the lines are listed above the panel. */
    public Panel legend(boolean shown) {
        Panel copy = copy();
        copy.legend = shown;
        return copy;
    }

    /** Chooses whether thin lines are drawn at the marks of both axes. */
    public Panel grid(boolean shown) {
        Panel copy = copy();
        copy.grid = shown;
        return copy;
    }

    /**
     * Chooses whether one unit has the same length on both axes, as pictures of morphologies need; one range then
     * grows.
     */
    public Panel equalAspect(boolean equal) {
        Panel copy = copy();
        copy.equalAspect = equal;
        return copy;
    }

    /**
     * Chooses whether this panel shares the x axis of the one below it, which then carries the labels of both. It has
     * an effect if both rows have the same number of panels.
     */
    public Panel sharesXWithPanelBelow(boolean shares) {
        Panel copy = copy();
        copy.sharesXBelow = shares;
        return copy;
    }

    /**
     * Chooses whether this panel shares the y axis of its left neighbor in the row, which then carries the labels of
     * both.
     */
    public Panel sharesYWithPanelLeft(boolean shares) {
        Panel copy = copy();
        copy.sharesYLeft = shares;
        return copy;
    }

    boolean isBlank() {
        return blank;
    }

    List<Line> lines() {
        return lines;
    }

    List<Tube> drawnTubes() {
        return tubes;
    }

    /** The heat map below all lines, or null. */
    HeatMap drawnHeatMap() {
        return heatMap;
    }

    ColorScale shownColorScale() {
        return colorScale;
    }

    /** Tells whether a scale bar replaces the axes. */
    boolean isMap() {
        return scaleBarUnit != null;
    }

    String scaleBarUnit() {
        return scaleBarUnit;
    }

    String title() {
        return title;
    }

    String xName() {
        return xName;
    }

    String xUnit() {
        return xUnit;
    }

    String yName() {
        return yName;
    }

    String yUnit() {
        return yUnit;
    }

    boolean logY() {
        return logY;
    }

    boolean legend() {
        return legend
                && (lines.stream().anyMatch(line -> !line.label().isEmpty())
                        || tubes.stream().anyMatch(tube -> !tube.label().isEmpty()));
    }

    boolean grid() {
        return grid;
    }

    boolean equalAspect() {
        return equalAspect && !logY;
    }

    boolean sharesXBelow() {
        return sharesXBelow;
    }

    boolean sharesYLeft() {
        return sharesYLeft;
    }

    /** The fixed x range, or that of all points that can be drawn; may be empty. */
    Range xExtent() {
        if (xRange != null) {
            return xRange;
        }
        if (dataX == null) {
            dataX = extent(true);
        }
        return dataX;
    }

    /** The fixed y range, or that of all points that can be drawn; may be empty. */
    Range yExtent() {
        if (fixedY()) {
            return yRange;
        }
        if (dataY == null) {
            dataY = extent(false);
        }
        return dataY;
    }

    boolean fixedX() {
        return xRange != null;
    }

    boolean fixedY() {
        return yRange != null && !(logY && yRange.low() <= 0);
    }

    private Range extent(boolean ofX) {
        Range extent = Range.EMPTY;
        if (heatMap != null) {
            extent = ofX
                    ? extent.with(heatMap.xEdge(0)).with(heatMap.xEdge(heatMap.columns()))
                    : extent.with(heatMap.yEdge(0)).with(heatMap.yEdge(heatMap.rows()));
        }
        for (Line line : lines) {
            for (int i = 0; i < line.size(); i++) {
                if (Range.drawable(line.x(i), false) && Range.drawable(line.y(i), logY)) {
                    extent = extent.with(ofX ? line.x(i) : line.y(i));
                }
            }
        }
        for (Tube tube : tubes) {
            for (int i = 0; i < tube.size(); i++) {
                double at = ofX ? tube.x(i) : tube.y(i);
                extent = extent.with(at - tube.radius(i)).with(at + tube.radius(i));
            }
        }
        return extent;
    }

    @Override
    public String toString() {
        return "Panel[" + Brief.of(title) + ", x " + Brief.of(xName) + ", y " + Brief.of(yName) + "]";
    }
}
