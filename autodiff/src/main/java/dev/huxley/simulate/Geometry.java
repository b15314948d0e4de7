package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Cable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Membrane areas, volumes, axial conductances and diffusive couplings of one run. Where the run's inputs replace radius
 * or length, a compartment becomes the cylinder that they describe; elsewhere the model's geometry holds.
 * Differentiable.
 */
final class Geometry {
    /** The factor from 1 / (Ohm cm / um) to the unit of axial conductances, 10 pS. */
    private static final double CONDUCTANCE = 1e7;

    private final NeuronModel model;
    private final DenseValues values;
    private final int[] all;
    /** Tells for one or every row of the batch whether a compartment is a cylinder; null until needed. */
    private boolean[][] isCylinder;

    Geometry(NeuronModel model, DenseValues values) {
        this.model = model;
        this.values = values;
        all = IntStream.range(0, model.structure().compartments()).toArray();
    }

    private void findCylinders() {
        isCylinder = new boolean[values.rowsOfPlaces("radius", "length")][all.length];
        for (int row = 0; row < isCylinder.length; row++) {
            for (int compartment : all) {
                isCylinder[row][compartment] =
                        values.isReplaced("radius", row, compartment) || values.isReplaced("length", row, compartment);
            }
        }
    }

    /** Membrane areas (um2): (1 or batch, compartments). */
    NDArray area() {
        NDArray base = values.values("area", all);
        if (!isReplaced()) {
            return base;
        }
        NDArray radius = values.values("radius", all);
        NDArray cylinder = radius.mul(values.values("length", all)).mul(2 * Math.PI);
        return whereCylinder(cylinder, base);
    }

    /** Volumes (um3): (1 or batch, compartments). */
    NDArray volume() {
        NDArray base = values.values("volume", all);
        if (!isReplaced()) {
            return base;
        }
        NDArray radius = values.values("radius", all);
        NDArray cylinder = radius.square().mul(values.values("length", all)).mul(Math.PI);
        return whereCylinder(cylinder, base);
    }

    /** Axial conductances of the cable's edges (10 pS): (1 or batch, edges). */
    NDArray axialConductances(Cable cable) {
        return couplings(cable, values.values("axial_resistivity", all), CONDUCTANCE);
    }

    /** Diffusive couplings of a state along the cable's edges (um3/ms): (1 or batch, edges). */
    NDArray diffusiveCouplings(Cable cable, String state) {
        NDArray coefficient = values.values(NeuronModel.diffusionKey(state), all);
        return couplings(cable, NDArrays.div(1, coefficient), 1);
    }

    /** Couplings through the two half compartments between the nodes of an edge. */
    private NDArray couplings(Cable cable, NDArray resistivity, double unit) {
        NDArray in = load("resistive_load_in").mul(resistivity);
        NDArray out = load("resistive_load_out").mul(resistivity);
        List<Cable.Edge> edges = cable.edges();
        int n = all.length;
        NDArray none = values.constant(new double[] {0}, new Shape(1, 1));
        int[] first = edges.stream()
                .mapToInt(edge -> edge.outward() ? n + edge.from() : edge.from())
                .toArray();
        int[] second = edges.stream()
                .mapToInt(edge -> cable.crossesHalfOfTarget(edge) ? edge.to() : 2 * n)
                .toArray();
        NDList halves = new NDList(in, out, none);
        NDArray resistance = values.pick(halves, first).add(values.pick(halves, second));
        return NDArrays.div(unit, resistance);
    }

    private NDArray load(String key) {
        NDArray base = values.values(key, all);
        if (!isReplaced()) {
            return base;
        }
        NDArray radius = values.values("radius", all);
        NDArray cylinder = values.values("length", all).div(radius.square().mul(2 * Math.PI));
        return whereCylinder(cylinder, base);
    }

    private boolean isReplaced() {
        return values.isReplaced("radius") || values.isReplaced("length");
    }

    private NDArray whereCylinder(NDArray cylinder, NDArray base) {
        if (isCylinder == null) {
            findCylinders();
        }
        int[][] source = new int[isCylinder.length][all.length];
        for (int row = 0; row < source.length; row++) {
            for (int compartment : all) {
                source[row][compartment] = isCylinder[row][compartment] ? compartment : all.length + compartment;
            }
        }
        return values.pick(new NDList(cylinder, base), source);
    }
}
