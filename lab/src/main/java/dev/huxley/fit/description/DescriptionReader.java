package dev.huxley.fit.description;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.nmodl.Nmodl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Reads a description from JSON; every error names the line and what may stand there. */
final class DescriptionReader {
    private static final List<String> PARTS =
            List.of("$schema", "name", "source", "cell", "temperature", "nmodl", "regions", "rig", "fit");
    private static final List<String> FREE = List.of("min", "max", "start", "scale", "per");
    private static final List<String> DISTANCE =
            List.of("distance", "times", "offset", "factor", "length", "half", "along");

    private DescriptionReader() {}

    /**
     * @param folder the folder to which the paths of files in NMODL are relative
     */
    static ModelDescription read(Located file, Path folder) {
        Map<String, Located> parts = file.object("a model", PARTS);
        for (String needed : List.of("name", "cell", "regions")) {
            if (!parts.containsKey(needed)) {
                throw file.error("a model needs \"" + needed + "\"");
            }
        }
        MechanismSources mechanisms = mechanisms(parts.get("nmodl"), folder);
        List<Region> regions = new ArrayList<>();
        parts.get("regions")
                .object("\"regions\"")
                .forEach((name, region) -> regions.add(region(name, region, mechanisms)));
        Located rig = parts.get("rig");
        Located fit = parts.get("fit");
        return new ModelDescription(
                parts.get("name").text("\"name\""),
                parts.containsKey("source") ? parts.get("source").text("\"source\"") : "",
                form(parts.get("cell")),
                number(parts, "temperature"),
                mechanisms,
                regions,
                rig == null ? RigDescription.ideal() : rig(rig),
                fit == null ? FitPlan.none() : plan(fit));
    }

    // ---- the cell ----

    private static CellForm form(Located cell) {
        Map<String, Located> fields = cell.object("\"cell\"");
        if (!fields.containsKey("form")) {
            throw cell.error("\"cell\" needs a \"form\": \"point\", \"ball and stick\" or \"morphology\"");
        }
        String form = fields.get("form").text("\"form\"");
        return at(cell, () -> switch (form) {
            case "point" -> {
                cell.object("a point neuron", List.of("form", "length"));
                yield new CellForm.Point(required(cell, "length"));
            }
            case "ball and stick" -> {
                cell.object("a ball and stick", List.of("form", "length", "dendrite_length", "dendrite_compartments"));
                yield new CellForm.BallAndStick(required(cell, "length"), required(cell, "dendrite_length"), (int)
                        number(fields, "dendrite_compartments").orElse(1));
            }
            case "morphology" -> {
                cell.object("a morphology", List.of("form", "file", "d_lambda", "compartments"));
                if (!fields.containsKey("file")) {
                    throw cell.error(
                            "a morphology needs its \"file\" (SWC), or \"" + CellForm.Reconstruction.GENERATED + "\"");
                }
                if (fields.containsKey("d_lambda") == fields.containsKey("compartments")) {
                    throw cell.error("a morphology needs either \"d_lambda\" (Hz) or \"compartments\" (per branch)");
                }
                yield new CellForm.Reconstruction(
                        fields.get("file").text("\"file\""),
                        number(fields, "d_lambda").orElse(0),
                        (int) number(fields, "compartments").orElse(1));
            }
            default -> throw fields.get("form")
                    .error("there is no form '" + form + "'; take \"point\", \"ball and stick\" or \"morphology\"");
        });
    }

    // ---- regions ----

    private static MechanismSources mechanisms(Located nmodl, Path folder) {
        MechanismSources sources = MechanismSources.catalogue();
        if (nmodl == null) {
            return sources;
        }
        for (Located item : nmodl.list("\"nmodl\"")) {
            String text = item.text("a text in NMODL or the name of a file with one");
            MechanismSources before = sources;
            sources = at(item, () -> before.with(text.contains("{") ? text : ofFile(folder.resolve(text.strip()))));
        }
        return sources;
    }

