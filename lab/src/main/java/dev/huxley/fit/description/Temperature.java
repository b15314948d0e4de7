package dev.huxley.fit.description;

import dev.huxley.mechanism.MembraneMechanism;
import java.lang.reflect.Constructor;
import java.util.List;

/** Mechanisms at a temperature, where their rates know one. */
final class Temperature {
    private Temperature() {}

    /**
     * The mechanism at this temperature (°C). Of a mechanism without one the same, and a note.
     */
    static MembraneMechanism at(MembraneMechanism mechanism, double celsius, List<String> notes) {
        for (Constructor<?> constructor : mechanism.getClass().getConstructors()) {
            if (List.of(constructor.getParameterTypes()).equals(List.of(String.class, double.class))) {
                try {
                    return (MembraneMechanism) constructor.newInstance(mechanism.name(), celsius);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException(
                            "mechanism " + mechanism.name() + " cannot be made at " + celsius + " °C", e);
                }
            }
        }
        String note =
                "the rates of " + mechanism.name() + " do not depend on the temperature: they are those of its paper";
        boolean hasRates = !mechanism.states().isEmpty();
        if (hasRates && !notes.contains(note)) {
            notes.add(note);
        }
        return mechanism;
    }
}
