package dev.huxley.cli.model;

import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.morphology.Morphology;
import java.util.List;
import java.util.Map;

/** Builds the cell that the options of the command line describe. */
public final class ModelBuilder {
    private ModelBuilder() {}

    /**
     * @param morphology the morphology, null for a point neuron
     * @param channels the channels that are inserted everywhere
     * @param values fixed values of quantities
     */
    public static Cell build(Morphology morphology, List<CatalogueEntry> channels, Map<String, Double> values) {
        Cell cell = morphology == null ? new Cell(new Compartment()) : new Cell(morphology);
        channels.forEach(channel -> cell.insert(channel.insertable()));
        if (morphology == null) {
            // A compact soma; the default cylinder is as thin as a dendrite.
            cell.set("length", 20);
            cell.set("radius", 10);
        }
        values.forEach((key, value) -> {
            if (key.equals(Temperature.CELSIUS)) {
                cell.globals().set(key, value);
            } else {
                cell.set(key, value);
            }
        });
        return cell;
    }
}
