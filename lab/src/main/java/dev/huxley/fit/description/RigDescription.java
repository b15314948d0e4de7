package dev.huxley.fit.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rig of a described model: what lies between the neuron and the recorded numbers. Each value is fixed or free.
 *
 * @param junctionPotential the liquid junction potential, in mV; its sign is not used, since conventions differ: the
 *     membrane is always below the recorded voltage by its magnitude
 * @param bridgeError in MOhm: the part of the electrode's resistance that the bridge did not balance
 * @param seriesResistance in MOhm, between the electrode and the membrane
 * @param pipetteCapacitance in pF; 0 for a quiet electrode without a capacitance
 * @param filter the corner frequency (kHz) of the amplifier's 4-pole Bessel filter; 0 for none
 */
public record RigDescription(
        DescribedValue junctionPotential,
        DescribedValue bridgeError,
        DescribedValue seriesResistance,
        DescribedValue pipetteCapacitance,
        DescribedValue filter) {
    static final String PREFIX = "rig/";
    static final String JUNCTION = "junction_potential";
    static final String BRIDGE = "bridge_error";
    static final String SERIES = "series_resistance";
    static final String PIPETTE = "pipette_capacitance";
    static final String FILTER = "filter";

    /** The units by name, in their order. */
    static final Map<String, String> UNITS = units();

    /** @throws IllegalArgumentException if a value is out of the question; the message says why */
    public RigDescription {
        requireAlone(JUNCTION, junctionPotential);
        requireAlone(BRIDGE, bridgeError);
        requireAlone(SERIES, seriesResistance);
        requirePositiveOrNone(PIPETTE, pipetteCapacitance);
        requirePositiveOrNone(FILTER, filter);
        boolean isPipette = pipetteCapacitance.start() > 0;
        double least = seriesResistance instanceof DescribedValue.Free free ? free.lower() : seriesResistance.start();
        if (isPipette && !(least > 0)) {
            throw new IllegalArgumentException(
                    "a pipette with a capacitance needs a series resistance above 0, but it is " + seriesResistance
                            + "; set it, or leave \"" + PIPETTE + "\" out");
        }
    }

    /** A rig without faults. */
    public static RigDescription ideal() {
        DescribedValue none = DescribedValue.fixed(0);
        return new RigDescription(none, none, none, none, none);
    }

    /** Tells whether the electrode is a part of the cell: a compartment between stimulus and membrane. */
    public boolean hasPipette() {
        return pipetteCapacitance.start() > 0;
    }

    /**
     * The changes that the rig makes to the model's voltage, in words, such as {@code "series resistance, fitted; filter, 2.0
     * kHz"}; "" if there is none. The junction potential is not among it.
     */
    public String faults() {
        List<String> faults = new ArrayList<>();
        values().forEach((name, value) -> {
            boolean isFree = value instanceof DescribedValue.Free;
            if (!name.equals(JUNCTION) && (isFree || value.start() != 0)) {
                faults.add(name.replace('_', ' ') + ", " + (isFree ? "fitted" : value.start() + " " + UNITS.get(name)));
            }
        });
        return String.join("; ", faults);
    }

    /** A copy with another series resistance. */
    public RigDescription withSeriesResistance(DescribedValue value) {
        return new RigDescription(junctionPotential, bridgeError, value, pipetteCapacitance, filter);
    }

    /** A copy with another junction potential (mV). */
    public RigDescription withJunctionPotential(DescribedValue value) {
        return new RigDescription(value, bridgeError, seriesResistance, pipetteCapacitance, filter);
    }

    /** The values by name. */
    Map<String, DescribedValue> values() {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        values.put(JUNCTION, junctionPotential);
        values.put(BRIDGE, bridgeError);
        values.put(SERIES, seriesResistance);
        values.put(PIPETTE, pipetteCapacitance);
        values.put(FILTER, filter);
        return values;
    }

    /** The rig of these values by name; 0 for those that are missing. */
    static RigDescription of(Map<String, DescribedValue> values) {
        DescribedValue none = DescribedValue.fixed(0);
        return new RigDescription(
                values.getOrDefault(JUNCTION, none),
                values.getOrDefault(BRIDGE, none),
                values.getOrDefault(SERIES, none),
                values.getOrDefault(PIPETTE, none),
                values.getOrDefault(FILTER, none));
    }

    private static void requireAlone(String name, DescribedValue value) {
        if (value instanceof DescribedValue.OfDistance
                || value instanceof DescribedValue.Free free && free.perBranch()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" of the rig is " + value + "; it must be one number, fixed or free");
        }
    }

    private static void requirePositiveOrNone(String name, DescribedValue value) {
        requireAlone(name, value);
        boolean isRight = value instanceof DescribedValue.Free free ? free.lower() > 0 : value.start() >= 0;
        if (!isRight) {
            throw new IllegalArgumentException("\"" + name + "\" of the rig is " + value
                    + "; it must be positive, or 0 for none, and a free one needs a positive min");
        }
    }

    private static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put(JUNCTION, "mV");
        units.put(BRIDGE, "MOhm");
        units.put(SERIES, "MOhm");
        units.put(PIPETTE, "pF");
        units.put(FILTER, "kHz");
        return Collections.unmodifiableMap(units);
    }

    @Override
    public String toString() {
        return "RigDescription" + values();
    }
}
