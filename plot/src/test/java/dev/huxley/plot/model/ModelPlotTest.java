package dev.huxley.plot.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Placement;
import dev.huxley.model.Selection;
import dev.huxley.morphology.Swc;
import dev.huxley.plot.Color;
import dev.huxley.plot.Tube;
import dev.huxley.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ModelPlotTest {
    private static final String SWC =
            """
            1 1 0 0 0 8 -1
            2 3 0 12 0 1.5 1
            3 3 0 250 0 0.8 2
            4 3 90 420 40 0.4 3
            5 3 -60 380 0 0.3 3
            6 4 0 -12 0 1 1
            7 4 0 -300 0 0.5 6
            """;

    private static Cell traced(int ncomp) {
        return new Cell(Swc.parse(SWC, "small", Swc.options().ncomp(ncomp)));
    }

    private static Cell untraced() {
        return new Cell(new Branch(new Compartment(), 4), -1, 0, 0);
    }

    private static String svg(ModelPlot plot) {
        return plot.figure().toSvg();
    }

    private static TreeSet<String> colors(String svg) {
        TreeSet<String> colors = new TreeSet<>();
        Matcher matcher = Pattern.compile("<path fill=\"(?:none\"[^>]*stroke=\")?(#[0-9a-f]{6})\"")
                .matcher(svg);
        while (matcher.find()) {
            colors.add(matcher.group(1));
        }
        return colors;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String message(Runnable wrong) {
        return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    }

    /** However many groups there are, the dots of marks and the lines of synapses have colors of their own. */
    @Test
    void marksShareNoColorWithGroups() {
        Cell cell = traced(3);
        for (int groups = 1; groups <= 5; groups++) {
            cell.branch(groups % 3).comp(groups / 3).addToGroup("group" + groups);
            ModelPlot plot = ModelPlot.of(cell)
                    .colorByGroup()
                    .mark(cell.branch(1).loc(1), "tip")
                    .mark(cell.branch(2).loc(1), "another tip");
            Set<String> used = new HashSet<>(Arrays.asList(Coloring.groups(cell).colors));
            String tip = markColor(svg(plot), "tip");
            String other = markColor(svg(plot), "another tip");
            assertFalse(
                    used.contains(tip) || used.contains(other) || tip.equals(other),
                    tip + ", " + other + " of " + used);
        }
        String chosen = svg(ModelPlot.of(cell).mark(cell.branch(1).loc(1), "tip", Color.VIOLET));
        assertEquals(Color.VIOLET.hex(), markColor(chosen, "tip"));
    }

    /** The color of the dot in front of a label of the legend. */
    private static String markColor(String svg, String label) {
        Matcher matcher = Pattern.compile("<circle[^>]*fill=\"(#[0-9a-f]{6})\"/>\\s*<text[^>]*>" + label + "<")
                .matcher(svg);
        assertTrue(matcher.find(), "no dot in front of '" + label + "'");
        return matcher.group(1);
    }

    @Test
    void sameModelSamePicture() {
        Cell cell = traced(3);
        ModelPlot plot =
                ModelPlot.of(cell).colorBy("radius").mark(cell.branch(1).loc(1), "tip");
        assertEquals(svg(plot), svg(plot));
        assertEquals(
                svg(ModelPlot.of(traced(3)).colorByGroup()),
                svg(ModelPlot.of(traced(3)).colorByGroup()));
        assertArrayEquals(
                ModelPlot.of(traced(3)).figure().toPng(),
                ModelPlot.of(traced(3)).figure().toPng());
    }

    @Test
    void cuttingIntoCompartmentsKeepsTheShape() {
        Drawing one = new Drawing(Anatomy.of(traced(1)), Projection.XY);
        Drawing many = new Drawing(Anatomy.of(traced(7)), Projection.XY);
        List<Tube> coarse = tubes(one, traced(1));
        List<Tube> fine = tubes(many, traced(7));
        assertEquals(coarse.size(), fine.size());
        assertEquals(one.width(), many.width(), 1e-9);
        assertEquals(one.height(), many.height(), 1e-9);
    }

    private static List<Tube> tubes(Drawing drawing, Cell cell) {
        return drawing.tubes(cell, Coloring.plain(cell, "#000000"), 0.6);
    }

    @Test
    void compartmentsOfATracedBranchMeet() {
        Anatomy anatomy = Anatomy.of(traced(5));
        for (int row = 0; row < anatomy.structure().compartments(); row++) {
            if (anatomy.structure().compartmentInBranch(row) > 0) {
                Piece before = anatomy.piece(anatomy.before(row));
                Piece piece = anatomy.piece(row);
                assertEquals(0, Piece.distance(before.end(), piece.places()[0]), 1e-9, "compartment " + row);
                assertEquals(before.endRadius(), piece.radius()[0], 1e-9, "compartment " + row);
            }
        }
    }

    /** A radius that was set is that of a cylinder; the traced one counts elsewhere. */
    @Test
    void radiiThatWereSetAreDrawn() {
        Cell cell = traced(2);
        cell.branch(1).comp(1).set("radius", 5);
        Anatomy anatomy = Anatomy.of(cell);
        int row = cell.branch(1).comp(1).compartments()[0];
        assertArrayEquals(new double[] {5, 5}, anatomy.piece(row).radius(), 0);
        double[] other = anatomy.piece(row - 1).radius();
        assertTrue(other[0] > other[other.length - 1], "the traced taper is gone: " + Arrays.toString(other));
    }

    @Test
    void aPlotChangesNothing() {
        Cell cell = untraced();
        List<String> before = List.copyOf(cell.nodes().names());
        svg(ModelPlot.of(cell).colorBy("radius"));
        assertEquals(before, List.copyOf(cell.nodes().names()));
        assertFalse(cell.trace(0).isPresent());
    }

    @Test
    void aViewShowsItsCompartmentsOnly() {
        Cell cell = traced(4);
        Selection view = cell.group("apical");
        Drawing drawing = new Drawing(Anatomy.of(cell), Projection.XY);
        drawing.tubes(view, Coloring.plain(cell, "#000000"), 0.6);
        // Traced from y = -12 to -300 with radii below 1.
        assertEquals(288, drawing.height(), 2);
        assertTrue(drawing.width() <= 2 + 1e-9, "width " + drawing.width());
        String svg = svg(ModelPlot.of(view).colorByGroup("apical", "basal"));
        assertTrue(svg.contains(">apical<") && !svg.contains(">basal<"), "the legend shows what is not in view");
    }

    @Test
    void projectionsTurnTheModel() {
        Cell cell = traced(1);
        double[] extents = new double[3];
        for (Projection projection : Projection.values()) {
            Drawing drawing = new Drawing(Anatomy.of(cell), projection);
            tubes(drawing, cell);
            extents[projection.ordinal()] = drawing.width();
            double depth = projection == Projection.XY ? 720 : 48;
            assertEquals(depth, drawing.height(), 15, projection + " height");
        }
        assertEquals(extents[0], extents[1], 0, "x is to the right in xy and xz");
        assertEquals(720, extents[2], 15);
    }

    @Test
    void colorShowsTheValue() {
        Cell cell = untraced();
        cell.branch(0, 1).insert(new HH());
        cell.branch(0).set("HH_gNa", 0.1);
        cell.branch(1).set("HH_gNa", 0.3);
        String svg = svg(ModelPlot.of(cell).colorBy("HH_gNa"));
        assertEquals(new TreeSet<>(List.of("#440154", "#fde725", Color.LIGHT_GRAY.hex())), colors(svg));
        assertTrue(svg.contains("HH_gNa (S/cm"), "the scale has no name and unit");
        assertTrue(svg.contains(">none<"), "the gray of compartments without HH is not explained");
        String fixed = svg(ModelPlot.of(cell.branch(0, 1)).colorBy("HH_gNa").colorRange(0.3, 0.4));
        assertEquals(new TreeSet<>(List.of("#440154")), colors(fixed), "values at and below the low end");
        assertFalse(fixed.contains(">none<"), "nothing is absent in this view");
    }

    @Test
    void ownValuesAreShownToo() {
        Cell cell = untraced();
        double[] each = new double[12];
        Arrays.fill(each, 4, 12, 7);
        assertEquals(
                2,
                colors(svg(ModelPlot.of(cell).colorBy("distance", "µm", each))).size());
        assertEquals(
                "there are 12 compartments to color, but 2 values of 'distance'; give one per compartment",
                message(() -> ModelPlot.of(cell).colorBy("distance", "µm", 1, 2)));
        // One value everywhere still gives a scale.
        assertEquals(1, colors(svg(ModelPlot.of(cell).colorBy("v"))).size());
    }

    @Test
    void theLastGroupOfACompartmentCounts() {
        Cell cell = untraced();
        cell.addToGroup("all");
        cell.branch(2).addToGroup("tip");
        String svg = svg(ModelPlot.of(cell).colorByGroup());
        assertEquals(new TreeSet<>(List.of(Color.BLACK.hex(), Color.VERMILLION.hex())), colors(svg));
        assertTrue(svg.indexOf(">all<") < svg.indexOf(">tip<") && !svg.contains(">other<"), "legend");
        assertTrue(svg(ModelPlot.of(cell).colorByGroup("tip")).contains(">other<"));
        ModelPlot part = ModelPlot.of(cell).color(cell.branch(1), Color.BLUE, "second");
        assertEquals(new TreeSet<>(List.of(Color.BLACK.hex(), Color.BLUE.hex())), colors(svg(part)));
    }

    /** A point neuron is a disc with the diameter of a ball of its area. */
    @Test
    void pointNeuronsAreDiscsOfTheirArea() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        Drawing drawing = new Drawing(Anatomy.of(cell), Projection.XY);
        assertEquals(1, tubes(drawing, cell).size());
        assertEquals(20, drawing.width(), 1e-9);
        assertEquals(20, drawing.height(), 1e-9);
    }

    @Test
    void cellsWithoutPlacesDoNotOverlap() {
        for (Cell cell : new Cell[] {new Cell(new Compartment()), untraced(), traced(1)}) {
            for (int count : new int[] {2, 3, 50}) {
                Network network = new Network(Collections.nCopies(count, cell));
                Drawing drawing = new Drawing(Anatomy.of(network), Projection.XY);
                for (int a = 0; a < count; a++) {
                    for (int b = 0; b < a; b++) {
                        double[] one = drawing.place(network.cell(a).compartments()[0]);
                        double[] other = drawing.place(network.cell(b).compartments()[0]);
                        double distance = Math.hypot(one[0] - other[0], one[1] - other[1]);
                        assertTrue(distance > 2, "cells " + a + " and " + b + " are " + distance + " um apart");
                    }
                }
            }
        }
    }

    @Test
    void cellsThatWereMovedStayThere() {
        Network network = new Network(traced(1), traced(1), new Cell(new Compartment()));
        Placement.moveTo(network.cell(1), 1000, 500, 0);
        Drawing drawing = new Drawing(Anatomy.of(network), Projection.XY);
        assertArrayEquals(new double[] {0, 0}, drawing.place(0), 1e-9);
        assertArrayEquals(
                new double[] {1000, 500}, drawing.place(network.cell(1).compartments()[0]), 1e-9);
        double[] point = drawing.place(network.cell(2).compartments()[0]);
        assertTrue(point[0] > 1090, "the point neuron stands at " + Arrays.toString(point) + ", within the others");
    }

    @Test
    void synapsesAreDrawnByType() {
        Cell point = new Cell(new Compartment());
        Network network = new Network(point, point, point);
        network.connect(network.cell(0), network.cell(1), new IonotropicSynapse());
        network.connect(network.cell(1), network.cell(0), new IonotropicSynapse());
        network.connect(network.cell(1), network.cell(2), new GapJunction());
        network.connect(network.cell(2), network.cell(2), new TanhRateSynapse());
        String svg = svg(ModelPlot.of(network));
        for (String type : new String[] {"IonotropicSynapse", "GapJunction", "TanhRateSynapse"}) {
            assertEquals(1, count(svg, ">" + type + "<"), type);
        }
        // Two ends of the first type and one of the last; a gap junction has none.
        assertEquals(3, count(svg, "<circle"), "dots at postsynaptic ends");
        String some = svg(ModelPlot.of(network).synapses(network.synapses("GapJunction")));
        assertTrue(some.contains("GapJunction") && !some.contains("Ionotropic"), "only the given synapses");
        assertFalse(svg(ModelPlot.of(network).withoutSynapses()).contains("Junction"));
        String half = svg(ModelPlot.of(network.cell(0, 1)));
        assertTrue(half.contains("Ionotropic") && !half.contains("Junction"), "ends that are not in view");
    }

    /** A cell as a point is one disc of its whole area, and what ends anywhere in it ends there. */
    @Test
    void cellsCanBePoints() {
        Network network = new Network(traced(4), untraced());
        network.connect(
                network.cell(0).branch(1).loc(1), network.cell(1).branch(2).loc(1), new TanhRateSynapse());
        Drawing drawing = new Drawing(Anatomy.of(network).cellsAsPoints(), Projection.XY);
        List<Tube> tubes = drawing.tubes(network, Coloring.plain(network, "#000000"), 0.6);
        assertEquals(2, tubes.size());
        double area = Arrays.stream(network.cell(0).get("area")).sum();
        int tip = network.cell(0).branch(1).loc(1).compartments()[0];
        assertEquals(Math.sqrt(area / 4 / Math.PI), drawing.ballRadius(tip), 1e-9);
        assertArrayEquals(drawing.place(network.cell(0).compartments()[0]), drawing.place(tip), 0);
        String svg = svg(ModelPlot.of(network).cellsAsPoints(true));
        assertEquals(1, count(svg, ">TanhRateSynapse<"));
    }

    /** One element of an array-valued parameter is a quantity to color by. */
    @Test
    void elementsOfArraysAreShown() {
        class Weighted extends Channel {
            Weighted() {
                super("Weighted");
                parameter("w", new double[] {1, 2}, "S/cm2");
            }

            @Override
            public NDArray current(Membrane membrane) {
                return membrane.get("w").sum(new int[] {0}).mul(membrane.voltage());
            }
        }
        Cell cell = untraced();
        cell.insert(new Weighted());
        cell.branch(1).set("Weighted_w", 3, 5);
        assertTrue(svg(ModelPlot.of(cell).colorBy("Weighted_w[1]")).contains("Weighted_w[1] (S/cm"));
        assertTrue(
                message(() -> ModelPlot.of(cell).colorBy("Weighted_w")).contains("for instance 'Weighted_w[0]'"),
                "an array");
        assertTrue(message(() -> ModelPlot.of(cell).colorBy("Weighted_w[2]")).contains("Weighted_w[1]"), "no element");
    }

    @Test
    void mistakesAreExplained() {
        Cell cell = untraced();
        cell.insert(new HH());
        cell.branch(1).deleteMechanism("HH");
        assertTrue(
                message(() -> ModelPlot.of(cell).colorBy("HH_gna")).contains("Did you mean 'HH_gNa'"),
                "unknown column");
        assertTrue(message(() -> ModelPlot.of(cell).colorBy("HH")).contains("is a group or a mechanism"), "mechanism");
        assertTrue(
                message(() -> ModelPlot.of(cell.branch(1)).colorBy("HH_gNa")).contains("no compartment of branch(1)"),
                "absent in view");
        assertTrue(message(() -> ModelPlot.of(cell).colorByGroup()).contains("addToGroup"), "no groups");
        assertTrue(message(() -> ModelPlot.of(cell).colorByGroup("x")).contains("no group 'x'"), "unknown group");
        assertTrue(
                message(() -> ModelPlot.of(cell).mark(untraced().branch(0), "x"))
                        .contains("another model"),
                "foreign mark");
        assertTrue(
                message(() -> svg(ModelPlot.of(cell).colorBy("v").logColors(true)))
                        .contains("no positive value"),
                "log of voltages");
        assertTrue(
                message(() -> svg(ModelPlot.of(cell).colorBy("v").colorRange(1, 1)))
                        .contains("color scale"),
                "empty range");
    }

    @Test
    void aTracedTreeOfThousandsOfPointsIsASmallFile() {
        Cell cell = new Cell(Swc.read(SharedData.file("morphologies/morph_l5pc_with_axon.swc")));
        int points = 0;
        for (int branch = 0; branch < cell.structure().branches(); branch++) {
            points += cell.trace(branch).orElseThrow().pointCount();
        }
        int bytes = svg(ModelPlot.of(cell).colorByGroup()).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(points > 4000 && bytes < 90_000, points + " points make an SVG of " + bytes + " bytes");
    }
}
