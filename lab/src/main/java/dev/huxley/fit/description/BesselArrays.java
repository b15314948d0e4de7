package dev.huxley.fit.description;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * The filter of {@link BesselFilter} on arrays, with gradients by the signal and by the corner frequency.
 *
 * <p>Written in the differences {@code d_k = u_k - u_(k-1)} of the signal, the recursion of {@link BesselFilter} is
 *
 * <pre>
 * y_k = u_k + 2 Re sum over the pairs of (r/p) (e - 1)/z s_k,  s_k = d_k + e s_(k-1)
 * </pre>
 *
 * <p>The sums {@code s} over all times take log2 of the number of time points operations by doubling: the sum over 2 h
 * differences is that over h, plus {@code e^h} times the same one h samples earlier.
 */
final class BesselArrays {
    private BesselArrays() {}

    /**
     * @param signal of shape (rows, time points); before its first value it had that value for ever
     * @param cornerKhz of shape (1, 1) or (rows, 1)
     */
    static NDArray filtered(NDArray signal, NDArray cornerKhz, double dtMs) {
        long points = signal.getShape().get(1);
        if (points < 2) {
            return signal;
        }
        NDArray later = signal.get(new NDIndex(":, 1:"));
        NDArray differences = delayed(later.sub(signal.get(new NDIndex(":, 0:" + (points - 1)))), 1, points);
        NDArray scale = cornerKhz.mul(2 * Math.PI * dtMs / BesselFilter.CORNER);
        NDArray filtered = signal;
        for (int m = 0; m < BesselFilter.POLES.length; m++) {
            filtered = filtered.add(mode(differences, scale, BesselFilter.POLES[m], BesselFilter.RESIDUES[m]));
        }
        return filtered;
    }

    /** The part of one pair of poles. */
    private static NDArray mode(NDArray differences, NDArray scale, double[] pole, double[] residue) {
        long points = differences.getShape().get(1);
        NDArray[] sum = {differences, differences.zerosLike()};
        for (long h = 1; h < points; h *= 2) {
            NDArray[] e = power(scale, pole, h);
            NDArray[] before = {earlier(sum[0], h, points), earlier(sum[1], h, points)};
            NDArray[] product = product(e, before);
            sum = new NDArray[] {sum[0].add(product[0]), sum[1].add(product[1])};
        }
        // (r/p) (e - 1)/z = r/p^2 (e - 1)/scale
        double[] weight = BesselFilter.divided(BesselFilter.divided(residue, pole), pole);
        NDArray[] e = power(scale, pole, 1);
        NDArray[] less = {e[0].sub(1).div(scale), e[1].div(scale)};
        NDArray real = less[0].mul(weight[0]).sub(less[1].mul(weight[1]));
        NDArray imaginary = less[0].mul(weight[1]).add(less[1].mul(weight[0]));
        return product(new NDArray[] {real, imaginary}, sum)[0].mul(2);
    }

    /** exp(h z) in real and imaginary part. */
    private static NDArray[] power(NDArray scale, double[] pole, long h) {
        NDArray size = scale.mul(h * pole[0]).exp();
        NDArray angle = scale.mul(h * pole[1]);
        return new NDArray[] {size.mul(angle.cos()), size.mul(angle.sin())};
    }

    private static NDArray[] product(NDArray[] a, NDArray[] b) {
        return new NDArray[] {
            a[0].mul(b[0]).sub(a[1].mul(b[1])), a[0].mul(b[1]).add(a[1].mul(b[0])),
        };
    }

    private static NDArray earlier(NDArray values, long samples, long points) {
        return delayed(values.get(new NDIndex(":, 0:" + (points - samples))), samples, points);
    }

    /** Values behind so many zeros. */
    private static NDArray delayed(NDArray values, long samples, long points) {
        NDArray zeros = values.getManager().zeros(new Shape(values.getShape().get(0), samples), values.getDataType());
        return NDArrays.concat(new NDList(zeros, values), 1);
    }
}
