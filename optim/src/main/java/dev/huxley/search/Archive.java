package dev.huxley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The best points of a search that differ: of points that are near in every coordinate, only the best stays. Sorted, the best first. */
final class Archive {
    static final int CAPACITY = 64;

    /** A point, its result, and the methods whose descents have ended in it. */
    static final class Entry {
        private final double[] point;
        private final Evaluation result;
        private int finished;

        Entry(double[] point, Evaluation result, int finished) {
            this.point = point;
            this.result = result;
            this.finished = finished;
        }

        double[] point() {
            return point;
        }

        Evaluation result() {
            return result;
        }

        double score() {
            return result.score();
        }

        /** Tells whether a descent of this method has ended here. */
        boolean isFinished(SearchMethod method) {
            return (finished & 1 << method.ordinal()) != 0;
        }

        /** Tells whether no coordinate differs by more than this. */
        boolean isNear(double[] other, double radius) {
            for (int i = 0; i < point.length; i++) {
                if (Math.abs(point[i] - other[i]) > radius) {
                    return false;
                }
            }
            return true;
        }
    }

    private final double radius;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * An archive.
     *
     * @param radius the difference of some coordinate by which points differ
     */
    Archive(double radius) {
        this.radius = radius;
    }

    boolean isNear(Entry entry, double[] point) {
        return entry.isNear(point, radius);
    }

    List<Entry> entries() {
        return entries;
    }

    double bestScore() {
        return entries.isEmpty() ? Double.POSITIVE_INFINITY : entries.get(0).score();
    }

    /** Adds a point if it is among the best; takes away those near it that are worse. */
    void add(double[] point, Evaluation result) {
        if (!result.isFinite()
                || entries.size() == CAPACITY && entries.get(CAPACITY - 1).score() <= result.score()) {
            return;
        }
        for (Entry entry : entries) {
            if (entry.score() > result.score()) {
                break;
            }
            if (isNear(entry, point)) {
                return;
            }
        }
        entries.removeIf(entry -> entry.score() > result.score() && isNear(entry, point));
        int place = 0;
        while (place < entries.size() && entries.get(place).score() <= result.score()) {
            place++;
        }
        entries.add(place, new Entry(point.clone(), result, 0));
        if (entries.size() > CAPACITY) {
            entries.remove(CAPACITY);
        }
    }

    /** Notes that a descent ended at a point: others of its method need not begin there. */
    void finish(double[] point, Evaluation result, SearchMethod method) {
        add(point, result);
        for (Entry entry : entries) {
            if (isNear(entry, point) && entry.score() >= result.score() - 1e-3 * Math.abs(result.score())) {
                entry.finished |= 1 << method.ordinal();
            }
        }
    }

    void save(StateWriter out) {
        int count = entries.size();
        out.put("scores", entries.stream().mapToDouble(Entry::score).toArray());
        out.put(
                "finished",
                entries.stream().mapToDouble(entry -> entry.finished).toArray());
        out.put("points", entries.stream().map(Entry::point).toArray(double[][]::new));
        out.put(
                "residuals",
                entries.stream().map(entry -> entry.result.residuals()).toArray(double[][]::new));
        out.put("count", count);
    }

    void restore(StateReader in, int n) {
        int count = in.count("count", CAPACITY);
        double[] scores = in.get("scores", count);
        double[] finished = in.get("finished", count);
        double[][] points = in.get("points", count, n);
        double[][] residuals = in.get("residuals", count, count == 0 ? 0 : in.get("residuals").length / count);
        entries.clear();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(points[i], new Evaluation(scores[i], residuals[i]), (int) finished[i]));
        }
        entries.sort(Comparator.comparingDouble(Entry::score));
    }

    @Override
    public String toString() {
        return "Archive"
                + Arrays.toString(entries.stream().mapToDouble(Entry::score).toArray());
    }
}