    private static String ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file + " with a mechanism in NMODL");
        }
        return Nmodl.read(file).source();
    }

    private static Region region(String name, Located region, MechanismSources sources) {
        Map<String, Located> fields = region.object("a region", List.of("mechanisms", "values"));
        Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>();
        if (fields.containsKey("mechanisms")) {
            fields.get("mechanisms").object("\"mechanisms\"").forEach((mechanism, parameters) -> {
                MembraneMechanism known = at(parameters, () -> sources.insertable(mechanism));
                Map<String, DescribedValue> values = new LinkedHashMap<>();
                parameters.object("the parameters of '" + mechanism + "'").forEach((parameter, value) -> {
                    at(value, () -> RegionPaths.key(known, parameter));
                    values.put(parameter, value(parameter, value));
                });
                mechanisms.put(mechanism, values);
            });
        }
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        if (fields.containsKey("values")) {
            fields.get("values").object("\"values\"").forEach((key, value) -> values.put(key, value(key, value)));
        }
        return new Region(name, mechanisms, values);
    }

    private static DescribedValue value(String name, Located json) {
        String what = "\"" + name + "\"";
        if (json.value() instanceof Double) {
            return at(json, () -> DescribedValue.fixed(json.number(what)));
        }
        if (!(json.value() instanceof Map)) {
            throw json.error(what + " must be a number (fixed), an object with \"min\" and \"max\" (free), or one with"
                    + " \"distance\"");
        }
        Map<String, Located> fields = json.object(what);
        if (fields.containsKey("distance")) {
            json.object(what, DISTANCE);
            return at(json, () -> new DescribedValue.OfDistance(function(what, fields)));
        }
        json.object(what, FREE);
        boolean isLog = choice(fields, "scale", "linear", "log").equals("log");
        boolean perBranch = choice(fields, "per", "region", "branch").equals("branch");
        double lower = required(json, "min");
        double upper = required(json, "max");
        double middle = isLog && lower > 0 ? Math.sqrt(lower) * Math.sqrt(upper) : lower / 2 + upper / 2;
        double start = number(fields, "start").orElse(middle);
        return at(json, () -> new DescribedValue.Free(start, lower, upper, isLog, perBranch));
    }

    private static DistanceFunction function(String what, Map<String, Located> fields) {
        String kind = choice(fields, "distance", "linear", "exponential", "sigmoid");
        return new DistanceFunction(
                DistanceFunction.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                number(fields, "times").orElse(1),
                number(fields, "offset").orElse(0),
                number(fields, "factor").orElse(1),
                number(fields, "length").orElse(0),
                number(fields, "half").orElse(0),
                choice(fields, "along", "line", "branches").equals("branches"));
    }

    // ---- rig and fit ----

    private static RigDescription rig(Located rig) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        rig.object("\"rig\"", RigDescription.UNITS.keySet())
                .forEach((name, value) -> values.put(name, value(name, value)));
        return at(rig, () -> RigDescription.of(values));
    }

    private static FitPlan plan(Located fit) {
        Map<String, Located> fields = fit.object("\"fit\"", DescriptionWriter.PLAN);
        List<String> features = new ArrayList<>();
        if (fields.containsKey("features")) {
            fields.get("features").list("\"features\"").forEach(name -> features.add(name.text("a feature")));
        }
        return new FitPlan(
                features,
                integers(fields, "sweeps"),
                integers(fields, "held_out"),
                fields.containsKey("current")
                        ? Optional.of(choice(fields, "current", "command", "measured", "idealized"))
                        : Optional.empty(),
                number(fields, "from"),
                number(fields, "to"),
                positive(fields, "time_step"),
                positive(fields, "minutes"),
                whole(fields, "evaluations"),
                positive(fields, "score"),
                whole(fields, "seed"),
                fields.containsKey("models")
                        ? OptionalInt.of(Math.toIntExact(whole(fields, "models").getAsLong()))
                        : OptionalInt.empty());
    }

    private static List<Integer> integers(Map<String, Located> fields, String name) {
        List<Integer> numbers = new ArrayList<>();
        if (fields.containsKey(name)) {
            for (Located item : fields.get(name).list("\"" + name + "\"")) {
                long number = item.integer("a number of a sweep");
                if (number < 0 || number > Integer.MAX_VALUE) {
                    throw item.error("there is no sweep " + number);
                }
                numbers.add((int) number);
            }
        }
        return numbers;
    }

    // ---- numbers ----

    private static OptionalDouble number(Map<String, Located> fields, String name) {
        return fields.containsKey(name)
                ? OptionalDouble.of(fields.get(name).number("\"" + name + "\""))
                : OptionalDouble.empty();
    }

    private static OptionalDouble positive(Map<String, Located> fields, String name) {
        OptionalDouble number = number(fields, name);
        if (number.isPresent() && !(number.getAsDouble() > 0)) {
            throw fields.get(name).error("\"" + name + "\" must be positive, not " + number.getAsDouble());
        }
        return number;
    }

    private static OptionalLong whole(Map<String, Located> fields, String name) {
        if (!fields.containsKey(name)) {
            return OptionalLong.empty();
        }
        long number = fields.get(name).integer("\"" + name + "\"");
        if (number < 0 || name.equals("models") && number > 1000) {
            throw fields.get(name).error("\"" + name + "\" cannot be " + number);
        }
        return OptionalLong.of(number);
    }

    private static double required(Located json, String name) {
        return number(json.object("it"), name)
                .orElseThrow(() -> json.error("\"" + name + "\" is missing here; it is a number"));
    }

    /** One of these words; the first where the field is missing. */
    private static String choice(Map<String, Located> fields, String name, String... words) {
        if (!fields.containsKey(name)) {
            return words[0];
        }
        String word = fields.get(name).text("\"" + name + "\"");
        if (!List.of(words).contains(word)) {
            throw fields.get(name)
                    .error("\"" + name + "\" cannot be '" + word + "'; take one of " + String.join(", ", words));
        }
        return word;
    }

    /** The result, or an error that names the line. */
    private static <T> T at(Located place, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw message.startsWith(place.origin() + ", line") ? e : place.error(message);
        }
    }
}
