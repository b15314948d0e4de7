package dev.huxley.fit.description;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.text.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that the values of a region have in a fit. */
final class RegionPaths {
    private RegionPaths() {}

    /** The values of a region by path. */
    static Map<String, DescribedValue> values(Region region, MechanismSources sources) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        keyed(region, sources).forEach((key, value) -> values.put(region.path(key), value));
        return values;
    }

    /** The values of a region by key: those of its mechanisms, then its own. */
    static Map<String, DescribedValue> keyed(Region region, MechanismSources sources) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        region.mechanisms()
                .forEach((name, parameters) -> parameters.forEach(
                        (parameter, value) -> values.put(key(sources.insertable(name), parameter), value)));
        values.putAll(region.values());
        return values;
    }

    /** The region with another value at this path; the same region if it has none there. */
    static Region replaced(Region region, String path, DescribedValue value, MechanismSources sources) {
        Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>();
        Map<String, DescribedValue> values = new LinkedHashMap<>(region.values());
        boolean found = false;
        for (Map.Entry<String, Map<String, DescribedValue>> entry :
                region.mechanisms().entrySet()) {
            Map<String, DescribedValue> parameters = new LinkedHashMap<>(entry.getValue());
            MembraneMechanism mechanism = sources.insertable(entry.getKey());
            for (String parameter : entry.getValue().keySet()) {
                if (region.path(key(mechanism, parameter)).equals(path)) {
                    parameters.put(parameter, value);
                    found = true;
                }
            }
            mechanisms.put(entry.getKey(), parameters);
        }
        for (String key : region.values().keySet()) {
            if (region.path(key).equals(path)) {
                values.put(key, value);
                found = true;
            }
        }
        return found ? new Region(region.name(), mechanisms, values) : region;
    }

    /**
     * The key of a parameter in a model.
     *
     * @throws IllegalArgumentException if the mechanism has no such parameter
     */
    static String key(MembraneMechanism mechanism, String parameter) {
        List<String> names =
                mechanism.parameters().stream().map(Declaration::name).toList();
        if (!names.contains(parameter)) {
            throw new IllegalArgumentException(
                    "mechanism " + mechanism.name() + " has no parameter '" + parameter + "'; "
                            + NearestName.of(parameter, names)
                                    .map(nearest -> "did you mean '" + nearest + "'? ")
                                    .orElse("")
                            + "it has " + String.join(", ", names));
        }
        return mechanism.key(parameter);
    }
}
