package dev.huxley.model;

import dev.huxley.mechanism.Temperature;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rejects values that no neuron has and that are usually right in another unit. The bounds are far outside anything
 * measured, so a rejected value is a mistake.
 */
final class UnitPlausibility {
    /**
     * Bounds on the magnitude of a plausible value.
     *
     * @param unit the unit of the quantity
     * @param least the least magnitude
     * @param most the greatest magnitude
     * @param meaning the reason why a value outside is wrong, and the unit that was probably meant
     */
    private record Bounds(String unit, double least, double most, String meaning) {}

    private static final Bounds LENGTHS =
            new Bounds("um", 1e-4, 1e8, "lengths are in um, and an atom has 1e-4 um; was the value in m or cm?");
    private static final Bounds VOLTAGES =
            new Bounds("mV", 0, 1e4, "voltages are in mV, and no membrane bears 10 V; was the value in uV?");
    private static final Bounds CAPACITANCES = new Bounds(
            "uF/cm2", 1e-3, 1e5, "capacitances are in uF/cm2, and membranes have about 1; was the value in F/cm2?");
    private static final Bounds CONDUCTANCES = new Bounds(
            "S/cm2",
            0,
            50,
            "conductances of channels are in S/cm2, and the densest membranes have less than 10; was the value in"
                    + " mS/cm2?");

    private static final Bounds TEMPERATURES =
            new Bounds("degC", 0, 60, "temperatures are in °C, and no neuron lives above 60; was the value in K?");

    private static final List<String> SIZES = List.of(Quantities.LENGTH, Quantities.RADIUS);

    private UnitPlausibility() {}

    /**
     * @param unit the unit of the quantity in the model
     * @param places the places of the values, in words
     * @throws IllegalArgumentException if a value is implausible in this unit
     */
    static void requirePlausible(String key, String unit, double[] values, IntFunction<String> places) {
        Bounds bounds = bounds(key, unit);
        if (bounds == null) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            double size = Math.abs(values[i]);
            if (size > bounds.most || size < bounds.least) {
                throw new IllegalArgumentException("'" + key + "' cannot be " + values[i] + " " + bounds.unit + " ("
                        + places.apply(i) + "): " + bounds.meaning + " If it is meant, use setAnyway");
            }
        }
    }

    private static Bounds bounds(String key, String unit) {
        if (SIZES.contains(key)) {
            return LENGTHS;
        }
        if (key.equals(Quantities.VOLTAGE)) {
            return VOLTAGES;
        }
        if (key.equals(Quantities.CAPACITANCE)) {
            return CAPACITANCES;
        }
        if (key.equals(Temperature.CELSIUS)) {
            return TEMPERATURES;
        }
        return unit.equals(CONDUCTANCES.unit) ? CONDUCTANCES : null;
    }
}
