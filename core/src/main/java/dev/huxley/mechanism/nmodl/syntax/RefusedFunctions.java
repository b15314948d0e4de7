package dev.huxley.mechanism.nmodl.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions that NEURON, C or hoc know and that no mechanism here can call, with what to write in their place. */
public final class RefusedFunctions {
    private static final Pattern RANDOM = Pattern.compile(
            "exprand|normrand|poisrand|poisson|gauss|scop_random|set_?seed|nrn_random_play|random_[a-z]+");

    /** Shapes over the time, of the analogue computers that NMODL's forerunner served. */
    private static final Set<String> SHAPES = Set.of(
            "step",
            "perstep",
            "pulse",
            "perpulse",
            "ramp",
            "squarewave",
            "sawtooth",
            "revsawtooth",
            "harmonic",
            "stepforce",
            "schedule");

    /** Numerical routines of the same origin. */
    private static final Set<String> ROUTINES = Set.of(
            "hyperbol",
            "revhyperbol",
            "sigmoid",
            "revsigmoid",
            "factorial",
            "legendre",
            "romberg",
            "spline",
            "invert",
            "deflate",
            "derivs",
            "expfit",
            "force",
            "boundary",
            "threshold");

    private static final String BY_IF = "write it with if in a FUNCTION";
    private static final String ALREADY = "remove the call";

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("abs", "C's abs is for integers: write fabs"),
            Map.entry("erfc", "write 1 - erf(x)"),
            Map.entry("expm1", "write exp(x) - 1; x / (exp(x) - 1) is exact near 0 here"),
            Map.entry("log1p", "write log(1 + x)"),
            Map.entry("log2", "write log(x) / log(2)"),
            Map.entry("exp2", "write 2^x"),
            Map.entry("exp10", "write 10^x"),
            Map.entry("cbrt", "write x^(1/3)"),
            Map.entry("asinh", "write log(x + sqrt(x*x + 1))"),
            Map.entry("acosh", "write log(x + sqrt(x*x - 1))"),
            Map.entry("atanh", "write log((1 + x) / (1 - x)) / 2"),
            Map.entry("min", BY_IF),
            Map.entry("max", BY_IF),
            Map.entry("fmin", BY_IF),
            Map.entry("fmax", BY_IF),
            Map.entry("round", "write floor(x + 0.5)"),
            Map.entry("sign", BY_IF),
            Map.entry("ghk", "it is a function of hoc; NMODL's is nrn_ghk(v, ci, co, z)"),
            Map.entry(
                    "nernst", "write the equation of Nernst in a FUNCTION, or USEION ... READ the reversal potential"),
            Map.entry(
                    "nrn_nernst",
                    "write the equation of Nernst in a FUNCTION, or USEION ... READ the reversal potential"),
            Map.entry("first_time", "write what happens once into INITIAL"),
            Map.entry("error", ALREADY),
            Map.entry("prterr", ALREADY),
            Map.entry("nrn_pointing", "a POINTER always points here: " + ALREADY));

    private RefusedFunctions() {}

    /** The message about a call of a function that is refused by name; empty for a name that nobody knows. */
    public static Optional<String> refusal(String name) {
        if (RANDOM.matcher(name).matches()) {
            return Optional.of("random numbers are not supported, so there is no function '" + name
                    + "': draw numbers outside of the model, and give them as a stimulus, a clamp or times of spikes");
        }
        if (SHAPES.contains(name)) {
            return Optional.of("there is no function '" + name
                    + "', a shape over the time: write it with if and t, or stimulate and clamp the model");
        }
        if (ROUTINES.contains(name)) {
            return Optional.of("there is no function '" + name + "' here: write its equation in a FUNCTION");
        }
        return Optional.ofNullable(REMEDIES.get(name)).map(remedy -> "there is no function '" + name + "'; " + remedy);
    }
}
