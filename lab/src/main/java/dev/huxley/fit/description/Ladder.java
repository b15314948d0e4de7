package dev.huxley.fit.description;

import static dev.huxley.fit.description.DescribedValue.fixed;
import static dev.huxley.fit.description.DescribedValue.free;
import static dev.huxley.fit.description.DescribedValue.freeOnLogScale;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The models that a fit without a model file tries, from a leak to a spiking neuron with all that recordings were found to ask
 * for. Each is a point neuron with 1 uF/cm2, whose radius sets the area of its membrane, and contains the smaller ones: their
 * values with those of {@link Rung#nestedStart} give the same traces.
 *
 * <p>Bounds are wide enough for pyramidal cells of cortex and hippocampus and for fast-spiking cells, and far enough from
 * numbers that break a simulation.
 */
public final class Ladder {
    private static final double LENGTH = 100;
    private static final double DENDRITE_LENGTH = 200;
    /** The half of a slow inactivation that no voltage reaches. */
    private static final double NEVER = 1000;

    private static final String SOURCE = "currents of Pospischil et al., Biological Cybernetics 99, 2008";

    private Ladder() {}

    /** The leak alone: for subthreshold sweeps. */
    public static Rung passive() {
        ModelDescription leak = new ModelDescription(
                "passive",
                "leak and capacitance",
                new CellForm.Point(LENGTH),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                List.of(membrane(Map.of())),
                RigDescription.ideal(),
                FitPlan.none());
        return new Rung("passive", true, Set.of(), leak, Map.of());
    }

    /** The currents of Pospischil et al. with these extensions. */
    public static Rung rung(Set<Extension> extensions) {
        Map<String, Double> neutral = new LinkedHashMap<>();
        Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>();
        boolean isSlow = extensions.contains(Extension.SLOW_INACTIVATION);
        boolean hasGates = extensions.contains(Extension.GATES);
        sodium(mechanisms, neutral, isSlow, hasGates);
        potassium(mechanisms, neutral, hasGates);
        mechanisms.put(
                "pospischil.Km",
                values("gKm", freeOnLogScale(7e-5, 1e-6, 5e-3), "taumax", freeOnLogScale(1000, 100, 5000)));
        Map<String, DescribedValue> shared = new LinkedHashMap<>();
        shared.put("vt", free(-58, -80, -35));
        shared.put("eNa", free(50, 15, 80));
        shared.put("eK", free(-90, -105, -65));
        if (extensions.contains(Extension.FAST_POTASSIUM)) {
            mechanisms.put("hay.SKv3_1", values("gSKv3_1", freeOnLogScale(1e-2, 1e-6, 2)));
            neutral.put("SKv3_1_gSKv3_1", 1e-6);
        }
        if (extensions.contains(Extension.CALCIUM)) {
            calcium(mechanisms, neutral);
            shared.put("eCa", fixed(120));
        }
        boolean hasDendrite = extensions.contains(Extension.DENDRITE);
        List<Region> regions = new ArrayList<>();
        regions.add(membrane(hasDendrite ? Map.of() : mechanisms, hasDendrite ? Map.of() : shared));
        if (hasDendrite) {
            dendrite(regions, mechanisms, shared, neutral);
        }
        RigDescription rig = RigDescription.ideal();
        if (extensions.contains(Extension.SERIES_RESISTANCE)) {
            rig = rig.withSeriesResistance(free(0, -20, 100));
            neutral.put(RigDescription.PREFIX + RigDescription.SERIES, 0.0);
        }
        String name = name(extensions);
        ModelDescription description = new ModelDescription(
                name,
                SOURCE,
                hasDendrite ? new CellForm.BallAndStick(LENGTH, DENDRITE_LENGTH, 1) : new CellForm.Point(LENGTH),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                regions,
                rig,
                FitPlan.none());
        return new Rung(name, false, extensions, description, neutral);
    }

    /** The currents of Pospischil et al. with these extensions. */
    public static Rung rung(Extension... extensions) {
        return rung(Set.of(extensions));
    }

    /**
     * The usual ladder, smallest first: passive; Pospischil's currents; slow inactivation; gates; both; these with the series
     * resistance; and that with fast potassium, with calcium and SK, or with a dendrite.
     */
    public static List<Rung> rungs() {
        Extension[] full = {Extension.SLOW_INACTIVATION, Extension.GATES, Extension.SERIES_RESISTANCE};
        List<Rung> rungs = new ArrayList<>();
        rungs.add(passive());
        rungs.add(rung());
        rungs.add(rung(Extension.SLOW_INACTIVATION));
        rungs.add(rung(Extension.GATES));
        rungs.add(rung(Extension.SLOW_INACTIVATION, Extension.GATES));
        rungs.add(rung(full));
        for (Extension more : List.of(Extension.FAST_POTASSIUM, Extension.CALCIUM, Extension.DENDRITE)) {
            EnumSet<Extension> all = EnumSet.copyOf(List.of(full));
            all.add(more);
            rungs.add(rung(all));
        }
        return rungs;
    }

    /** The values of a smaller model that this one equals when it changes nothing; the first that the smaller model has. */
    static List<String> sameAs(String path) {
        // A model with a dendrite keeps the soma's values under the soma.
        String key = path.startsWith("soma/") ? path.substring("soma/".length()) : path;
        return key.equals("K_vt") ? List.of(path, key, "soma/vt", "vt") : List.of(path, key);
    }

    // ---- parts ----

    private static Region membrane(Map<String, Map<String, DescribedValue>> mechanisms) {
        return membrane(mechanisms, Map.of());
    }

    private static Region membrane(
            Map<String, Map<String, DescribedValue>> others, Map<String, DescribedValue> shared) {
        Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>();
        mechanisms.put("passive.Leak", values("gLeak", freeOnLogScale(5e-5, 5e-6, 1e-3), "eLeak", free(-70, -95, -45)));
        mechanisms.putAll(others);
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        values.put("capacitance", fixed(1));
        values.put("radius", radius());
        values.putAll(shared);
        return new Region(Region.ALL, mechanisms, values);
    }

    /** Of a cylinder without ends of 100 um: areas from 1,500 to 80,000 um2. */
    private static DescribedValue radius() {
        return freeOnLogScale(20, 2.4, 127);
    }

    private static void sodium(
            Map<String, Map<String, DescribedValue>> mechanisms,
            Map<String, Double> neutral,
            boolean isSlow,
            boolean hasGates) {
        Map<String, DescribedValue> values = values("gNa", freeOnLogScale(5e-2, 5e-3, 1));
        if (isSlow) {
            values.put("sHalf", free(-45, -85, -20));
            values.put("sSlope", freeOnLogScale(6, 2, 15));
            values.put("sTau", freeOnLogScale(200, 10, 2000));
            neutral.put("Na_sHalf", -20.0);
            neutral.put("Na_sSlope", 2.0);
            neutral.put("Na_sTau", 2000.0);
        } else if (hasGates) {
            values.put("sHalf", fixed(NEVER));
        }
        if (hasGates) {
            values.put("mSpeed", freeOnLogScale(1, 0.2, 4));
            values.put("hSpeed", freeOnLogScale(1, 0.2, 5));
            neutral.put("Na_mSpeed", 1.0);
            neutral.put("Na_hSpeed", 1.0);
        }
        mechanisms.put(isSlow || hasGates ? "extended.Na" : "pospischil.Na", values);
    }

    private static void potassium(
            Map<String, Map<String, DescribedValue>> mechanisms, Map<String, Double> neutral, boolean hasGates) {
        Map<String, DescribedValue> values = values("gK", freeOnLogScale(5e-3, 5e-4, 0.3));
        if (hasGates) {
            values.put("vt", free(-58, -80, -25));
            values.put("nSpeed", freeOnLogScale(1, 0.2, 5));
            neutral.put("K_nSpeed", 1.0);
        }
        mechanisms.put(hasGates ? "extended.K" : "pospischil.K", values);
    }

    private static void calcium(Map<String, Map<String, DescribedValue>> mechanisms, Map<String, Double> neutral) {
        mechanisms.put("pospischil.CaL", values("gCaL", freeOnLogScale(1e-4, 1e-7, 5e-3)));
        mechanisms.put(
                "hay.CaPump",
                values("gamma", freeOnLogScale(5e-3, 5e-4, 5e-2), "decay", freeOnLogScale(100, 20, 1000)));
        mechanisms.put("hay.SKE2", values("gSKE2", freeOnLogScale(1e-4, 1e-7, 1e-1)));
        neutral.put("CaL_gCaL", 1e-7);
        neutral.put("SKE2_gSKE2", 1e-7);
    }

    /** The spiking membrane is the soma's; the leak is that of the whole cell. */
    private static void dendrite(
            List<Region> regions,
            Map<String, Map<String, DescribedValue>> mechanisms,
            Map<String, DescribedValue> shared,
            Map<String, Double> neutral) {
        Region whole = regions.remove(0);
        Map<String, DescribedValue> values = new LinkedHashMap<>(whole.values());
        values.remove("radius");
        regions.add(new Region(Region.ALL, whole.mechanisms(), values));
        Map<String, DescribedValue> soma = new LinkedHashMap<>(shared);
        soma.put("radius", radius());
        soma.put("axial_resistivity", fixed(1));
        regions.add(new Region("soma", mechanisms, soma));
        regions.add(new Region(
                "dendrite",
                Map.of(),
                values(
                        "radius", freeOnLogScale(2, 0.1, 30),
                        "axial_resistivity", freeOnLogScale(200, 20, 5000))));
        Map<String, Double> ofSoma = new LinkedHashMap<>();
        neutral.forEach(
                (path, value) -> ofSoma.put(path.startsWith(RigDescription.PREFIX) ? path : "soma/" + path, value));
        neutral.clear();
        neutral.putAll(ofSoma);
        neutral.put("dendrite/radius", 0.1);
    }

    private static Map<String, DescribedValue> values(Object... namesAndValues) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (DescribedValue) namesAndValues[i + 1]);
        }
        return values;
    }

    private static String name(Set<Extension> extensions) {
        return "Pospischil"
                + extensions.stream()
                        .sorted()
                        .map(extension -> " + " + extension.title())
                        .collect(Collectors.joining());
    }
}
