package dev.huxley.cli.model;

import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.morphology.SwcDescription;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe a cell: its form, its channels, its values. */
public final class CellOptions {
    @Option(names = "--swc", paramLabel = "FILE", description = "morphology; without it the model is a point neuron")
    Path swc;

    @Option(
            names = "--compartments",
            paramLabel = "N",
            defaultValue = "1",
            description = "compartments per branch of the morphology (default: ${DEFAULT-VALUE})")
    int compartments;

    @Mixin
    private MorphologyOptions reading;

    @Option(
            names = "--channels",
            paramLabel = "NAMES",
            split = ",",
            description = {
                "channels to insert, such as HH,Leak or hay.NaTaT,hay.KTst; \"huxley mechanisms\" lists them;",
                "also files in NMODL, such as kdr.mod, and the mechanisms of --mod",
                "(default: HH,Leak; demo: HH)"
            })
    private List<String> channels;

    @Mixin
    private MechanismFiles files;

    private List<CatalogueEntry> resolved;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a fixed or start value, e.g. --set length=40 (repeatable)")
    Map<String, Double> values = new LinkedHashMap<>();

    /** Tells whether an option describes a cell. */
    boolean isGiven() {
        return hasMorphology() || compartments != 1 || channels != null || files.areGiven() || !values.isEmpty();
    }

    /** Tells whether channels are named. */
    boolean hasChannels() {
        return channels != null;
    }

    boolean hasMorphology() {
        return swc != null;
    }

    /** The channels that are named, or those that are inserted unless some are. */
    List<CatalogueEntry> channels(List<String> unlessGiven) {
        if (resolved == null) {
            resolved = files.channels(
                    channels == null ? unlessGiven : channels, text -> System.err.println("huxley: " + text));
        }
        return resolved;
    }

    /** The morphology, null for a point neuron. */
    SwcDescription morphology() {
        if (hasMorphology()) {
            return reading.read(swc, compartments);
        }
        if (compartments != 1) {
            throw new IllegalArgumentException("--compartments " + compartments
                    + " is for the branches of a morphology; give one with --swc FILE");
        }
        reading.requireUnused();
        return null;
    }
}
