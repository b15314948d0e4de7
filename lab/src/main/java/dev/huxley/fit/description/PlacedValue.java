package dev.huxley.fit.description;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Temperature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The place of a value in a description that need not have it yet. */
final class PlacedValue {
    private PlacedValue() {}

    /** Puts a value where the model has it, or else in the mechanism of this name in its region, or else in the region. */
    static ModelDescription put(ModelDescription model, String path, DescribedValue value) {
        if (path.equals(Temperature.CELSIUS)) {
            if (value instanceof DescribedValue.Fixed fixed) {
                return model.withTemperature(fixed.value());
            }
            throw new IllegalArgumentException("the temperature '" + path
                    + "' of a described model is one fixed number and can be neither fitted nor varied; give it a value, and"
                    + " run the model once for each temperature");
        }
        if (model.values().containsKey(path)) {
            return model.with(path, value);
        }
        int slash = path.indexOf('/');
        String name = slash < 0 ? Region.ALL : path.substring(0, slash);
        String key = path.substring(slash + 1);
        List<Region> regions = new ArrayList<>(model.regions());
        int place = 0;
        while (place < regions.size() && !regions.get(place).name().equals(name)) {
            place++;
        }
        if (place == regions.size()) {
            regions.add(new Region(name, Map.of(), Map.of()));
        }
        regions.set(place, put(regions.get(place), key, value, model.mechanisms()));
        return model.withRegions(model.mechanisms(), regions);
    }

    private static Region put(Region region, String key, DescribedValue value, MechanismSources sources) {
        Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>(region.mechanisms());
        for (Map.Entry<String, Map<String, DescribedValue>> mechanism : mechanisms.entrySet()) {
            MembraneMechanism insertable = sources.insertable(mechanism.getKey());
            for (Declaration parameter : insertable.parameters()) {
                if (insertable.key(parameter.name()).equals(key)) {
                    Map<String, DescribedValue> parameters = new LinkedHashMap<>(mechanism.getValue());
                    parameters.put(parameter.name(), value);
                    mechanism.setValue(parameters);
                    return new Region(region.name(), mechanisms, region.values());
                }
            }
        }
        Map<String, DescribedValue> values = new LinkedHashMap<>(region.values());
        values.put(key, value);
        return new Region(region.name(), mechanisms, values);
    }
}
