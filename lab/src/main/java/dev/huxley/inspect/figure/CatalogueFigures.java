package dev.huxley.inspect.figure;

import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.plot.Figure;
import java.util.List;

/**
 * Figures of the mechanisms that come with Huxley, with their default parameters, under a protocol chosen for each.
 *
 * <pre>{@code
 * CatalogueFigures.of(Catalogue.find("hay.NaTaT")).write(Path.of("NaTaT.png"));
 * CatalogueFigures.library("pospischil").write(Path.of("pospischil.svg"));
 * }</pre>
 */
public final class CatalogueFigures {
    private CatalogueFigures() {}

    /**
     * One mechanism: steady states and time constants over the voltage, and its current under a voltage clamp; a neuron
     * model under a step of current; a synapse with its response to spikes or steps of the presynaptic voltage.
     */
    public static Figure of(CatalogueEntry entry) {
        return entry.isInsertable() ? MechanismSheets.figure(entry) : SynapseSheets.figure(entry);
    }

    /**
     * All mechanisms of a library side by side: their currents under a voltage clamp or as synapses.
     *
     * @throws IllegalArgumentException if there is no library of this name
     */
    public static Figure library(String library) {
        List<CatalogueEntry> entries = Catalogue.entries().stream()
                .filter(entry -> entry.library().equals(library))
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there is no library of mechanisms '" + library + "'; there are "
                    + String.join(", ", Catalogue.libraries()));
        }
        return entries.get(0).isInsertable()
                ? MechanismSheets.sheet(library, entries)
                : SynapseSheets.sheet(library, entries);
    }
}
