package dev.huxley.feature;

/** The features of a trace's slow course; null where it does not have one. */
final class SteadyFeatures {
    /** A difference of voltages that is rounding, mV. */
    private static final double ROUNDING = 1e-9;

    private final Voltage voltage;
    private final Stimulus stimulus;

    SteadyFeatures(Voltage voltage, Stimulus stimulus) {
        this.voltage = voltage;
        this.stimulus = stimulus;
    }

    Quantity base() {
        int behind = Math.min(voltage.length(), (int) Math.floor(stimulus.start() / stimulus.dt() + 1e-6) + 1);
        return mean(stimulus.firstNotBefore(0.9 * stimulus.start()), behind);
    }

    Quantity steadyState() {
        double from = stimulus.end() - 0.1 * (stimulus.end() - stimulus.start());
        return mean(stimulus.firstNotBefore(from), Math.min(voltage.length(), stimulus.behind()));
    }

    private Quantity mean(int from, int to) {
        return from < to ? voltage.mean(from, to) : null;
    }

    Quantity deflection() {
        return difference(steadyState(), base());
    }

    private static Quantity difference(Quantity left, Quantity right) {
        return left == null || right == null ? null : left.minus(right);
    }

    Quantity inputResistance() {
        Quantity deflection = deflection();
        return deflection == null || stimulus.current() == 0 ? null : deflection.times(1 / stimulus.current());
    }

    Quantity minimum() {
        int from = stimulus.first();
        int to = Math.min(voltage.length(), stimulus.behind());
        if (from >= to) {
            return null;
        }
        return voltage.minimum(voltage.samples().lowest(from, to), from, to).value();
    }

    Quantity sagAmplitude() {
        Quantity deflection = deflection();
        return deflection == null || deflection.value() > ROUNDING ? null : sagAmplitudeAnyway();
    }

    /** The sag amplitude, whatever the sign of the deflection. */
    Quantity sagAmplitudeAnyway() {
        return difference(steadyState(), minimum());
    }

    /** The first sag ratio, whatever the sign of the deflection. */
    Quantity sagRatio1Anyway() {
        return ratio(sagAmplitudeAnyway());
    }

    Quantity sagRatio1() {
        return ratio(sagAmplitude());
    }

    Quantity sagRatio2() {
        return ratio(difference(base(), steadyState()));
    }

    private Quantity ratio(Quantity numerator) {
        Quantity depth = difference(base(), minimum());
        boolean undefined = numerator == null || depth == null || Math.abs(depth.value()) <= ROUNDING;
        return undefined ? null : numerator.over(depth);
    }
}
