package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.huxley.program.Cable;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix P that carries a quantity over one time step of flow along the cable alone: the exponential of
 * {@code dt C^-1 L}, with the capacities C and the couplings L, from which the branch points, which have no capacity, are
 * eliminated. Differentiable with respect to couplings and capacities.
 *
 * <p><b>Method.</b> Scaling and squaring (Moler and van Loan 2003), on nonnegative numbers only: the off-diagonal elements
 * of A are nonnegative and its rows sum to zero, so with q the largest outflow {@code A + q I} is nonnegative and
 * {@code exp(A) = exp(-q) exp(A + q I)} (uniformisation, Jensen 1953). After scaling to q at most 1/2, 14 terms of the Taylor
 * series are exact to rounding; nothing is ever subtracted, so elements far from the diagonal keep their relative accuracy.
 * Rows sum to 1, and are made to after every squaring, or their rounding would double each time: so a uniform voltage stays
 * uniform.
 *
 * <p>Cost: about 14 + log2(dt times the largest outflow) products of square matrices, once per run.
 */
final class Propagator {
    /** A matrix of 32 MB; a gradient holds some dozens of them. */
    private static final int MOST_COMPARTMENTS = 2000;

    private static final double LARGEST_OUTFLOW = 0.5;
    private static final int TERMS = 14;

    private final Cable cable;
    private final DenseValues values;

    /**
     * @param values makes the constant arrays
     */
    Propagator(Cable cable, DenseValues values) {
        this.cable = cable;
        this.values = values;
    }

    /**
     * @param couplings (1 or batch, edges)
     * @param capacity (1 or batch, compartments), in the unit of the couplings times ms
     * @return (1 or batch, compartments, compartments)
     */
    NDArray of(NDArray couplings, NDArray capacity, double timeStep) {
        int n = cable.compartments();
        if (n > MOST_COMPARTMENTS) {
            throw new IllegalArgumentException(
                    "exponential Euler takes a matrix of " + n + " by " + n + " elements for the "
                            + n + " compartments of the model; it is meant for at most " + MOST_COMPARTMENTS
                            + ", use Integrators.backwardEuler() or crankNicolson()");
        }
        NDArray flow = couplingMatrix(couplings).mul(timeStep);
        NDArray rates = flow.div(capacity.expandDims(2));
        NDArray outflow = rates.sum(new int[] {2}, true);
        double largest = Arrays.stream(outflow.toDoubleArray()).max().orElseThrow();
        int squarings = 0;
        while (Math.scalb(largest, -squarings) > LARGEST_OUTFLOW) {
            squarings++;
        }
        double bound = Math.scalb(largest, -squarings);
        double scale = Math.scalb(1.0, -squarings);
        NDArray identity = values.constant(identity(n), new Shape(1, n, n));
        NDArray stay = NDArrays.sub(bound, outflow.mul(scale));
        NDArray nonnegative = rates.mul(scale).add(identity.mul(stay));
        NDArray power = identity;
        for (int k = TERMS; k >= 1; k--) {
            power = nonnegative.matMul(power).mul(1.0 / k).add(identity);
        }
        power = power.mul(Math.exp(-bound));
        for (int i = 0; i < squarings; i++) {
            NDArray square = power.matMul(power);
            power = square.div(square.sum(new int[] {2}, true));
        }
        return power;
    }

    /** The couplings of every two compartments, with zeros on the diagonal: (1 or batch, n, n). */
    private NDArray couplingMatrix(NDArray couplings) {
        int n = cable.compartments();
        NDArray matrix = scattered(couplings, false, n);
        if (cable.branchPoints() == 0) {
            return matrix;
        }
        // A branch point couples any two of its neighbours by w_i w_j / (sum of w).
        NDArray toPoints = scattered(couplings, true, cable.branchPoints());
        NDArray shares = toPoints.div(toPoints.sum(new int[] {1}, true));
        NDArray through = shares.matMul(toPoints.transpose(0, 2, 1));
        double[] offDiagonal = identity(n);
        for (int i = 0; i < offDiagonal.length; i++) {
            offDiagonal[i] = 1 - offDiagonal[i];
        }
        return matrix.add(through.mul(values.constant(offDiagonal, new Shape(1, n, n))));
    }

    /**
     * Couplings as a matrix with a row for every compartment: with a column for every branch point, or for every
     * compartment.
     */
    private NDArray scattered(NDArray couplings, boolean toPoints, int columns) {
        int n = cable.compartments();
        List<Cable.Edge> edges = cable.edges();
        int[] source = new int[n * columns];
        Arrays.fill(source, edges.size());
        for (int e = 0; e < edges.size(); e++) {
            Cable.Edge edge = edges.get(e);
            if (cable.isCompartment(edge.to()) == toPoints) {
                continue;
            }
            if (toPoints) {
                source[edge.from() * columns + edge.to() - n] = e;
            } else {
                source[edge.from() * columns + edge.to()] = e;
                source[edge.to() * columns + edge.from()] = e;
            }
        }
        NDArray zero = values.constant(new double[1], new Shape(1, 1));
        return values.pick(new NDList(couplings, zero), source).reshape(-1, n, columns);
    }

    private static double[] identity(int n) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return identity;
    }
}
