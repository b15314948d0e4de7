package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.autograd.Tracking;
import dev.huxley.program.Cable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The matrix P that carries a quantity over one time step of flow along the cable alone: the exponential of
 * {@code dt C^-1 L}, with the capacities C and the couplings L, from which the branch points, which have no capacity,
 * are eliminated. Differentiable with respect to couplings and capacities.
 *
 * <p><b>Method.</b> Scaling and squaring (Moler and van Loan 2003), on nonnegative numbers only: the off-diagonal
 * elements of A are nonnegative and its rows sum to zero, so with q the largest outflow {@code A + q I} is nonnegative
 * and {@code exp(A) = exp(-q) exp(A + q I)} (uniformization, Jensen 1953). After scaling to q at most 1/2, 14 terms of
 * the Taylor series are exact to rounding; nothing is ever subtracted, so elements far from the diagonal keep their
 * relative accuracy. Rows sum to 1 and are normalized after every squaring, since their rounding error would double
 * each time; so a uniform voltage stays uniform.
 *
 * <p><b>Held quantities.</b> Nothing changes a quantity that is held, so its row of A is zero and its row of P is one
 * of the identity. If the charge that holds it is asked for, the row gives the value that the compartment would have
 * had without that charge while its neighbors see it held: the value plus the integral of the inflow, which is a
 * further row of A without feedback.
 *
 * <p>Cost: about 6 + log2(dt times the largest outflow) products of square matrices, once per run.
 */
final class Propagator {
    /** The limit of a matrix of 32 MB; a gradient holds some dozens of them. */
    private static final int MOST_COMPARTMENTS = 2000;

    private static final double LARGEST_OUTFLOW = 0.5;
    private static final int TERMS = 14;
    /** The number of terms with charge rows, whose sums reach 1 in place of 1/2. */
    private static final int TERMS_WITH_CHARGE = 18;

    /** The power of the matrix in which the Taylor polynomial is a polynomial. */
    private static final int BLOCK = 4;

    private final Cable cable;
    private final DenseValues values;
    private final HeldPlaces held;
    private final int step;

    /**
     * @param values makes the constant arrays
     * @param held where the quantity is held
     * @param step in this step
     */
    Propagator(Cable cable, DenseValues values, HeldPlaces held, int step) {
        this.cable = cable;
        this.values = values;
        this.held = held;
        this.step = step;
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
        NDArray free = flow.div(capacity.expandDims(2));
        if (held.isEmpty()) {
            NDArray outflow = free.sum(new int[] {2}, true);
            return exponential(free, outflow, largest(outflow), n, TERMS);
        }
        NDArray isHeld = selection();
        NDArray isFree = isHeld.sum(new int[] {1}).neg().add(1).expandDims(2);
        NDArray rates = free.mul(isFree);
        NDArray freeOutflow = free.sum(new int[] {2}, true);
        NDArray outflow = rates.sum(new int[] {2}, true);
        if (!held.withCharge()) {
            return exponential(rates, outflow, largest(outflow), n, TERMS);
        }
        int lanes = held.lanes();
        long batch = Math.max(rates.getShape().get(0), isHeld.getShape().get(0));
        NDArray inflow = isHeld.matMul(free);
        NDArray square = Concatenation.of(new NDList(rates, inflow), 1);
        NDArray wide = Concatenation.of(new NDList(square, zeros(batch, n + lanes, lanes)), 2);
        NDArray leaving = Concatenation.of(new NDList(outflow, zeros(batch, lanes, 1)), 1);
        NDArray all = exponential(wide, leaving, largest(freeOutflow), n, TERMS_WITH_CHARGE);
        NDArray own = all.get(new NDIndex().addAllDim().addSliceDim(0, n).addSliceDim(0, n));
        NDArray charge =
                all.get(new NDIndex().addAllDim().addSliceDim(n, n + lanes).addSliceDim(0, n));
        NDArray lost = isHeld.mul(freeOutflow.transpose(0, 2, 1));
        return own.add(isHeld.transpose(0, 2, 1).matMul(charge.sub(lost)));
    }

    private static double largest(NDArray outflow) {
        return Arrays.stream(outflow.toDoubleArray()).max().orElseThrow();
    }

    /**
     * The exponential of a matrix with these off-diagonal elements.
     *
     * @param outflow the negatives of the diagonal elements
     * @param largest at least the largest outflow
     * @param summing the number of rows, from the first one, whose sum is 1 in the exponential
     */
    private NDArray exponential(NDArray rates, NDArray outflow, double largest, int summing, int terms) {
        int n = (int) rates.getShape().get(1);
        int squarings = 0;
        while (Math.scalb(largest, -squarings) > LARGEST_OUTFLOW) {
            squarings++;
        }
        double bound = Math.scalb(largest, -squarings);
        double scale = Math.scalb(1.0, -squarings);
        NDArray identity = values.constant(identity(n), new Shape(1, n, n));
        NDArray stay = NDArrays.sub(bound, outflow.mul(scale));
        NDArray nonnegative = rates.mul(scale).add(identity.mul(stay));
        NDArray power = taylor(nonnegative, identity, terms);
        power = power.mul(Math.exp(-bound));
        for (int i = 0; i < squarings; i++) {
            NDArray square = power.matMul(power);
            power = square.div(sums(square, summing));
        }
        return power;
    }

