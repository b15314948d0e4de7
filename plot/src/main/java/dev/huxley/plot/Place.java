package dev.huxley.plot;

import java.util.List;

/** One panel of a figure with the box of its plot area, its axes and its labels. */
final class Place {
    final Panel panel;
    final int row;
    final int column;
    final boolean xShared;
    final boolean yShared;

    /** The largest number of lines of each text. */
    final int mostLines;

    double x;
    double y;
    double width;
    double height;
    double left;
    Axis xAxis;
    Axis yAxis;
    List<String> title = List.of();
    List<String> xLabel = List.of();
    List<String> yLabel = List.of();

    Place(Panel panel, int row, int column, boolean xShared, boolean yShared, int mostLines) {
        this.panel = panel;
        this.row = row;
        this.column = column;
        this.xShared = xShared;
        this.yShared = yShared;
        this.mostLines = mostLines;
    }

    /** Tells whether the x axis has numbers and a name. */
    boolean carriesX() {
        return !panel.isBlank() && !xShared && !panel.isMap();
    }

    /** Sets the texts, whose lines depend on the box and the axes. */
    void setTexts() {
        title = Lettering.wrapped(panel.title(), width, FigureLayout.PANEL_TITLE, true, mostLines);
        String x = AxisLabel.of(panel.xName(), panel.xUnit(), xAxis.ticks().exponent());
        xLabel = carriesX() ? Lettering.wrapped(x, width, FigureLayout.TEXT, false, mostLines) : List.of();
        yLabel = yShared || panel.isMap() ? List.of() : AxisLabel.upright(this);
    }

    Legend legend() {
        return Legend.of(panel.legend() ? List.of(panel) : List.of(), width, mostLines);
    }
}
