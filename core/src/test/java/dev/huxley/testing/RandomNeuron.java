package dev.huxley.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A neuron drawn at random as the points of an SWC file, which can be rooted at any of its points. */
public final class RandomNeuron {
    /** The form of the soma that is drawn. */
    public enum SomaKind {
        ONE_POINT,
        THREE_POINTS,
        CHAIN,
        NONE
    }

    public final List<double[]> place = new ArrayList<>();
    public final List<Double> radius = new ArrayList<>();
    public final List<Integer> type = new ArrayList<>();
    public final List<Integer> parent = new ArrayList<>();
    public final SomaKind soma;
    private final Random random;

    public RandomNeuron(long seed) {
        random = new Random(seed);
        soma = SomaKind.values()[(int) (seed % SomaKind.values().length)];
        drawSoma();
        int somaPoints = place.size();
        int neurites = 4 + random.nextInt(40);
        for (int i = 0; i < neurites; i++) {
            int from = random.nextInt(3) == 0 ? random.nextInt(place.size()) : place.size() - 1;
            double[] at = place.get(from).clone();
            boolean ring = from >= somaPoints && random.nextInt(10) == 0;
            for (int axis = 0; axis < 3 && !ring; axis++) {
                at[axis] += 8 * random.nextGaussian();
            }
            boolean changes = random.nextInt(6) == 0 || type.get(from) == 1;
            add(at, 0.2 + 2 * random.nextDouble(), changes ? 2 + random.nextInt(5) : type.get(from), from);
        }
        for (int i = somaPoints; i < place.size(); i++) {
            boolean closes = children(i) == 0
                    && random.nextInt(4) == 0
                    && type.get(parent.get(i)) != 1
                    && !Arrays.equals(place.get(i), place.get(parent.get(i)));
            if (closes) {
                radius.set(i, 0.0);
            }
        }
    }

    private void drawSoma() {
        double r = 3 + 5 * random.nextDouble();
        switch (soma) {
            case ONE_POINT -> add(new double[3], r, 1, -1);
            case THREE_POINTS -> {
                add(new double[3], r, 1, -1);
                double tilt = random.nextDouble();
                double[] side = {r * Math.sin(tilt), r * Math.cos(tilt), 0.01 * r};
                add(side, 1.02 * r, 1, 0);
                add(new double[] {-side[0], -side[1], -side[2]}, r, 1, 0);
            }
            case CHAIN -> {
                add(new double[3], r, 1, -1);
                for (int i = 1; i < 2 + random.nextInt(5); i++) {
                    add(new double[] {2.5 * i, random.nextDouble(), 0}, r + random.nextDouble(), 1, i - 1);
                }
            }
            case NONE -> add(new double[3], 1.5, 3, -1);
        }
    }

    private void add(double[] at, double r, int swcType, int from) {
        place.add(at);
        radius.add(r);
        type.add(swcType);
        parent.add(from);
    }

    public int size() {
        return place.size();
    }

    public int children(int point) {
        return (int) parent.stream().filter(p -> p == point).count();
    }

    /** The neuron as an SWC file with the root and the numbers of the drawing. */
    public String swc() {
        return swc(0, false);
    }

    /**
     * The neuron as an SWC file rooted at another point.
     *
     * @param renumbered whether points get numbers in the order of a walk from the root, so that parents come first
     */
    public String swc(int root, boolean renumbered) {
        int n = size();
        int[] newParent = new int[n];
        Arrays.fill(newParent, -2);
        newParent[root] = -1;
        List<Integer> order = new ArrayList<>();
        ArrayDeque<Integer> pending = new ArrayDeque<>(List.of(root));
        while (!pending.isEmpty()) {
            int point = pending.pop();
            order.add(point);
            for (int next = 0; next < n; next++) {
                boolean joined = parent.get(next) == point || parent.get(point) == next;
                if (joined && newParent[next] == -2) {
                    newParent[next] = point;
                    pending.push(next);
                }
            }
        }
        int[] id = new int[n];
        for (int i = 0; i < n; i++) {
            id[renumbered ? order.get(i) : i] = i + 1;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int point = renumbered ? order.get(i) : i;
            double[] at = place.get(point);
            text.append(String.format(
                    Locale.ROOT,
                    "%d %d %s %s %s %s %d%n",
                    id[point],
                    type.get(point),
                    at[0],
                    at[1],
                    at[2],
                    radius.get(point),
                    newParent[point] < 0 ? -1 : id[newParent[point]]));
        }
        return text.toString();
    }
}
