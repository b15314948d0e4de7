package dev.huxley.neuron;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model written for NEURON: its mechanisms as files in NMODL. Imported ones keep their text; Huxley's own are written so
 * that NEURON takes the same steps.
 */
public final class NeuronExport {
    private final Map<String, String> mechanisms = new LinkedHashMap<>();

    private NeuronExport(NeuronModel model) {
        List<MembraneMechanism> all = new ArrayList<>(model.channels());
        all.addAll(model.pumps());
        Set<String> currents = new LinkedHashSet<>();
        all.forEach(mechanism -> currents.addAll(mechanism.currentNames()));
        List<String> problems = new ArrayList<>();
        for (MembraneMechanism mechanism : all) {
            try {
                String text = mechanism instanceof NmodlChannel imported
                        ? imported.source()
                        : MechanismWriter.write(mechanism, currents).text();
                mechanisms.put(mechanism.name() + ".mod", text);
            } catch (UnwritableException reason) {
                problems.add(reason.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model cannot be written for NEURON: " + String.join("; ", problems));
        }
    }

    /**
     * A model as files for NEURON.
     *
     * @throws IllegalArgumentException if a part of the model has no form in NEURON; the message names all such parts
     */
    public static NeuronExport of(NeuronModel model) {
        return new NeuronExport(model);
    }

    /** The texts in NMODL by the names of their files, {@code "HH.mod"}. */
    public Map<String, String> mechanisms() {
        return Map.copyOf(mechanisms);
    }

    @Override
    public String toString() {
        return "NeuronExport[" + Brief.list(mechanisms.keySet()) + "]";
    }
}