    /**
     * The sum of {@code A^k / k!} up to at least {@code terms}: a polynomial in {@code A^4} whose coefficients are
     * polynomials of degree 3 in A (Paterson and Stockmeyer 1973), so that 15 terms take 6 products, not 15.
     */
    private static NDArray taylor(NDArray matrix, NDArray identity, int terms) {
        NDArray[] powers = new NDArray[BLOCK + 1];
        powers[0] = identity;
        powers[1] = matrix;
        for (int i = 2; i <= BLOCK; i++) {
            powers[i] = powers[i / 2].matMul(powers[i - i / 2]);
        }
        int blocks = terms / BLOCK + 1;
        double[] coefficients = new double[blocks * BLOCK];
        coefficients[0] = 1;
        for (int k = 1; k < coefficients.length; k++) {
            coefficients[k] = coefficients[k - 1] / k;
        }
        NDArray sum = null;
        for (int block = blocks - 1; block >= 0; block--) {
            sum = sum == null ? null : sum.matMul(powers[BLOCK]);
            for (int i = 0; i < BLOCK; i++) {
                NDArray term = powers[i].mul(coefficients[block * BLOCK + i]);
                sum = sum == null ? term : sum.add(term);
            }
        }
        return sum;
    }

    /** The sums of the rows of a matrix, 1 for those from {@code summing} on. */
    private NDArray sums(NDArray matrix, int summing) {
        NDArray sums = matrix.sum(new int[] {2}, true);
        long rows = matrix.getShape().get(1);
        if (summing == rows) {
            return sums;
        }
        NDArray own = sums.get(new NDIndex().addAllDim().addSliceDim(0, summing).addAllDim());
        NDArray ones = own.getManager().ones(new Shape(own.getShape().get(0), rows - summing, 1), own.getDataType());
        return Concatenation.of(new NDList(own, ones), 1);
    }

    private NDArray zeros(long batch, long rows, long columns) {
        return values.constant(new double[Math.toIntExact(batch * rows * columns)], new Shape(batch, rows, columns));
    }

    /** A matrix with a 1 where a lane (row) holds a compartment (column), for one or every row of the batch. */
    private NDArray selection() {
        int n = cable.compartments();
        int rows = held.rows();
        int lanes = held.lanes();
        double[] ones = new double[Math.multiplyExact(rows, Math.multiplyExact(lanes, n))];
        for (int row = 0; row < rows; row++) {
            int[] places = held.at(row, step);
            for (int lane = 0; lane < lanes; lane++) {
                if (places[lane] >= 0) {
                    ones[(row * lanes + lane) * n + places[lane]] = 1;
                }
            }
        }
        return values.constant(ones, new Shape(rows, lanes, n));
    }

    /** The couplings of every two compartments, with zeros on the diagonal: (1 or batch, n, n). */
    private NDArray couplingMatrix(NDArray couplings) {
        int n = cable.compartments();
        NDArray matrix = scattered(couplings, false, n);
        if (cable.branchPoints() == 0) {
            return matrix;
        }
        // A branch point couples any two of its neighbors by w_i w_j / (sum of w).
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

    /**
     * The propagators of a simulation's last run, for runs that repeat the couplings and capacities. They are kept outside
     * DJL, since nobody knows when the last run that holds an array ends; a copy costs a thousandth of a new one.
     */
    static final class Known {
        /** The most elements that are kept, 64 MB. */
        private static final long MOST_ELEMENTS = 8_000_000;

        private record Last(Cable cable, double[] couplings, double[] capacity, double[] elements, Shape shape) {}

        private final Map<Integer, Last> last = new HashMap<>();

        /**
         * The propagator of a variable, from the last run if nothing of it has changed and no gradient passes through it.
         *
         * @param cable whose compartments and edges these are
         * @param manager owns the array if it is a copy
         * @param made makes the propagator from couplings and capacity
         */
        synchronized NDArray of(
                int variable,
                Cable cable,
                NDArray couplings,
                NDArray capacity,
                NDManager manager,
                Supplier<NDArray> made) {
            if (Tracking.isTracked(couplings) || Tracking.isTracked(capacity)) {
                return made.get();
            }
            double[] ofCouplings = couplings.toDoubleArray();
            double[] ofCapacity = capacity.toDoubleArray();
            Last known = last.get(variable);
            if (known != null
                    && known.cable == cable
                    && Arrays.equals(known.couplings, ofCouplings)
                    && Arrays.equals(known.capacity, ofCapacity)) {
                return manager.create(known.elements, known.shape);
            }
            NDArray matrix = made.get();
            last.remove(variable);
            if (matrix.size() <= MOST_ELEMENTS) {
                last.put(variable, new Last(cable, ofCouplings, ofCapacity, matrix.toDoubleArray(), matrix.getShape()));
            }
            return matrix;
        }
    }
}
