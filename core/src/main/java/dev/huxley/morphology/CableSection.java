package dev.huxley.morphology;

import java.util.ArrayList;
import java.util.List;

/** A stretch of cable between two nodes where cables end or meet. */
final class CableSection {
    private final List<Step> steps;
    /** The membrane of rings at its start and its end that belong to no section, um2. */
    private final double[] ringArea = new double[2];

    private boolean isEmitted;

    /** A segment with the direction of traversal. */
    record Step(CableGraph.Segment segment, boolean forward) {
        int from() {
            return segment.points()[forward ? 0 : 1];
        }

        int to() {
            return segment.points()[forward ? 1 : 0];
        }

        double fromRadius() {
            return segment.radius()[forward ? 0 : 1];
        }

        double toRadius() {
            return segment.radius()[forward ? 1 : 0];
        }

        Step back() {
            return new Step(segment, !forward);
        }
    }

    CableSection(List<Step> steps) {
        this.steps = steps;
    }

    /** The segments from the start to the end. */
    List<Step> steps() {
        return steps;
    }

    /** The segments in the order of traversal from one of the ends. */
    List<Step> steps(boolean fromStart) {
        if (fromStart) {
            return steps;
        }
        List<Step> backwards = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            backwards.add(steps.get(i).back());
        }
        return backwards;
    }

    int type() {
        return steps.get(0).segment.type();
    }

    double length() {
        return steps.stream().mapToDouble(step -> step.segment.length()).sum();
    }

    /** The point at one of the ends. */
    int point(boolean start) {
        return start ? steps.get(0).from() : last().to();
    }

    double radius(boolean start) {
        return start ? steps.get(0).fromRadius() : last().toRadius();
    }

    /** The second point as seen from one end. */
    int leadsTo(boolean fromStart) {
        return fromStart ? steps.get(0).to() : last().from();
    }

    /** The membrane of rings at one of the ends, um2. */
    double ringArea(boolean start) {
        return ringArea[start ? 0 : 1];
    }

    void addRing(boolean start, double area) {
        ringArea[start ? 0 : 1] += area;
    }

    /** Tells whether a branch was made of it, or soon will be. */
    boolean isEmitted() {
        return isEmitted;
    }

    void markEmitted() {
        isEmitted = true;
    }

    private Step last() {
        return steps.get(steps.size() - 1);
    }
}
