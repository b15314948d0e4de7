package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.algebra.Arithmetic;

/** The functions of NMODL that are made of others: the error function, the angle of a point, the flux of Goldman. */
final class SpecialFunctions {
    /** The |x| up to which the first approximation of the error function holds. */
    private static final double SMALL = 0.46875;

    /** The |x| from which the error function is 1 in doubles. */
    private static final double LARGE = 6;

    /** Numerator and denominator of erf(x) / x in x^2 for small x, highest power first (Cody 1969, table I). */
    private static final double[] NEAR_ABOVE = {
        1.85777706184603153e-1,
        3.16112374387056560e0,
        1.13864154151050156e2,
        3.77485237685302021e2,
        3.20937758913846947e3
    };

    private static final double[] NEAR_BELOW = {
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
    };

    /** Numerator and denominator of exp(x^2) erfc(x) in x for larger x, highest power first (Cody 1969, table II). */
    private static final double[] FAR_ABOVE = {
        2.15311535474403846e-8,
        5.64188496988670089e-1,
        8.88314979438837594e0,
        6.61191906371416295e1,
        2.98635138197400131e2,
        8.81952221241769090e2,
        1.71204761263407058e3,
        2.05107837782607147e3,
        1.23033935479799725e3
    };

    private static final double[] FAR_BELOW = {
        1,
        1.57449261107098347e1,
        1.17693950891312499e2,
        5.37181101862009858e2,
        1.62138957456669019e3,
        3.29079923573345963e3,
        4.36261909014324716e3,
        3.43936767414372164e3,
        1.23033935480374942e3
    };

    private SpecialFunctions() {}

    /**
     * The error function to 1e-15, by the rational approximations of Cody (1969, Rational Chebyshev approximations for
     * the error function, Math. Comp. 23).
     */
    static Quantity erf(Quantity x) {
        Object value = Arithmetic.apply(x.value(), SpecialFunctions::erf, SpecialFunctions::erf);
        Object square = Arithmetic.multiply(x.value(), x.value());
        Object slope = x.isSloped()
                ? Arithmetic.multiply(
                        2 / Math.sqrt(Math.PI), Arithmetic.apply(Arithmetic.negate(square), Math::exp, Rates::exp))
                : Arithmetic.ZERO;
        return Calculus.function(x, value, slope);
    }

    private static double erf(double x) {
        double size = Math.min(Math.abs(x), LARGE);
        if (size <= SMALL) {
            return x * quotient(x * x, NEAR_ABOVE, NEAR_BELOW);
        }
        return Math.copySign(1 - Math.exp(-size * size) * quotient(size, FAR_ABOVE, FAR_BELOW), x);
    }

    private static double quotient(double x, double[] above, double[] below) {
        double numerator = above[0];
        double denominator = below[0];
        for (int i = 1; i < above.length; i++) {
            numerator = numerator * x + above[i];
            denominator = denominator * x + below[i];
        }
        return numerator / denominator;
    }

    private static NDArray erf(NDArray x) {
        NDArray size = x.abs().minimum(LARGE);
        NDArray near = x.mul(quotient(size.square(), NEAR_ABOVE, NEAR_BELOW));
        NDArray rest = size.square().neg().exp().mul(quotient(size, FAR_ABOVE, FAR_BELOW));
        return NDArrays.where(size.lte(SMALL), near, x.sign().mul(NDArrays.sub(1, rest)));
    }

    private static NDArray quotient(NDArray x, double[] above, double[] below) {
        NDArray numerator = x.mul(above[0]).add(above[1]);
        NDArray denominator = x.mul(below[0]).add(below[1]);
        for (int i = 2; i < above.length; i++) {
            numerator = numerator.mul(x).add(above[i]);
            denominator = denominator.mul(x).add(below[i]);
        }
        return numerator.div(denominator);
    }

    /** The angle of the point (x, y) from the axis of x, in (-pi, pi], as C's atan2; 0 for the origin. */
    static Quantity angle(Quantity y, Quantity x, NDArray like) {
        Quantity zero = Quantity.ZERO;
        Quantity half = Quantity.of(Math.PI / 2);
        Quantity isSteep = Calculus.compare(">", size(y), size(x));
        Quantity isUp = Calculus.compare(">=", y, zero);
        Quantity flat = Calculus.choose(
                Calculus.compare("<", x, zero),
                Calculus.choose(isUp, Quantity.of(Math.PI), Quantity.of(-Math.PI), like),
                zero,
                like);
        Quantity one = Quantity.of(1);
        // The quotient of the smaller by the larger; nothing is divided by 0.
        Quantity larger = Calculus.choose(isSteep, y, x, like);
        Quantity isOrigin = Calculus.compare("==", larger, zero);
        Quantity ratio =
                Calculus.divide(Calculus.choose(isSteep, x, y, like), Calculus.choose(isOrigin, one, larger, like));
        Quantity arc = Builtins.arcTangent(ratio);
        Quantity steep = Calculus.subtract(Calculus.choose(isUp, half, Calculus.negate(half), like), arc);
        return Calculus.choose(isSteep, steep, Calculus.add(flat, arc), like);
    }

    private static Quantity size(Quantity x) {
        return Calculus.apply(x, Math::abs, NDArray::abs, Arithmetic.ZERO);
    }

    /**
     * The charge (mC per cm3, so that a permeability in cm/s makes it mA/cm2) of the equation of Goldman, Hodgkin and Katz
     * (Hodgkin and Katz 1949): {@code z F / 1000 (ci u(-w) - co u(w))} with {@code u(w) = w / (exp(w) - 1)} and {@code w =
     * z v F / (R T)}; finite at v = 0 with all its derivatives.
     *
     * @param v the voltage, mV
     * @param inside the concentration inside, mM
     * @param outside the concentration outside, mM
     * @param valence the valence z
     * @param celsius the temperature
     */
    static Quantity flux(Quantity v, Quantity inside, Quantity outside, Quantity valence, Quantity celsius) {
        Quantity thermal = Calculus.multiply(
                Calculus.add(celsius, Quantity.of(273.15)),
                Quantity.of(1000 * NmodlProgram.GAS_CONSTANT / NmodlProgram.FARADAY));
        Quantity reduced = Calculus.divide(Calculus.multiply(valence, v), thermal);
        Quantity inward = Calculus.multiply(outside, Calculus.linearOverExponential(reduced));
        Quantity outward = Calculus.multiply(inside, Calculus.linearOverExponential(Calculus.negate(reduced)));
        return Calculus.multiply(
                Calculus.multiply(valence, Quantity.of(1e-3 * NmodlProgram.FARADAY)),
                Calculus.subtract(outward, inward));
    }
}
