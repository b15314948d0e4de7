package dev.huxley.neuron;

import dev.huxley.model.NeuronModel;
import dev.huxley.morphology.TracedBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The geometry of compartments as NEURON takes it: traced points, whose frusta NEURON integrates as Huxley does, or
 * cylinders. A form is taken only if it has the areas and axial resistances of the compartments.
 */
final class SectionGeometry {
    /** The difference of an area or a resistance that rounding makes in a sum over points. */
    private static final double TOLERANCE = 1e-9;

    private final NeuronModel model;

    SectionGeometry(NeuronModel model) {
        this.model = model;
    }

    /** The points (x, y, z, diameter) of a branch or of some of its compartments; empty if they do not give its geometry. */
    Optional<double[][]> points(int branch, int first, int count) {
        Optional<TracedBranch> trace = model.trace(branch);
        if (trace.isEmpty() || trace.get().pointCount() < 2) {
            return Optional.empty();
        }
        int start = model.structure().firstCompartment(branch);
        int all = model.structure().compartmentsOfBranch(branch);
        double from = (first - start) / (double) all;
        double to = (first - start + count) / (double) all;
        double[][] points = between(trace.get(), from, to);
        return hasGeometry(points, first, count) ? Optional.of(points) : Optional.empty();
    }

    /** The diameters of cylinders that the compartments are; empty if they are of other form or of different lengths. */
    Optional<double[]> cylinders(int first, int count) {
        double[] diameters = new double[count];
        for (int i = 0; i < count; i++) {
            int row = first + i;
            double radius = value("radius", row);
            double length = value("length", row);
            diameters[i] = 2 * radius;
            boolean fits = isSame(value("area", row), 2 * Math.PI * radius * length)
                    && isSame(value("resistive_load_in", row), length / 2 / (Math.PI * radius * radius))
                    && isSame(value("resistive_load_out", row), length / 2 / (Math.PI * radius * radius))
                    && isSame(length, value("length", first));
            if (!fits) {
                return Optional.empty();
            }
        }
        return Optional.of(diameters);
    }

    /** Length and diameter of the cylinder with the area and the axial resistance of a compartment. */
    Optional<double[]> equivalentCylinder(int row) {
        double load = value("resistive_load_in", row);
        double area = value("area", row);
        if (!isSame(load, value("resistive_load_out", row))) {
            return Optional.empty();
        }
        double radius = Math.cbrt(area / (4 * Math.PI * Math.PI * load));
        return Optional.of(new double[] {area / (2 * Math.PI * radius), 2 * radius});
    }

    double value(String key, int row) {
        return model.nodes().numbers(key).value(row);
    }

    private boolean hasGeometry(double[][] points, int first, int count) {
        double[] position = positions(points);
        double total = position[position.length - 1];
        if (!(total > 0)) {
            return false;
        }
        double[] area = new double[count];
        double[][] load = new double[count][2];
        for (int half = 0; half < 2 * count; half++) {
            double from = total * half / (2.0 * count);
            double to = total * (half + 1) / (2.0 * count);
            for (int i = 1; i < points.length; i++) {
                double begin = Math.max(from, position[i - 1]);
                double end = Math.min(to, position[i]);
                if (end > begin) {
                    double r1 = radius(points, position, i, begin);
                    double r2 = radius(points, position, i, end);
                    double l = end - begin;
                    area[half / 2] += Math.PI * (r1 + r2) * Math.hypot(r2 - r1, l);
                    load[half / 2][half % 2] += l / (Math.PI * r1 * r2);
                } else if (position[i] == position[i - 1] && position[i] >= from && position[i] < to) {
                    double r1 = points[i - 1][3] / 2;
                    double r2 = points[i][3] / 2;
                    area[half / 2] += Math.PI * Math.abs(r2 * r2 - r1 * r1);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (!isSame(area[i], value("area", first + i))
                    || !isSame(load[i][0], value("resistive_load_in", first + i))
                    || !isSame(load[i][1], value("resistive_load_out", first + i))) {
                return false;
            }
        }
        return true;
    }

    private static double radius(double[][] points, double[] position, int i, double at) {
        double f = (at - position[i - 1]) / (position[i] - position[i - 1]);
        return (points[i - 1][3] * (1 - f) + points[i][3] * f) / 2;
    }

    private static double[] positions(double[][] points) {
        double[] position = new double[points.length];
        for (int i = 1; i < points.length; i++) {
            double dx = points[i][0] - points[i - 1][0];
            double dy = points[i][1] - points[i - 1][1];
            double dz = points[i][2] - points[i - 1][2];
            position[i] = position[i - 1] + Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
        return position;
    }

    /** The points of a part of a branch, cut at fractions of the length of the chain of points. */
    private static double[][] between(TracedBranch branch, double from, double to) {
        double[][] all = new double[branch.pointCount()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new double[] {branch.x()[i], branch.y()[i], branch.z()[i], 2 * branch.radius()[i]};
        }
        if (from == 0 && to == 1) {
            return all;
        }
        double[] position = positions(all);
        double total = position[position.length - 1];
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (i > 0) {
                addCut(points, all, position, i, from * total);
                addCut(points, all, position, i, to * total);
            }
            if (position[i] >= from * total && position[i] <= to * total) {
                points.add(all[i]);
            }
        }
        return points.toArray(double[][]::new);
    }

    private static void addCut(List<double[]> points, double[][] all, double[] position, int i, double at) {
        if (position[i - 1] < at && at < position[i]) {
            double f = (at - position[i - 1]) / (position[i] - position[i - 1]);
            double[] cut = new double[4];
            for (int k = 0; k < 4; k++) {
                cut[k] = all[i - 1][k] * (1 - f) + all[i][k] * f;
            }
            points.add(cut);
        }
    }

    private static boolean isSame(double x, double y) {
        return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
    }
}
