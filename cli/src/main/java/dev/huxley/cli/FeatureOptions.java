package dev.huxley.cli;

import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.recording.CurrentChoice;
import java.util.ArrayList;
import java.util.List;
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
            names = "--channel",
            paramLabel = "NAME",
            description = "features: the voltage channel, by name or number from 1, of a file with several")
    String channel;

    @Option(
            names = "--electrode",
            paramLabel = "NAME",
            description = "features: the electrode, of an NWB file with several")
    String electrode;

    @Option(
            names = "--current",
            paramLabel = "KIND",
            description = {
                "features: the current to inject: command, measured (as it is), idealized (the mean of each epoch)",
                "(default: the command if it is a current, otherwise idealized)"
            },
            converter = CurrentOption.class)
    CurrentChoice current;

    @Option(
            names = "--command-scale",
            paramLabel = "X",
            description = "features: the current of one unit of a command that is not a current: 0.01nA/mV or 10pA/mV",
            converter = CommandScaleOption.class)
    Double commandScale;

    @Option(
            names = "--voltage-unit",
            paramLabel = "UNIT",
            description = "features: the true unit of the voltage, for files that name a wrong one")
    String voltageUnit;

    @Option(
            names = "--current-unit",
            paramLabel = "UNIT",
            description = "features: the true unit of the current, for files that name a wrong one")
    String currentUnit;

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
