package dev.huxley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The best points of a search that differ: of points that are nearer than {@link #RADIUS} in every coordinate, only the
 * best stays. Sorted, the best first.
 */
final class Archive {
    static final double RADIUS = 0.02;
    static final int CAPACITY = 64;

    /** A point, its result, and whether a descent has ended in it. */
    static final class Entry {
        private final double[] point;
        private final Evaluation result;
        private boolean polished;

        Entry(double[] point, Evaluation result, boolean polished) {
            this.point = point;
            this.result = result;
            this.polished = polished;
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

        boolean isPolished() {
            return polished;
        }

        void polish() {
            polished = true;
        }

        boolean isNear(double[] other) {
            for (int i = 0; i < point.length; i++) {
                if (Math.abs(point[i] - other[i]) > RADIUS) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    List<Entry> entries() {
        return entries;
    }

    double bestScore() {
        return entries.isEmpty() ? Double.POSITIVE_INFINITY : entries.get(0).score();
    }

    /** Adds a point if it is among the best; takes away those near it that are worse. */
    void add(double[] point, Evaluation result, boolean polished) {
        if (!result.isFinite()
                || entries.size() == CAPACITY && entries.get(CAPACITY - 1).score() <= result.score()) {
            return;
        }
        for (Entry entry : entries) {
            if (entry.score() > result.score()) {
                break;
            }
            if (entry.isNear(point)) {
                entry.polished |= polished && entry.score() == result.score();
                return;
            }
        }
        entries.removeIf(entry -> entry.score() > result.score() && entry.isNear(point));
        int place = 0;
        while (place < entries.size() && entries.get(place).score() <= result.score()) {
            place++;
        }
        entries.add(place, new Entry(point.clone(), result, polished));
        if (entries.size() > CAPACITY) {
            entries.remove(CAPACITY);
        }
    }

    void save(StateWriter out) {
        int count = entries.size();
        out.put("scores", entries.stream().mapToDouble(Entry::score).toArray());
        out.put(
                "polished",
                entries.stream().mapToDouble(entry -> entry.polished ? 1 : 0).toArray());
        out.put("points", entries.stream().map(Entry::point).toArray(double[][]::new));
        out.put(
                "residuals",
                entries.stream().map(entry -> entry.result.residuals()).toArray(double[][]::new));
        out.put("count", count);
    }

    void restore(StateReader in, int n) {
        int count = in.count("count", CAPACITY);
        double[] scores = in.get("scores", count);
        double[] polished = in.get("polished", count);
        double[][] points = in.get("points", count, n);
        double[][] residuals = in.get("residuals", count, count == 0 ? 0 : in.get("residuals").length / count);
        entries.clear();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(points[i], new Evaluation(scores[i], residuals[i]), polished[i] != 0));
        }
        entries.sort(Comparator.comparingDouble(Entry::score));
    }

    @Override
    public String toString() {
        return "Archive"
                + Arrays.toString(entries.stream().mapToDouble(Entry::score).toArray());
    }
}
