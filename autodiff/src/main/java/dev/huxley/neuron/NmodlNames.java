package dev.huxley.neuron;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Free names in a file of NMODL: no word of the language, no function or variable that the generated C code has, and
 * no two names that the translator would mix up (it makes {@code s0} and {@code Ds} of a STATE {@code s}).
 */
final class NmodlNames {
    private static final Set<String> RESERVED = new HashSet<>(List.of((
            // the language
            "TITLE NEURON SUFFIX RANGE GLOBAL USEION READ WRITE VALENCE CHARGE REPRESENTS NONSPECIFIC_CURRENT"
                    + " ELECTRODE_CURRENT POINT_PROCESS ARTIFICIAL_CELL POINTER BBCOREPOINTER EXTERNAL RANDOM"
                    + " THREADSAFE UNITS UNITSON UNITSOFF PARAMETER CONSTANT STATE ASSIGNED INITIAL BREAKPOINT"
                    + " DERIVATIVE KINETIC LINEAR NONLINEAR FUNCTION PROCEDURE FUNCTION_TABLE NET_RECEIVE"
                    + " BEFORE AFTER CONSTRUCTOR DESTRUCTOR DISCRETE LAG SOLVE METHOD STEADYSTATE SOLVEFOR TABLE"
                    + " DEPEND FROM TO BY WITH START STEP LOCAL IF ELSE WHILE if else while CONSERVE COMPARTMENT"
                    + " LONGITUDINAL_DIFFUSION WATCH FOR_NETCONS DEFINE INCLUDE VERBATIM ENDVERBATIM COMMENT"
                    + " ENDCOMMENT INDEPENDENT SENS PLOT VS MODEL MODEL_LEVEL PROTECT MUTEXLOCK MUTEXUNLOCK"
                    + " v t dt celsius area diam usetable secondorder flag delta_t"
                    // functions
                    + " exp log log10 sqrt sin cos tan asin acos atan atan2 sinh cosh tanh fabs abs floor ceil"
                    + " pow fmod erf printf fprintf hyperbol step pulse ramp squarewave sigmoid perpulse perstep"
                    + " stepforce exprand normrand poisrand scop_random set_seed nrn_ghk at_time net_send"
                    + " net_event net_move force deflate expfit derivs spline error threshold legendre"
                    // C
                    + " y j y0 y1 yn j0 j1 jn lgamma tgamma round trunc rint nearbyint remainder expm1"
                    + " log1p cbrt hypot fmin fmax fdim signbit isnan isinf scalb logb ldexp frexp modf"
                    + " auto break case char const continue default do double enum extern float for goto int"
                    + " long register return short signed sizeof static struct switch typedef union unsigned"
                    + " void volatile bool catch class delete explicit export false friend inline mutable"
                    + " namespace new operator private protected public template this throw true try typeid"
                    + " typename using virtual and or not xor asm errno PI stdin stdout stderr NULL EOF main"
                    + " time clock signal exit abort system index read write open close remove rename"
                    // hoc
                    + " E DEG PHI GAMMA FARADAY")
            .split(" ")));

    private final Set<String> taken = new HashSet<>();
    private final Set<String> states = new HashSet<>();

    /** A free name like the one that is wished for, taken from now on. */
    String free(String wished) {
        String name = wished.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("_+$", "");
        while (!isFree(name)) {
            name += "_";
        }
        taken.add(name);
        return name;
    }

    /** A free name for a STATE. */
    String freeState(String wished) {
        String name = free(wished);
        while (RESERVED.contains(name + "0") || taken.contains(name + "0") || taken.contains("D" + name)) {
            taken.remove(name);
            name = free(name + "_s");
        }
        states.add(name);
        return name;
    }

    /** Takes a name as it is. */
    void take(String name) {
        taken.add(name);
    }

    /** Tells whether nothing in the file has this name. */
    boolean isFree(String name) {
        return !RESERVED.contains(name)
                && !taken.contains(name)
                && states.stream().noneMatch(state -> name.equals(state + "0") || name.equals("D" + state));
    }
}
