package dev.huxley.model;

import java.util.ArrayDeque;
import java.util.Arrays;

/** Distances (um) between the centres of compartments. */
public final class Distances {
    private Distances() {}

    /**
     * The straight-line distances from one compartment to all compartments of {@code to}, in their order.
     *
     * @throws IllegalArgumentException if {@code from} is not one compartment, or a place is not known
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
     * The distances along the branches from one compartment to all compartments of {@code to}, in their order; infinite for
     * compartments of other cells. Linear in the size of the model.
     *
     * @throws IllegalArgumentException if {@code from} is not one compartment
     */
    public static double[] alongBranches(Selection from, Selection to) {
        requireOneModel(from, to);
        Model model = from.model();
        Structure structure = model.structure();
        double[] length = model.nodes().numbers(Quantities.LENGTH).values();
        int source = from.compartments[0];
        double[] distance = new double[length.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        distance[source] = 0;

        Junctions junctions = Junctions.of(structure);
        double[] atJunction = new double[2 * structure.branches()];
        Arrays.fill(atJunction, Double.POSITIVE_INFINITY);
        ArrayDeque<Integer> pending = new ArrayDeque<>();
        int home = structure.branch(source);
        double outwards = length[source] / 2;
        for (int at = source + 1; at <= structure.lastCompartment(home); at++) {
            distance[at] = outwards + length[at] / 2;
            outwards += length[at];
        }
        double inwards = length[source] / 2;
        for (int at = source - 1; at >= structure.firstCompartment(home); at--) {
            distance[at] = inwards + length[at] / 2;
            inwards += length[at];
        }
        reach(junctions.end(home), outwards, atJunction, pending);
        reach(junctions.start(home), inwards, atJunction, pending);
        while (!pending.isEmpty()) {
            int junction = pending.pop();
            for (int branch : junctions.at(junction)) {
                boolean fromStart = junctions.start(branch) == junction;
                int far = fromStart ? junctions.end(branch) : junctions.start(branch);
                if (branch == home || atJunction[far] < Double.POSITIVE_INFINITY) {
                    continue;
                }
                double walked = atJunction[junction];
                int count = structure.compartmentsOfBranch(branch);
                for (int i = 0; i < count; i++) {
                    int at = fromStart ? structure.firstCompartment(branch) + i : structure.lastCompartment(branch) - i;
                    distance[at] = walked + length[at] / 2;
                    walked += length[at];
                }
                reach(far, walked, atJunction, pending);
            }
        }
        return Arrays.stream(to.compartments).mapToDouble(at -> distance[at]).toArray();
    }

    private static void reach(int junction, double distance, double[] atJunction, ArrayDeque<Integer> pending) {
        atJunction[junction] = distance;
        pending.push(junction);
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
