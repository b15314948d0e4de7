package dev.huxley.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The quantities that every compartment has regardless of its mechanisms: names, units, defaults, and which may be set.
 */
final class Quantities {
    static final String LENGTH = "length";
    static final String RADIUS = "radius";
    static final String AREA = "area";
    static final String VOLUME = "volume";
    static final String LOAD_IN = "resistive_load_in";
    static final String LOAD_OUT = "resistive_load_out";
    static final String RESISTIVITY = "axial_resistivity";
    static final String CAPACITANCE = "capacitance";
    static final String VOLTAGE = "v";
    private static final String DIFFUSION = "axial_diffusion_";

    static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry(LENGTH, "um"),
            Map.entry(RADIUS, "um"),
            Map.entry(AREA, "um2"),
            Map.entry(VOLUME, "um3"),
            Map.entry(LOAD_IN, "1/um"),
            Map.entry(LOAD_OUT, "1/um"),
            Map.entry(RESISTIVITY, "Ohm cm"),
            Map.entry(CAPACITANCE, "uF/cm2"),
            Map.entry(VOLTAGE, "mV"),
            Map.entry("x", "um"),
            Map.entry("y", "um"),
            Map.entry("z", "um"));

    private static final Set<String> DERIVED = Set.of(AREA, VOLUME, LOAD_IN, LOAD_OUT);
    private static final Set<String> POSITIVE = Set.of(LENGTH, RADIUS, RESISTIVITY, CAPACITANCE);

    private Quantities() {}

    /** Fills the columns of cylinders of 10 um length and 1 um radius. */
    static void putDefaults(Columns nodes) {
        for (int row = 0; row < nodes.rows(); row++) {
            nodes.numbersOrNew(LENGTH).set(row, 10);
            nodes.numbersOrNew(RADIUS).set(row, 1);
            nodes.numbersOrNew(RESISTIVITY).set(row, 5000);
            nodes.numbersOrNew(CAPACITANCE).set(row, 1);
            nodes.numbersOrNew(VOLTAGE).set(row, -70);
            makeCylinder(nodes, row);
        }
    }

    /** Area, volume and resistive loads of the cylinder that the row's length and radius describe. */
    static void makeCylinder(Columns nodes, int row) {
        double length = nodes.numbers(LENGTH).value(row);
        double radius = nodes.numbers(RADIUS).value(row);
        double crossSection = Math.PI * radius * radius;
        nodes.numbersOrNew(AREA).set(row, 2 * Math.PI * radius * length);
        nodes.numbersOrNew(VOLUME).set(row, crossSection * length);
        nodes.numbersOrNew(LOAD_IN).set(row, length / 2 / crossSection);
        nodes.numbersOrNew(LOAD_OUT).set(row, length / 2 / crossSection);
    }

    /** Throws an error unless every compartment has all of these quantities, with valid values. */
    static void requireBasic(Columns nodes) {
        List<String> basic =
                List.of(LENGTH, RADIUS, AREA, VOLUME, LOAD_IN, LOAD_OUT, RESISTIVITY, CAPACITANCE, VOLTAGE);
        for (String key : basic) {
            NumberColumn column = nodes.numbers(key);
            for (int row = 0; row < nodes.rows(); row++) {
                requireValid(key, column.value(row), "compartment " + row);
            }
        }
    }

    /** The quantities derived from radius and length. */
    static Set<String> derived() {
        return DERIVED;
    }

    static boolean mustBePositive(String key) {
        return POSITIVE.contains(key) || key.startsWith(DIFFUSION);
    }

    /** The key of a state's diffusion coefficient (um2/ms). */
    static String diffusionKey(String state) {
        return DIFFUSION + state;
    }

    static String unit(String key) {
        return key.startsWith(DIFFUSION) ? "um2/ms" : UNITS.getOrDefault(key, "");
    }

    static boolean shapesCylinder(String key) {
        return key.equals(LENGTH) || key.equals(RADIUS);
    }

    static void requireSettable(String key) {
        if (DERIVED.contains(key)) {
            throw new IllegalArgumentException("'" + key + "' follows from radius and length; set those instead");
        }
    }

    static boolean isValid(String key, double value) {
        return Double.isFinite(value) && (value > 0 || !mustBePositive(key));
    }

    static void requireValid(String key, double value, String place) {
        if (!isValid(key, value)) {
            throw new IllegalArgumentException(
                    "'" + key + "' cannot be " + value + (unit(key).isEmpty() ? "" : " " + unit(key))
                            + " (" + place + "); it must be a "
                            + (mustBePositive(key) ? "positive" : "finite") + " number");
        }
    }
}
