package dev.huxley.fit.description;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model of the {@link Ladder}.
 *
 * @param name a name for reports
 * @param isPassive whether the model has a leak only
 * @param extensions what it has beyond the currents of Pospischil et al.
 * @param description the model
 * @param neutral for free values, by path, the number at which the extension that brings it does nothing, or next to
 *     nothing
 */
public record Rung(
        String name,
        boolean isPassive,
        Set<Extension> extensions,
        ModelDescription description,
        Map<String, Double> neutral) {
    public Rung {
        extensions = Collections.unmodifiableSet(
                extensions.isEmpty() ? EnumSet.noneOf(Extension.class) : EnumSet.copyOf(extensions));
        neutral = Collections.unmodifiableMap(new LinkedHashMap<>(neutral));
    }

    /** Tells whether this model contains the other one as a special case. */
    public boolean contains(Rung other) {
        return other.isPassive || !isPassive && extensions.containsAll(other.extensions);
    }

    /**
     * The values of this model at which it behaves as a smaller one: shared values are the smaller model's, new ones are neutral,
     * and those that the smaller model does not have and that are never neutral start as described.
     *
     * @param smaller the values of the smaller model by path, see {@link DescribedModel#byPath}
     * @return by path, all within the bounds
     */
    public Map<String, Double> nestedStart(Map<String, Double> smaller) {
        Map<String, Double> start = new LinkedHashMap<>();
        description.values().forEach((path, value) -> {
            if (value instanceof DescribedValue.Free free) {
                double own = Ladder.sameAs(path).stream()
                        .filter(smaller::containsKey)
                        .map(smaller::get)
                        .findFirst()
                        .orElseGet(() -> neutral.getOrDefault(path, free.start()));
                start.put(path, Math.min(free.upper(), Math.max(free.lower(), own)));
            }
        });
        return start;
    }

    @Override
    public String toString() {
        return "Rung[" + name + "]";
    }
}
