package dev.huxley.morphology;

import java.util.ArrayDeque;
import java.util.Random;

/**
 * An artificial pyramidal cell, for use when no file with a morphology is at hand. It is drawn at random, the same on
 * every machine, and is not a reconstruction. Numbers, lengths and diameters of its branches are about those of a layer
 * 5 pyramidal cell: a soma, eight basal dendrites, an apical trunk with oblique branches and a tuft, and a branching
 * axon.
 *
 * <p>Branches are chains of points whose direction wanders. Where a branch forks, the daughters are thinner by Rall's
 * rule for two equal ones (1959, Exp. Neurol. 1:491-527), down to the thinnest of their kind.
 */
public final class GeneratedPyramidalCell {
    private static final int SOMA = 1;
    private static final int AXON = 2;
    private static final int BASAL = 3;
    private static final int APICAL = 4;

    private static final double[] SOMA_RADII = {4, 8, 9.5, 9.5, 8, 4};
    private static final double SOMA_SPACING = 5;
    private static final double POINT_SPACING = 12;
    private static final double RALL_RATIO = Math.pow(2, -2.0 / 3);

    private final Random random = new Random(2011);
    private final StringBuilder swc = new StringBuilder();
    private int points;

    /** The end of a branch: its point, place, direction and radius. */
    private record Tip(int point, double[] place, double[] direction, double radius) {}

    /** The branching of a tree: the number of branches, the range of their lengths, and their least radius (um). */
    private record Branching(int type, int branches, double shortest, double longest, double thinnest) {}

    private GeneratedPyramidalCell() {}

    /** The morphology, of 321 branches. */
    public static Morphology morphology() {
        return Swc.parse(swc(), "generated pyramidal cell", Swc.options());
    }

    /** The morphology as the text of an SWC file. */
    public static String swc() {
        GeneratedPyramidalCell cell = new GeneratedPyramidalCell();
        cell.draw();
        return cell.swc.toString();
    }

    private void draw() {
        int top = 0;
        for (double radius : SOMA_RADII) {
            double[] place = {0, SOMA_SPACING * points, 0};
            top = point(SOMA, place, radius, points == 0 ? -1 : points);
        }
        Tip below = new Tip(1, new double[3], new double[] {0, -1, 0}, 0);
        Branching basal = new Branching(BASAL, 7, 20, 150, 0.23);
        for (int stem = 0; stem < 8; stem++) {
            double angle = 2 * Math.PI * stem / 8;
            double[] outwards = {Math.cos(angle), -0.5, Math.sin(angle)};
            tree(basal, new Tip(below.point, below.place, outwards, 0.9));
        }
        tree(new Branching(AXON, 129, 30, 250, 0.23), new Tip(below.point, below.place, below.direction, 0.75));
        double[] above = {0, SOMA_SPACING * (SOMA_RADII.length - 1), 0};
        apical(new Tip(top, above, new double[] {0, 1, 0}, 3.2));
    }

    /** Grows a trunk with an oblique branch at the end of each piece, and a tuft at its own end. */
    private void apical(Tip trunk) {
        Branching oblique = new Branching(APICAL, 3, 30, 110, 0.25);
        for (int piece = 0; piece < 16; piece++) {
            double[] up = {0, 1, 0};
            trunk = branch(APICAL, new Tip(trunk.point, trunk.place, up, trunk.radius), 40);
            double angle = 2.4 * piece;
            double[] sideways = {Math.cos(angle), 0.3, Math.sin(angle)};
            tree(oblique, new Tip(trunk.point, trunk.place, sideways, 0.5));
            trunk = new Tip(trunk.point, trunk.place, trunk.direction, trunk.radius * 0.94);
        }
        tree(new Branching(APICAL, 71, 20, 180, 0.25), trunk);
    }

    /** Grows a binary tree with the given number of branches (odd); the oldest tips fork first. */
    private void tree(Branching branching, Tip root) {
        ArrayDeque<Tip> tips = new ArrayDeque<>();
        tips.add(branch(branching.type, root, length(branching)));
        for (int made = 1; made < branching.branches; made += 2) {
            Tip tip = tips.remove();
            double radius = Math.max(branching.thinnest, tip.radius * RALL_RATIO);
            for (int daughter = 0; daughter < 2; daughter++) {
                double[] direction = wander(tip.direction, 1);
                Tip start = new Tip(tip.point, tip.place, direction, radius);
                tips.add(branch(branching.type, start, length(branching)));
            }
        }
    }

    /** A random length; short branches are more frequent than long ones. */
    private double length(Branching branching) {
        double fraction = random.nextDouble() * random.nextDouble() * 1.6;
        return branching.shortest + (branching.longest - branching.shortest) * Math.min(1, fraction);
    }

    private Tip branch(int type, Tip start, double length) {
        int count = (int) Math.ceil(length / POINT_SPACING);
        double[] place = start.place.clone();
        double[] direction = start.direction;
        int last = start.point;
        for (int i = 0; i < count; i++) {
            direction = wander(direction, 0.2);
            for (int axis = 0; axis < 3; axis++) {
                place[axis] += length / count * direction[axis];
            }
            last = point(type, place, start.radius, last);
        }
        return new Tip(last, place, direction, start.radius);
    }

    /** A random unit vector near the given direction. */
    private double[] wander(double[] direction, double by) {
        double[] turned = new double[3];
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            turned[axis] = direction[axis] + by * (random.nextDouble() - 0.5);
            square += turned[axis] * turned[axis];
        }
        for (int axis = 0; axis < 3; axis++) {
            turned[axis] /= Math.sqrt(square);
        }
        return turned;
    }

    private int point(int type, double[] place, double radius, int parent) {
        points++;
        swc.append(points).append(' ').append(type);
        for (double number : new double[] {place[0], place[1], place[2], radius}) {
            swc.append(' ').append(Math.round(number * 1000) / 1000.0);
        }
        swc.append(' ').append(parent).append('\n');
        return points;
    }
}
