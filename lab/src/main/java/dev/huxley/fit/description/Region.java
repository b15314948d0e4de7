package dev.huxley.fit.description;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a described cell with its mechanisms and values.
 *
 * @param name a group of the cell ({@code "soma"}, {@code "apical"}), or {@link #ALL}
 * @param mechanisms by the catalogue's names ({@code "hay.NaTs2T"}), in the order in which they are inserted: the values
 *     of their parameters by the names that the mechanism has for them ({@code "gNaTs2T"}); what is missing has the
 *     mechanism's default
 * @param values quantities of the compartments by the model's names: {@code "capacitance"}, {@code "axial_resistivity"},
 *     {@code "radius"}, and what mechanisms share, {@code "eNa"}
 */
public record Region(
        String name, Map<String, Map<String, DescribedValue>> mechanisms, Map<String, DescribedValue> values) {
    /** The name of the region that is the whole cell. */
    public static final String ALL = "all";

    public Region {
        Map<String, Map<String, DescribedValue>> copies = new LinkedHashMap<>();
        mechanisms.forEach((mechanism, parameters) ->
                copies.put(mechanism, Collections.unmodifiableMap(new LinkedHashMap<>(parameters))));
        mechanisms = Collections.unmodifiableMap(copies);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Tells whether the region is the whole cell. */
    public boolean isAll() {
        return name.equals(ALL);
    }

    /** The path of a quantity of this region in a fit: {@code "soma/NaTs2T_gNaTs2T"}, without the region for the whole cell. */
    String path(String key) {
        return isAll() ? key : name + "/" + key;
    }

    @Override
    public String toString() {
        return "Region[" + name + ": " + String.join(", ", mechanisms.keySet()) + "; "
                + String.join(", ", values.keySet()) + "]";
    }
}
