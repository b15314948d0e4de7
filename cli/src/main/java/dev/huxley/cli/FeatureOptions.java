package dev.huxley.cli;

import dev.huxley.fit.feature.FeatureFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a fit by features. */
final class FeatureOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = {
                "features: a model file, or the name of a shipped one: point-pospischil, point-hh, perisomatic, hay-l5pc",
                "(default: a ladder of point neurons)"
            })
    String model;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description =
                    "features: candidates that may be evaluated (default: " + FeatureFit.DEFAULT_EVALUATIONS + ")")
    Long evaluations;

    @Option(names = "--minutes", paramLabel = "N", description = "features: time after which the search ends")
    Double minutes;

    @Option(
            names = "--stop-at-z",
            paramLabel = "Z",
            description = "features: end once all z-scores are about this small (default: never)")
    Double targetZ;

    @Option(
            names = "--held-out",
            paramLabel = "LIST",
            description = {
                "features: sweeps to hold out for validation, such as 3,6-8; all others are fitted",
                "(default: every third current and the largest)"
            })
    String heldOut;

    @Option(
            names = "--spark",
            arity = "0..1",
            paramLabel = "MASTER",
            fallbackValue = "",
            description = {
                "features: score the candidates on this Spark cluster, such as spark://head:7077, yarn or local[4];",
                "without MASTER on the one to which spark-submit submits (docs/cluster.md)"
            })
    String spark;

    /** The cluster that is asked for; empty for none. */
    Optional<ClusterService.Connection> cluster() {
        return Optional.ofNullable(spark)
                .map(master -> ClusterService.find().connect(Optional.of(master).filter(name -> !name.isBlank())));
    }

    /** The arguments of the budgets that are given. */
    List<String> budgetArguments() {
        List<String> arguments = new ArrayList<>();
        if (evaluations != null) {
            arguments.addAll(List.of("--evaluations", evaluations.toString()));
        }
        if (minutes != null) {
            arguments.addAll(List.of("--minutes", minutes.toString()));
        }
        return arguments;
    }
}
