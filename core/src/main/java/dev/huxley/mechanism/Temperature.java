package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;

/**
 * The temperature of a mechanism's rates: that at which they were measured, the factor by which they grow, and the
 * temperature at which the mechanism runs in a model that sets none.
 *
 * <p>At a temperature T, rates are {@code q10^((T - measured) / 10)} times as fast (van 't Hoff 1884; the factor of
 * Hodgkin and Huxley, J. Physiol. 117, 1952, is 3). T is the value {@code celsius} of the model as a whole if it has
 * one, for all of its mechanisms, and else {@link #usual} of each.
 *
 * <pre>{@code
 * temperature(Temperature.measuredAt(6.3).withQ10(3));
 * }</pre>
 *
 * @param measured the temperature (°C) at which the rates are as written
 * @param q10 the factor per 10 °C; 1 if the rates do not follow the temperature
 * @param usual the temperature (°C) in a model that sets none
 */
public record Temperature(double measured, double q10, double usual) {
    /** The name of the temperature (°C) among the values of the model as a whole. */
    public static final String CELSIUS = "celsius";

    /** The temperature (K) of 0 °C. */
    public static final double ZERO_CELSIUS = 273.15;

    public Temperature {
        requireCelsius(measured);
        requireCelsius(usual);
        if (!(q10 > 0) || Double.isInfinite(q10)) {
            throw new IllegalArgumentException("a Q10 of " + q10 + "; it must be positive, and is mostly 2 to 4");
        }
    }

    /** Rates that were measured at a temperature (°C), and are used as they are. */
    public static Temperature measuredAt(double celsius) {
        return new Temperature(celsius, 1, celsius);
    }

    /** The same with a factor per 10 °C. */
    public Temperature withQ10(double factor) {
        return new Temperature(measured, factor, usual);
    }

    /** The same, at another temperature (°C) in models that set none. */
    public Temperature usedAt(double celsius) {
        return new Temperature(measured, q10, celsius);
    }

    /** Tells whether rates follow the temperature. */
    public boolean hasQ10() {
        return q10 != 1;
    }

    /** The factor of the rates at a temperature (°C). */
    public double factorAt(double celsius) {
        return Math.pow(q10, (celsius - measured) / 10);
    }

    /** The temperature (K) of the model if it has one, and else a parameter of the mechanism. */
    public static NDArray kelvin(LocalValues values, String parameter) {
        return values.has(CELSIUS) ? values.get(CELSIUS).add(ZERO_CELSIUS) : values.get(parameter);
    }

    /** Kinetics at the temperature of the model that a mechanism sees. */
    Kinetics adapt(Kinetics kinetics, LocalValues values) {
        if (hasQ10() && values.has(CELSIUS)) {
            return kinetics.times(factor(values));
        }
        return factorAt(usual) == 1 ? kinetics : kinetics.times(factorAt(usual));
    }

    /** A rate at the temperature of the model that a mechanism sees. */
    NDArray adapt(NDArray rate, LocalValues values) {
        if (hasQ10() && values.has(CELSIUS)) {
            return rate.mul(factor(values));
        }
        return factorAt(usual) == 1 ? rate : rate.mul(factorAt(usual));
    }

    private NDArray factor(LocalValues values) {
        return values.get(CELSIUS).sub(measured).mul(Math.log(q10) / 10).exp();
    }

    private static void requireCelsius(double celsius) {
        if (!(celsius > -ZERO_CELSIUS) || Double.isInfinite(celsius)) {
            throw new IllegalArgumentException("a temperature of " + celsius + " °C");
        }
    }

    @Override
    public String toString() {
        return "Temperature[measured at " + measured + " °C" + (hasQ10() ? ", Q10 " + q10 : "")
                + (usual == measured ? "" : ", used at " + usual + " °C") + "]";
    }
}
