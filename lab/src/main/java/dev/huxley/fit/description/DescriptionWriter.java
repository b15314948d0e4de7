package dev.huxley.fit.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes a description as JSON, so that reading it gives the same description. */
final class DescriptionWriter {
    /** The fields of a plan. */
    static final List<String> PLAN = List.of(
            "features",
            "sweeps",
            "held_out",
            "current",
            "from",
            "to",
            "time_step",
            "minutes",
            "evaluations",
            "score",
            "seed",
            "models");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DescriptionWriter() {}

    static String text(ObjectNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers cannot be written", e);
        }
    }

    static ObjectNode tree(ModelDescription description) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", description.name());
        tree.put("source", description.source());
        form(tree.putObject("cell"), description.form());
        put(tree, "temperature", description.celsius());
        if (!description.mechanisms().texts().isEmpty()) {
            ArrayNode nmodl = tree.putArray("nmodl");
            description.mechanisms().texts().values().forEach(nmodl::add);
        }
        ObjectNode regions = tree.putObject("regions");
        for (Region region : description.regions()) {
            ObjectNode node = regions.putObject(region.name());
            ObjectNode mechanisms = node.putObject("mechanisms");
            region.mechanisms().forEach((name, parameters) -> {
                ObjectNode values = mechanisms.putObject(name);
                parameters.forEach((parameter, value) -> put(values, parameter, value));
            });
            ObjectNode values = node.putObject("values");
            region.values().forEach((key, value) -> put(values, key, value));
        }
        ObjectNode rig = tree.putObject("rig");
        description.rig().values().forEach((name, value) -> put(rig, name, value));
        plan(tree.putObject("fit"), description.plan());
        return tree;
    }

    private static void form(ObjectNode cell, CellForm form) {
        if (form instanceof CellForm.Point point) {
            cell.put("form", "point").put("length", point.length());
        } else if (form instanceof CellForm.BallAndStick ball) {
            cell.put("form", "ball and stick")
                    .put("length", ball.length())
                    .put("dendrite_length", ball.dendriteLength())
                    .put("dendrite_compartments", ball.dendriteCompartments());
        } else if (form instanceof CellForm.Reconstruction file) {
            cell.put("form", "morphology").put("file", file.file());
            if (file.dLambdaHz() > 0) {
                cell.put("d_lambda", file.dLambdaHz());
            } else {
                cell.put("compartments", file.compartments());
            }
        }
    }

    private static void put(ObjectNode node, String name, DescribedValue value) {
        if (value instanceof DescribedValue.Fixed fixed) {
            node.put(name, fixed.value());
        } else if (value instanceof DescribedValue.Free free) {
            ObjectNode object = node.putObject(name);
            object.put("min", free.lower()).put("max", free.upper()).put("start", free.start());
            object.put("scale", free.logarithmic() ? "log" : "linear");
            if (free.perBranch()) {
                object.put("per", "branch");
            }
        } else if (value instanceof DescribedValue.OfDistance of) {
            DistanceFunction function = of.function();
            ObjectNode object = node.putObject(name);
            object.put("distance", function.kind().name().toLowerCase(Locale.ROOT));
            object.put("times", function.times()).put("offset", function.offset());
            object.put("factor", function.factor()).put("length", function.length());
            object.put("half", function.half()).put("along", function.alongBranches() ? "branches" : "line");
        }
    }

    private static void plan(ObjectNode fit, FitPlan plan) {
        if (!plan.features().isEmpty()) {
            ArrayNode features = fit.putArray("features");
            plan.features().forEach(features::add);
        }
        sweeps(fit, "sweeps", plan.sweeps());
        sweeps(fit, "held_out", plan.heldOut());
        plan.current().ifPresent(current -> fit.put("current", current));
        put(fit, "from", plan.fromMs());
        put(fit, "to", plan.toMs());
        put(fit, "time_step", plan.timeStepMs());
        put(fit, "minutes", plan.minutes());
        plan.evaluations().ifPresent(evaluations -> fit.put("evaluations", evaluations));
        put(fit, "score", plan.score());
        plan.seed().ifPresent(seed -> fit.put("seed", seed));
        plan.models().ifPresent(models -> fit.put("models", models));
    }

    private static void sweeps(ObjectNode fit, String name, List<Integer> sweeps) {
        if (!sweeps.isEmpty()) {
            ArrayNode list = fit.putArray(name);
            sweeps.forEach(list::add);
        }
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        }
    }
}
