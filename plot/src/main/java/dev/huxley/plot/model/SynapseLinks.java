package dev.huxley.plot.model;

import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Edges;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.SynapseSelection;
import dev.huxley.plot.Color;
import dev.huxley.plot.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Synapses as lines from the presynaptic compartment to a dot at the postsynaptic one, bowed to the left of their
 * direction so that opposite ones do not coincide. Reciprocal synapses (gap junctions) are straight and have no dot.
 */
final class SynapseLinks {
    /**
     * The largest number of bowed synapses; more are straight, since bows would be indistinguishable and make large
     * files.
     */
    private static final int MOST_BOWED = 500;

    private static final int BOW_POINTS = 33;
    private static final double BOW = 0.13;

    /** The size of the loop of a synapse from a compartment onto itself, in radii of the compartment. */
    private static final double LOOP = 2.2;

    /** The least size of such a loop as a fraction of the size of the picture. */
    private static final double LOOP_SHARE = 0.015;

    private final Drawing drawing;
    private final BitSet shown = new BitSet();
    private final boolean bowed;

    /** The colors of types, one after the other. */
    private final List<Color> colors;

    /** The number of the type of each synapse in view. */
    private final int[] types;

    private final int[] pre;
    private final int[] post;

    private SynapseLinks(SynapseSelection synapses, Drawing drawing, int[] rows, List<Color> colors) {
        this.drawing = drawing;
        this.colors = colors;
        bowed = synapses.size() <= MOST_BOWED;
        IndexColumn column = synapses.model().edges().indices(Edges.TYPE);
        types = Arrays.stream(synapses.edges()).map(column::value).toArray();
        pre = synapses.pre();
        post = synapses.post();
        for (int row : rows) {
            shown.set(row);
        }
    }

    /**
     * The lines of all synapses between shown compartments, type by type.
     *
     * @param colors those of the types, one after the other
     */
    static List<Line> of(SynapseSelection synapses, Drawing drawing, int[] rows, List<Color> colors) {
        SynapseLinks links = new SynapseLinks(synapses, drawing, rows, colors);
        List<Synapse> known = List.copyOf(synapses.model().synapseTypes());
        List<Line> lines = new ArrayList<>();
        for (int type = 0; type < known.size(); type++) {
            links.add(type, known.get(type), lines);
        }
        return lines;
    }

    private void add(int type, Synapse synapse, List<Line> lines) {
        Path ways = new Path();
        Path ends = new Path();
        int count = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == type && shown.get(pre[i]) && shown.get(post[i])) {
                way(pre[i], post[i], synapse.isReciprocal(), ways, ends);
                count++;
            }
        }
        if (count == 0) {
            return;
        }
        Color color = colors.get(type % colors.size());
        double width = count <= 60 ? 1.2 : Math.max(0.1, 0.8 * Math.min(1, (double) MOST_BOWED / count));
        lines.add(ways.line().color(color).width(width).label(synapse.name()));
        if (!synapse.isReciprocal()) {
            lines.add(ends.line().color(color).width(Math.max(1, 2.4 * width)));
        }
    }

    private void way(int pre, int post, boolean reciprocal, Path ways, Path ends) {
        double[] from = drawing.place(pre);
        double[] to = drawing.place(post);
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = Math.hypot(dx, dy);
        if (length == 0) {
            loop(to, pre, ways, ends);
            return;
        }
        double bow = bowed && !reciprocal ? BOW : 0;
        double[] middle = {(from[0] + to[0]) / 2 - bow * 2 * dy, (from[1] + to[1]) / 2 + bow * 2 * dx};
        // From rim to rim where the ends are balls.
        double[] start = towards(from, middle, drawing.ballRadius(pre));
        double[] end = towards(to, middle, drawing.ballRadius(post));
        int points = bow == 0 ? 2 : BOW_POINTS;
        for (int i = 0; i < points; i++) {
            double t = (double) i / (points - 1);
            double a = (1 - t) * (1 - t);
            double b = 2 * t * (1 - t);
            double c = t * t;
            if (bow == 0) {
                ways.add(start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]));
            } else {
                ways.add(a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]);
            }
        }
        ways.end();
        ends.add(end[0], end[1]);
        ends.end();
    }

    private void loop(double[] at, int compartment, Path ways, Path ends) {
        double ball = drawing.ballRadius(compartment);
        double r = Math.max(LOOP / 2 * ball, LOOP_SHARE * Math.max(drawing.width(), drawing.height()));
        double[] center = {at[0], at[1] + ball + r};
        for (int i = 0; i <= BOW_POINTS; i++) {
            double angle = -Math.PI / 2 + 2 * Math.PI * i / BOW_POINTS;
            ways.add(center[0] + r * Math.cos(angle), center[1] + r * Math.sin(angle));
        }
        ways.end();
        ends.add(center[0], center[1] - r);
        ends.end();
    }

    private static double[] towards(double[] from, double[] to, double distance) {
        double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        double share = Math.min(1, distance / length);
        return new double[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])};
    }

    /** Several lines joined to one with gaps. */
    private static final class Path {
        private final List<double[]> points = new ArrayList<>();

        void add(double x, double y) {
            points.add(new double[] {x, y});
        }

        void end() {
            points.add(new double[] {Double.NaN, Double.NaN});
        }

        Line line() {
            return Line.of(
                    points.stream().mapToDouble(point -> point[0]).toArray(),
                    points.stream().mapToDouble(point -> point[1]).toArray());
        }
    }
}
