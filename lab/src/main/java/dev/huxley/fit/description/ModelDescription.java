package dev.huxley.fit.description;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The description of a model that a fit adapts to a recording: form of the cell, regions with mechanisms and values (fixed,
 * free between bounds, or functions of the distance from the soma), temperature, rig, and wishes for the fit.
 *
 * <pre>{@code
 * DescribedModel model = Ladder.rung(Set.of(Extension.SLOW_INACTIVATION)).description().build();
 * Cell cell = model.cell();
 * List<FreeValue> free = model.free();
 * }</pre>
 *
 * @param name a name for reports
 * @param source where the model comes from: papers
 * @param form the form of the cell
 * @param celsius the temperature of the recording, for mechanisms whose rates depend on it; empty to leave them at their
 *     own
 * @param mechanisms the mechanisms that regions may name besides those of the catalogue
 * @param regions in the order in which mechanisms are inserted and values set: later ones win
 * @param rig what lies between the neuron and the recorded numbers
 * @param plan wishes for the fit
 */
public record ModelDescription(
        String name,
        String source,
        CellForm form,
        OptionalDouble celsius,
        MechanismSources mechanisms,
        List<Region> regions,
        RigDescription rig,
        FitPlan plan) {
    public ModelDescription {
        regions = List.copyOf(regions);
    }

    /** The cell, its free values and its rig; a reconstruction's file is looked for in the current folder. */
    public DescribedModel build() {
        return build(Path.of(""));
    }

    /**
     * The cell, its free values and its rig.
     *
     * @param folder the folder to which the path of a reconstruction is relative
     * @throws IllegalArgumentException if there is no such cell; the message names the region, the value and the remedy
     */
    public DescribedModel build(Path folder) {
        return new ModelBuilding(this, folder).build();
    }

    /** A copy with another name. */
    public ModelDescription withName(String other) {
        return new ModelDescription(other, source, form, celsius, mechanisms, regions, rig, plan);
    }

    /** A copy with another rig. */
    public ModelDescription withRig(RigDescription other) {
        return new ModelDescription(name, source, form, celsius, mechanisms, regions, other, plan);
    }

    /** A copy with other wishes for the fit. */
    public ModelDescription withPlan(FitPlan other) {
        return new ModelDescription(name, source, form, celsius, mechanisms, regions, rig, other);
    }

    /** A copy with other regions, and the mechanisms that they may name. */
    public ModelDescription withRegions(MechanismSources others, List<Region> changed) {
        return new ModelDescription(name, source, form, celsius, others, changed, rig, plan);
    }

    /** A copy at another temperature (°C). */
    public ModelDescription withTemperature(double other) {
        return new ModelDescription(name, source, form, OptionalDouble.of(other), mechanisms, regions, rig, plan);
    }

    /** A copy with another form of the cell. */
    public ModelDescription withForm(CellForm other) {
        return new ModelDescription(name, source, other, celsius, mechanisms, regions, rig, plan);
    }

    /**
     * A copy with another value.
     *
     * @param path the path of the quantity: {@code "soma/NaTs2T_gNaTs2T"}, {@code "Leak_gLeak"} (region all), {@code
     *     "rig/series_resistance"}
     * @throws IllegalArgumentException if the description has no such value
     */
    public ModelDescription with(String path, DescribedValue value) {
        if (path.startsWith(RigDescription.PREFIX)) {
            Map<String, DescribedValue> values = new LinkedHashMap<>(rig.values());
            String key = path.substring(RigDescription.PREFIX.length());
            if (values.replace(key, value) == null) {
                throw unknown(path);
            }
            return withRig(RigDescription.of(values));
        }
        List<Region> changed = new ArrayList<>();
        boolean found = false;
        for (Region region : regions) {
            Region replaced = RegionPaths.replaced(region, path, value, mechanisms);
            found |= replaced != region;
            changed.add(replaced);
        }
        if (!found) {
            throw unknown(path);
        }
        return withRegions(mechanisms, changed);
    }

    /**
     * A copy with a value that the description need not have yet: it replaces the one at this path, or else becomes the
     * parameter of the mechanism in the path's region, or else a value of that region. Whether the cell has such a
     * quantity is seen when it is built.
     *
     * @param path as for {@link #with}; {@code "celsius"} is the temperature, which must be fixed
     */
    public ModelDescription put(String path, DescribedValue value) {
        return PlacedValue.put(this, path, value);
    }

    /** All described values by path, those of the rig included; of a path that several regions describe the last. */
    public Map<String, DescribedValue> values() {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        regions.forEach(region -> values.putAll(RegionPaths.values(region, mechanisms)));
        rig.values().forEach((key, value) -> values.put(RigDescription.PREFIX + key, value));
        return values;
    }

    private IllegalArgumentException unknown(String path) {
        return new IllegalArgumentException("model '" + name + "' describes no value '" + path + "'; it has "
                + String.join(", ", values().keySet()));
    }

    @Override
    public String toString() {
        return "ModelDescription[" + name + ": " + form + ", regions "
                + regions.stream().map(Region::name).toList() + "]";
    }
}
