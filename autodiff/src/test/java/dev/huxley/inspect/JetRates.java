package dev.huxley.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The forms of rates in the literature, and the exact step of a gate, in numbers of 50 digits. */
final class JetRates {
    private JetRates() {}

    static Jet relaxed(Jet x, Jet steady, Jet tau) {
        Jet decay = Jet.of(-PublishedEquations.TIME_STEP).over(tau).exp();
        return x.times(decay).plus(steady.times(Jet.of(1).minus(decay)));
    }

    /** {@code factor exp((v - center) / slope)}. */
    static UnaryOperator<Jet> exponential(double factor, double center, double slope) {
        return remembered(v -> v.plus(-center).over(slope).exp().times(factor));
    }

    /** {@code factor / (1 + exp(-(v - center) / slope))}. */
    static UnaryOperator<Jet> sigmoid(double factor, double center, double slope) {
        return remembered(
                v -> v.plus(-center).over(-slope).exp().plus(1).inverse().times(factor));
    }

    /** {@code factor x / (exp(x / y) - 1)} with {@code x = sign (v - center) + shift}. */
    static UnaryOperator<Jet> linoid(double factor, int sign, double center, double y, double shift) {
        return remembered(v -> {
            Jet x = v.plus(-center).times(sign).plus(shift);
            if (x.value().signum() == 0) {
                // The limit of 0/0: y - x / 2 + x^2 / (12 y).
                return x.pow(2).over(12 * y).minus(x.over(2)).plus(y).times(factor);
            }
            return x.over(x.over(y).exp().plus(-1)).times(factor);
        });
    }

    static UnaryOperator<Jet> remembered(UnaryOperator<Jet> function) {
        Map<Jet, Jet> known = new HashMap<>();
        return v -> known.computeIfAbsent(v, function);
    }

    static UnaryOperator<Jet> constant(double value) {
        return v -> Jet.of(value);
    }
}
