package dev.huxley.fit.description;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.nmodl.Nmodl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mechanisms that the regions of a model may name: those of texts in NMODL, which belong to the model, and those of
 * the catalogue. A name of both is that of the text.
 *
 * @param texts texts in NMODL by the name of the mechanism (SUFFIX)
 */
public record MechanismSources(Map<String, String> texts) {
    public MechanismSources {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** The catalogue alone. */
    public static MechanismSources catalogue() {
        return new MechanismSources(Map.of());
    }

    /** The same with the mechanism of a text in NMODL. */
    public MechanismSources with(String text) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(Nmodl.parse(text).name(), text);
        return new MechanismSources(more);
    }

    /**
     * A new mechanism of this name.
     *
     * @throws IllegalArgumentException if there is none, or if it is not inserted in compartments
     */
    public MembraneMechanism insertable(String name) {
        if (!texts.containsKey(name)) {
            return Catalogue.find(name).insertable();
        }
        Mechanism mechanism = Nmodl.parse(texts.get(name));
        if (mechanism instanceof MembraneMechanism membrane) {
            return membrane;
        }
        throw new IllegalArgumentException("the mechanism " + name + " is not inserted in compartments");
    }

    @Override
    public String toString() {
        return "MechanismSources[" + String.join(", ", texts.keySet()) + "]";
    }
}
