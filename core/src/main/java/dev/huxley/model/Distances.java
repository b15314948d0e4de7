package dev.huxley.model;

import dev.huxley.morphology.Attachment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Distances (um) between the centers of compartments. */
public final class Distances {
    private Distances() {}

    /**
     * The straight-line distances from one compartment to all compartments of {@code to}, in their order.
     *
     * @throws IllegalArgumentException if {@code from} is not one compartment, or the coordinates of a compartment are
     *     not known
     */
    public static double[] direct(Selection from, Selection to) {
        requireOneModel(from, to);
        double[] x = places(to, "x");
        double[] y = places(to, "y");
        double[] z = places(to, "z");
        double fromX = places(from, "x")[0];
        double fromY = places(from, "y")[0];
        double fromZ = places(from, "z")[0];
        double[] distances = new double[x.length];
        Arrays.setAll(
                distances,
                i -> Math.sqrt((x[i] - fromX) * (x[i] - fromX)
                        + (y[i] - fromY) * (y[i] - fromY)
                        + (z[i] - fromZ) * (z[i] - fromZ)));
        return distances;
    }

    /**
     * The distances along the branches from one compartment to all compartments of {@code to}, in their order; infinite
     * for compartments of other cells. The cost is linear in the size of the model.
     *
     * @throws IllegalArgumentException if {@code from} is not one compartment
     */
    public static double[] alongBranches(Selection from, Selection to) {
        requireOneModel(from, to);
        NeuronModel model = from.model();
        Structure structure = model.structure();
        double[] length = model.nodes().numbers(Quantities.LENGTH).values();
        int source = from.compartments[0];
        double[] distance = new double[length.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        distance[source] = 0;

        Junctions junctions = Junctions.of(structure);
        double[] atJunction = new double[junctions.count()];
        Arrays.fill(atJunction, Double.POSITIVE_INFINITY);
        ArrayDeque<Integer> pending = new ArrayDeque<>();
        boolean[] isWalked = new boolean[structure.branches()];
        int home = structure.branch(source);
        double[] centers = centers(structure, home, length);
        isWalked[home] = true;
        walk(junctions, structure, home, length, centers[source - structure.firstCompartment(home)], 0, distance)
                .forEach((junction, walked) -> reach(junction, walked, atJunction, pending));
        while (!pending.isEmpty()) {
            int junction = pending.pop();
            for (int branch : junctions.at(junction)) {
                if (!isWalked[branch]) {
                    isWalked[branch] = true;
                    double entrance =
                            places(junctions, structure, branch, length).get(junction);
                    walk(junctions, structure, branch, length, entrance, atJunction[junction], distance)
                            .forEach((next, walked) -> reach(next, walked, atJunction, pending));
                }
            }
        }
        return Arrays.stream(to.compartments).mapToDouble(at -> distance[at]).toArray();
    }

    private static void reach(int junction, double distance, double[] atJunction, ArrayDeque<Integer> pending) {
        if (atJunction[junction] == Double.POSITIVE_INFINITY) {
            atJunction[junction] = distance;
            pending.push(junction);
        }
    }

    /**
     * Sets the distances of a branch's compartments, given that the point {@code from} um behind its start is {@code
     * walked} um away.
     *
     * @return the distances of its junctions
     */
    private static Map<Integer, Double> walk(
            Junctions junctions,
            Structure structure,
            int branch,
            double[] length,
            double from,
            double walked,
            double[] distance) {
        double[] centers = centers(structure, branch, length);
        for (int i = 0; i < centers.length; i++) {
            distance[structure.firstCompartment(branch) + i] = walked + Math.abs(centers[i] - from);
        }
        Map<Integer, Double> reached = new LinkedHashMap<>(places(junctions, structure, branch, length));
        reached.replaceAll((junction, at) -> walked + Math.abs(at - from));
        return reached;
    }

    /** The junctions of a branch and their distances from its start, um. */
    private static Map<Integer, Double> places(Junctions junctions, Structure structure, int branch, double[] length) {
        double[] centers = centers(structure, branch, length);
        int last = centers.length - 1;
        int halfway = Attachment.MIDDLE.compartment(centers.length);
        double halfLength = length[structure.firstCompartment(branch) + halfway] / 2;
        Map<Integer, Double> places = new LinkedHashMap<>();
        places.put(junctions.end(branch), centers[last] + length[structure.lastCompartment(branch)] / 2);
        places.put(junctions.middle(branch), centers[halfway] + (centers.length % 2 == 0 ? halfLength : 0));
        places.put(junctions.start(branch), 0.0);
        return places;
    }

    /** The distances of the centers of a branch's compartments from its start, um. */
    private static double[] centers(Structure structure, int branch, double[] length) {
        double[] centers = new double[structure.compartmentsOfBranch(branch)];
        double walked = 0;
        for (int i = 0; i < centers.length; i++) {
            double l = length[structure.firstCompartment(branch) + i];
            centers[i] = walked + l / 2;
            walked += l;
        }
        return centers;
    }

    private static double[] places(Selection selection, String key) {
        Columns nodes = selection.model().nodes();
        double[] values = nodes.contains(key) ? selection.get(key) : new double[] {Double.NaN};
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException("the place of "
                        + selection.model().structure().place(selection.compartments[i])
                        + " is not known: the model was not traced; Layout.apply(model) gives it places");
            }
        }
        return values;
    }

    private static void requireOneModel(Selection from, Selection to) {
        if (from.compartments.length != 1) {
            throw new IllegalArgumentException("distances are measured from one compartment, not from the "
                    + from.compartments.length + " of " + (from.label().isEmpty() ? "the model" : from.label())
                    + "; narrow it with comp(...) or loc(...)");
        }
        if (from.model() != to.model()) {
            throw new IllegalArgumentException("distances are measured within one model; both views must be of it");
        }
    }
}
