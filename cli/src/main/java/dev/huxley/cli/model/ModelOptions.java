package dev.huxley.cli.model;

import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.morphology.SwcDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe the model of a fit: its form, its channels, what is free. */
public final class ModelOptions {
    /** The start of the demo fit: each conductance is 2.1 to 2.4 times the true one. */
    private static final Map<String, Double> DEMO_START = Map.of("HH_gNa", 0.2, "HH_gK", 0.06, "HH_gLeak", 0.001);

    private static final List<FreeParameter> DEMO_FREE = List.of(
            new FreeParameter("HH_gNa", 0.02, 0.4),
            new FreeParameter("HH_gK", 0.005, 0.15),
            new FreeParameter("HH_gLeak", 5e-5, 3e-3));

    /** The radius of a point neuron, which is unknown, unlike that of a morphology. */
    static final FreeParameter POINT_RADIUS = new FreeParameter("radius", 2, 200);

    @Mixin
    private CellOptions cell;

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
        return cell.isGiven() || !free.isEmpty();
    }

    /** The options that describe the cell. */
    CellOptions cell() {
        return cell;
    }

    public boolean hasMorphology() {
        return cell.hasMorphology();
    }

    /** The morphology, null for a point neuron. */
    public SwcDescription morphology() {
        return cell.morphology();
    }

    /** The cell with this morphology, or without one if it is null. */
    public Cell cell(boolean isDemo, SwcDescription description) {
        Map<String, Double> fixed = new LinkedHashMap<>(isDemo ? DEMO_START : Map.of());
        fixed.putAll(cell.values);
        List<CatalogueEntry> names = cell.channels(isDemo ? List.of("HH") : List.of("HH", "Leak"));
        return ModelBuilder.build(description == null ? null : description.morphology(), names, fixed);
    }

    /** The parameters to fit. */
    public List<FreeParameter> parameters(Cell built, boolean isDemo) {
        List<FreeParameter> chosen = chosen(built, isDemo);
        chosen.forEach(parameter -> FreeOption.requireInside(parameter, cell.values));
        return chosen;
    }

    private List<FreeParameter> chosen(Cell built, boolean isDemo) {
        if (!free.isEmpty()) {
            return free.stream().map(FreeOption::parse).toList();
        }
        if (isDemo && !cell.hasChannels()) {
            return DEMO_FREE;
        }
        List<FreeParameter> usual = new ArrayList<>(FreeParameter.usual(built));
        if (!hasMorphology()) {
            usual.add(POINT_RADIUS);
        }
        return usual;
    }
}
