package dev.huxley.fit.description;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The wishes of a model file for the fit: protocol, features and budget. What is empty is chosen by the fit.
 *
 * @param features names of features (eFEL's) that are targets; empty for the usual ones
 * @param sweeps the numbers of the sweeps to fit; empty to choose them
 * @param heldOut the numbers of the sweeps to hold out; empty to choose them
 * @param current which current drives the model: {@code "command"}, {@code "measured"} or {@code "idealised"}
 * @param fromMs the beginning of the fitted time in a sweep, in ms
 * @param toMs its end, in ms
 * @param timeStepMs the time step of the search, in ms
 * @param minutes at most so long
 * @param evaluations at most so many candidates
 * @param score the score at which the search may stop
 * @param seed the seed of random numbers
 * @param models the number of accepted models to look for
 */
public record FitPlan(
        List<String> features,
        List<Integer> sweeps,
        List<Integer> heldOut,
        Optional<String> current,
        OptionalDouble fromMs,
        OptionalDouble toMs,
        OptionalDouble timeStepMs,
        OptionalDouble minutes,
        OptionalLong evaluations,
        OptionalDouble score,
        OptionalLong seed,
        OptionalInt models) {
    public FitPlan {
        features = List.copyOf(features);
        sweeps = List.copyOf(sweeps);
        heldOut = List.copyOf(heldOut);
    }

    /** A plan without wishes. */
    public static FitPlan none() {
        return new FitPlan(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalInt.empty());
    }

    @Override
    public String toString() {
        return "FitPlan[" + features.size() + " features, sweeps " + sweeps + ", held out " + heldOut + ", minutes "
                + minutes + ", evaluations " + evaluations + "]";
    }
}
