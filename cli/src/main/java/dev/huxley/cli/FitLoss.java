package dev.huxley.cli;

import dev.huxley.fit.recording.StandardLoss;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The loss that a fit minimizes, as it is typed. */
enum FitLoss {
    /** Differences of features. */
    FEATURES(null),
    /** The mean-square difference of the traces. */
    VOLTAGE(StandardLoss.VOLTAGE),
    /** Means and deviations in windows. */
    STATISTICS(StandardLoss.STATISTICS),
    /** Traces along their best alignments. */
    SOFT_DTW(StandardLoss.SOFT_DTW);

    /** Options that only a descent on traces has. */
    private static final List<String> OF_TRACES =
            List.of("--from", "--to", "--iterations", "--starts", "--learning-rate", "--min-radius", "--scale");

    /** Options that describe a model for either. */
    private static final List<String> OF_MODEL =
            List.of("--swc", "--compartments", "--channels", "--mod", "--set", "--free");

    /** Options that only a fit by features has. */
    private static final List<String> OF_FEATURES =
            List.of("--model", "--evaluations", "--minutes", "--stop-at-z", "--held-out", "--spark");

    private final StandardLoss ofTraces;

    FitLoss(StandardLoss ofTraces) {
        this.ofTraces = ofTraces;
    }

    /** The loss of traces; empty for features. */
    Optional<StandardLoss> ofTraces() {
        return Optional.ofNullable(ofTraces);
    }

    /**
     * The loss of a fit: the one that is asked for; otherwise features; but the voltage for the demo, with options that only
     * a descent has, and for a model that is described by options alone.
     *
     * @param asked the loss that is asked for, null for none
     * @throws IllegalArgumentException if an option has no effect with this loss
     */
    static FitLoss chosen(FitLoss asked, boolean hasRecording, ParseResult parsed) {
        List<String> ofTraces = given(OF_TRACES, parsed);
        boolean isOwnModel =
                !given(OF_MODEL, parsed).isEmpty() && given(OF_FEATURES, parsed).isEmpty();
        FitLoss chosen = asked != null ? asked : hasRecording && ofTraces.isEmpty() && !isOwnModel ? FEATURES : VOLTAGE;
        List<String> useless = chosen == FEATURES ? ofTraces : given(OF_FEATURES, parsed);
        if (!useless.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", useless) + (useless.size() == 1 ? " has" : " have")
                    + " no effect on a fit by the loss '" + chosen
                    + "'; leave it out, or"
                    + (chosen == FEATURES ? " fit traces with --loss voltage" : " fit by --loss features"));
        }
        if (chosen == FEATURES && !hasRecording) {
            throw new IllegalArgumentException("the demo fits traces; give a recording with --recording FILE");
        }
        return chosen;
    }

    private static List<String> given(List<String> options, ParseResult parsed) {
        return options.stream().filter(parsed::hasMatchedOption).toList();
    }

    /** The loss as it is typed: {@code soft-dtw}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
