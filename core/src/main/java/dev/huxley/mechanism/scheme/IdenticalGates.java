package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * The Markov chain of n identical, independent gates, whose state is the number of open gates: 0 -> 1 -> ... -> n with
 * rates n alpha, (n - 1) alpha, ..., back with beta, 2 beta, ....
 *
 * <p>The step is exact while the voltage is held, for any length. A closed gate is open at its end with probability
 * {@code p = x_inf (1 - e^(-dt (alpha + beta)))}, an open one is closed with {@code q = (1 - x_inf) (1 - e^(-dt (alpha
 * + beta)))}. So i open gates of n lead to the distribution with the generating function {@code (q + (1 - q) z)^i (1 -
 * p + p z)^(n - i)}, and the new occupancies are the coefficients of the sum of these polynomials, weighted by the old
 * ones. That sum is evaluated by Horner's scheme. All coefficients are non-negative and sum to one: occupancies stay
 * non-negative, and their sum is conserved to rounding (Colquhoun and Hawkes, Proceedings of the Royal Society B 199,
 * 1977, for chains in general).
 */
public final class IdenticalGates {
    private final NDArray opens;
    private final NDArray closes;

    /** Gates with these rates (1/ms), for steps of {@code timeStep} ms. */
    public IdenticalGates(NDArray alpha, NDArray beta, double timeStep) {
        NDArray rate = alpha.add(beta);
        NDArray moved = NDArrays.sub(1, rate.mul(-timeStep).exp());
        opens = alpha.div(rate).mul(moved);
        closes = beta.div(rate).mul(moved);
    }

    @Override
    public String toString() {
        return "IdenticalGates[" + opens.getShape() + "]";
    }

    /** The occupancies after the step; element i of both arrays is for i open gates. */
    public NDArray[] step(NDArray... occupancies) {
        int gates = occupancies.length - 1;
        NDArray[] open = {closes, NDArrays.sub(1, closes)};
        NDArray[] closed = {NDArrays.sub(1, opens), opens};
        NDArray[] sum = {occupancies[gates]};
        NDArray[] power = null;
        for (int i = gates - 1; i >= 0; i--) {
            power = power == null ? closed : product(power, closed);
            NDArray[] next = product(sum, open);
            for (int k = 0; k < next.length; k++) {
                next[k] = next[k].add(occupancies[i].mul(power[k]));
            }
            sum = next;
        }
        return sum;
    }

    /** The steady distribution over 0 to n open gates: binomial, with the probability that a gate is open. */
    public static NDArray[] steadyState(NDArray open, int gates) {
        NDArray[] one = {NDArrays.sub(1, open), open};
        NDArray[] all = one;
        for (int i = 1; i < gates; i++) {
            all = product(all, one);
        }
        return all;
    }

    /** The product of a polynomial and one of degree 1. */
    private static NDArray[] product(NDArray[] polynomial, NDArray[] line) {
        NDArray[] product = new NDArray[polynomial.length + 1];
        product[0] = polynomial[0].mul(line[0]);
        for (int k = 1; k < polynomial.length; k++) {
            product[k] = polynomial[k].mul(line[0]).add(polynomial[k - 1].mul(line[1]));
        }
        product[polynomial.length] = polynomial[polynomial.length - 1].mul(line[1]);
        return product;
    }
}
