package dev.huxley.morphology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The soma of a tree of points in the physical reading: none, a sphere, or a chain of frusta. It is determined from
 * places, radii and neighbors, never from the direction of tracing.
 *
 * <p>A sphere is a soma of one place (traced once or several times there), the three points of NeuroMorpho (a center
 * and two points on opposite sides at the distance of their common radius, each to {@value #TOLERANCE}), and an {@link
 * Outline}. The soma is the largest connected set of points of type 1; others cause a warning and stay pieces of cable.
 */
final class Soma {
    static final int TYPE = 1;
    private static final double TOLERANCE = 0.05;
    private static final double LARGEST_DIAMETER = 1000;
    private static final double SMALLEST_DIAMETER = 0.1;

    private final SwcPoints points;
    /** The number of the place of every point of the soma; -1 for other points. */
    private final int[] place;

    private final List<Integer> pointOfPlace = new ArrayList<>();
    private final List<List<Integer>> neighborsOfPlace = new ArrayList<>();
    private Sphere sphere;
    private String words = "none traced";

    /** A ball, um. */
    record Sphere(double x, double y, double z, double radius) {}

    private Soma(SwcPoints points) {
        this.points = points;
        this.place = new int[points.count()];
        Arrays.fill(place, -1);
    }

    static Soma of(SwcPoints points, SwcNotes notes) {
        Soma soma = new Soma(points);
        List<List<Integer>> parts = soma.parts();
        if (parts.isEmpty()) {
            return soma;
        }
        List<Integer> main = parts.get(0);
        for (List<Integer> part : parts) {
            if (part.size() > main.size()
                    || (part.size() == main.size() && largestRadius(points, part) > largestRadius(points, main))) {
                main = part;
            }
        }
        if (parts.size() > 1) {
            List<Integer> kept = main;
            int other = parts.stream()
                    .filter(part -> part != kept)
                    .findFirst()
                    .orElseThrow()
                    .get(0);
            notes.warn(
                    points.line()[other],
                    "point " + points.id()[other] + " is of type 1 (soma) but not joined to the soma at point "
                            + points.id()[main.get(0)] + " (" + (parts.size() - 1)
                            + " such places); it is read as a piece of cable of the group soma",
                    "give it the type of its neurite");
        }
        soma.findPlaces(main.get(0));
        soma.recognize(main, notes);
        warnOfSize(points, main, notes);
        return soma;
    }

    /** Tells whether there is a soma. */
    boolean exists() {
        return !pointOfPlace.isEmpty();
    }

    boolean contains(int point) {
        return place[point] >= 0;
    }

    /** The sphere of the soma; null if it is a chain of frusta or does not exist. */
    Sphere sphere() {
        return sphere;
    }

    /** Tells whether the soma continues from a point in at least two directions. */
    boolean isInterior(int point) {
        return neighborsOfPlace.get(place[point]).size() >= 2;
    }

    /** The form of the soma in words, for people. */
    String words() {
        return words;
    }

    /** The connected sets of points of type 1, each and all of them ascending by their first points. */
    private List<List<Integer>> parts() {
        List<List<Integer>> parts = new ArrayList<>();
        boolean[] seen = new boolean[points.count()];
        for (int start = 0; start < points.count(); start++) {
            if (seen[start] || points.type()[start] != TYPE) {
                continue;
            }
            List<Integer> part = new ArrayList<>(List.of(start));
            seen[start] = true;
            for (int i = 0; i < part.size(); i++) {
                for (int next : points.neighbors()[part.get(i)]) {
                    if (!seen[next] && points.type()[next] == TYPE) {
                        seen[next] = true;
                        part.add(next);
                    }
                }
            }
            parts.add(part);
        }
        return parts;
    }

    private static double largestRadius(SwcPoints points, List<Integer> part) {
        return part.stream().mapToDouble(point -> points.radius()[point]).max().orElseThrow();
    }

    /** Numbers the places of the soma; neighbors at one place share a number. */
    private void findPlaces(int start) {
        ArrayDeque<Integer> pending = new ArrayDeque<>(List.of(start));
        addPlace(start);
        while (!pending.isEmpty()) {
            int point = pending.pop();
            for (int next : points.neighbors()[point]) {
                if (points.type()[next] != TYPE || place[next] >= 0) {
                    continue;
                }
                if (points.distance(point, next) <= SwcPoints.SAME_PLACE) {
                    place[next] = place[point];
                } else {
                    addPlace(next);
                    neighborsOfPlace.get(place[point]).add(place[next]);
                    neighborsOfPlace.get(place[next]).add(place[point]);
                }
                pending.push(next);
            }
        }
    }

    private void addPlace(int point) {
        place[point] = pointOfPlace.size();
        pointOfPlace.add(point);
        neighborsOfPlace.add(new ArrayList<>());
    }

    private void recognize(List<Integer> main, SwcNotes notes) {
        int first = main.get(0);
        if (pointOfPlace.size() == 1) {
            if (main.size() > 1) {
                notes.repaired(points.line()[first], main.size() + " points of the soma are at one place: one point");
            }
            beSphere(first, largestRadius(points, main), "one point");
            return;
        }
        int center = centerOfThree();
        if (center >= 0) {
            beSphere(center, points.radius()[center], "center and two points at its radius, as NeuroMorpho writes it");
            return;
        }
        Outline outline = path() == null ? null : Outline.of(points, path());
        if (outline != null && outline.isThin()) {
            String traced = String.format(
                    Locale.ROOT,
                    "%d points around %.4g um with radii up to %.4g um",
                    outline.count(),
                    2 * outline.meanRadius(),
                    outline.largestTracedRadius());
            if (outline.isRing()) {
                notes.warn(
                        points.line()[first],
                        "the soma is traced as a contour (" + traced + "): replaced by the sphere of its mean radius "
                                + SwcNotes.number(outline.meanRadius()) + " um",
                        "trace it as a center with a radius (one point, or a chain of points with radii)");
                sphere = outline.sphere();
                words = "sphere of radius " + SwcNotes.number(sphere.radius()) + " um (from a contour of "
                        + outline.count() + " points)";
                return;
            }
            notes.warn(
                    points.line()[first],
                    "the soma has radii far below its extent (" + traced
                            + ") but is no closed contour: read as a chain of frusta",
                    "if it is an outline, give the soma as a center with a radius");
        }
        words = "chain of frusta, " + main.size() + " points";
    }

    private void beSphere(int at, double radius, String origin) {
        if (radius < SwcPoints.SMALLEST_RADIUS) {
            throw points.radiusError(at, "the soma is a sphere of this radius");
        }
        sphere = new Sphere(points.x()[at], points.y()[at], points.z()[at], radius);
        words = "sphere of radius " + SwcNotes.number(radius) + " um (" + origin + ")";
    }

    /** The center of NeuroMorpho's three points; -1 if the soma has another form. */
    private int centerOfThree() {
        if (pointOfPlace.size() != 3) {
            return -1;
        }
        int middle = 0;
        while (neighborsOfPlace.get(middle).size() != 2) {
            middle++;
        }
        int center = pointOfPlace.get(middle);
        int one = pointOfPlace.get((middle + 1) % 3);
        int other = pointOfPlace.get((middle + 2) % 3);
        double r = points.radius()[center];
        double aside = Math.sqrt(square(points.x()[one] + points.x()[other] - 2 * points.x()[center])
                + square(points.y()[one] + points.y()[other] - 2 * points.y()[center])
                + square(points.z()[one] + points.z()[other] - 2 * points.z()[center]));
        boolean fits = isNear(points.radius()[one], r)
                && isNear(points.radius()[other], r)
                && isNear(points.distance(one, center), r)
                && isNear(points.distance(other, center), r)
                && aside <= 2 * TOLERANCE * r;
        return fits ? center : -1;
    }

    private static boolean isNear(double value, double r) {
        return Math.abs(value - r) <= TOLERANCE * r;
    }

    private static double square(double value) {
        return value * value;
    }

    /** One point per place from one end to the other; null if the soma branches. */
    private int[] path() {
        int start = -1;
        for (int i = 0; i < pointOfPlace.size(); i++) {
            if (neighborsOfPlace.get(i).size() > 2) {
                return null;
            }
            start = start < 0 && neighborsOfPlace.get(i).size() == 1 ? i : start;
        }
        int[] path = new int[pointOfPlace.size()];
        int previous = -1;
        int current = start;
        for (int i = 0; i < path.length; i++) {
            path[i] = pointOfPlace.get(current);
            for (int next : neighborsOfPlace.get(current)) {
                if (next != previous) {
                    previous = current;
                    current = next;
                    break;
                }
            }
        }
        return path;
    }

    /** Warns of a soma of implausible size. */
    static void warnOfSize(SwcPoints points, List<Integer> main, SwcNotes notes) {
        double diameter = 2 * largestRadius(points, main);
        for (double[] axis : List.of(points.x(), points.y(), points.z())) {
            double least = main.stream().mapToDouble(point -> axis[point]).min().orElseThrow();
            double most = main.stream().mapToDouble(point -> axis[point]).max().orElseThrow();
            diameter = Math.max(diameter, most - least);
        }
        if (diameter > LARGEST_DIAMETER) {
            notes.warn(
                    points.line()[main.get(0)],
                    "the soma is " + SwcNotes.number(diameter)
                            + " um across, more than 1 mm; the file is probably in nanometres",
                    "read it with Swc.options().scale(0.001), on the command line --scale 0.001");
        } else if (diameter < SMALLEST_DIAMETER) {
            notes.warn(
                    points.line()[main.get(0)],
                    "the soma is " + SwcNotes.number(diameter)
                            + " um across, less than 0.1 um; the file is probably in millimetres or metres",
                    "read it with Swc.options().scale(1000) or scale(1e6), on the command line --scale 1000");
        }
    }
}
