package dev.huxley.cli;

import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.morphology.SwcDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe the model of a fit: its form, its channels, what is free. */
final class ModelOptions {
    /** The start of the demo fit: each conductance is 2.1 to 2.4 times the true one. */
    private static final Map<String, Double> DEMO_START = Map.of("HH_gNa", 0.2, "HH_gK", 0.06, "HH_gLeak", 0.001);

    private static final List<FreeParameter> DEMO_FREE = List.of(
            new FreeParameter("HH_gNa", 0.02, 0.4),
            new FreeParameter("HH_gK", 0.005, 0.15),
            new FreeParameter("HH_gLeak", 5e-5, 3e-3));

    /** The radius of a point neuron, which is unknown, unlike that of a morphology. */
    static final FreeParameter POINT_RADIUS = new FreeParameter("radius", 2, 200);

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

    @Option(
            names = "--free",
            paramLabel = "NAME=LO:HI",
            description = {
                "a parameter to fit, with its bounds (repeatable)",
                "(default: all conductances, the leak's reversal potential, the radius)"
            })
    List<String> free = new ArrayList<>();

    /** Tells whether an option describes a model. */
    boolean isGiven() {
        return hasMorphology()
                || compartments != 1
                || channels != null
                || files.areGiven()
                || !values.isEmpty()
                || !free.isEmpty();
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

    /** The cell with this morphology, or without one if it is null. */
    Cell cell(boolean isDemo, SwcDescription description) {
        Map<String, Double> fixed = new LinkedHashMap<>(isDemo ? DEMO_START : Map.of());
        fixed.putAll(values);
        List<CatalogueEntry> names = channels(isDemo ? List.of("HH") : List.of("HH", "Leak"));
        return ModelBuilder.build(description == null ? null : description.morphology(), names, fixed);
    }

    /** The parameters to fit. */
    List<FreeParameter> parameters(Cell cell, boolean isDemo) {
        List<FreeParameter> chosen = chosen(cell, isDemo);
        chosen.forEach(parameter -> FreeOption.requireInside(parameter, values));
        return chosen;
    }

    private List<FreeParameter> chosen(Cell cell, boolean isDemo) {
        if (!free.isEmpty()) {
            return free.stream().map(FreeOption::parse).toList();
        }
        if (isDemo && channels == null) {
            return DEMO_FREE;
        }
        List<FreeParameter> usual = new ArrayList<>(FreeParameter.usual(cell));
        if (!hasMorphology()) {
            usual.add(POINT_RADIUS);
        }
        return usual;
    }
}
