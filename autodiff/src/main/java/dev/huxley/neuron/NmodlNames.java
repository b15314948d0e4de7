package dev.huxley.neuron;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Free names in a file of NMODL: no word of the language, no function or variable that the generated C code has, and
 * no two names that the translator would mix up (it makes {@code s0} and {@code Ds} of a STATE {@code s}).
 */
final class NmodlNames {
    /** The words of the language: blocks, statements and methods. */
    private static final Set<String> WORDS =
            words("VERBATIM ENDVERBATIM TITLE COMMENT ENDCOMMENT MODEL CONSTANT PARAMETER"
                    + " INDEPENDENT ASSIGNED INITIAL TERMINAL DERIVATIVE EQUATION BREAKPOINT CONDUCTANCE SOLVE STATE STEPPED"
                    + " LINEAR NONLINEAR DISCRETE FUNCTION FUNCTION_TABLE PROCEDURE INT DEL LOCAL METHOD STEADYSTATE SENS STEP"
                    + " WITH FROM FORALL TO BY if else while IF ELSE WHILE START DEFINE KINETIC CONSERVE PLOT VS LAG RESET"
                    + " MATCH MODEL_LEVEL SWEEP FIRST LAST PARTIAL COMPARTMENT LONGITUDINAL_DIFFUSION PUTQ GETQ IFERROR"
                    + " SOLVEFOR UNITS UNITSON UNITSOFF TABLE DEPEND NEURON SUFFIX NONSPECIFIC_CURRENT USEION READ WRITE"
                    + " VALENCE CHARGE RANGE SECTION ELECTRODE_CURRENT GLOBAL POINTER BBCOREPOINTER EXTERNAL INCLUDE"
                    + " CONSTRUCTOR DESTRUCTOR NET_RECEIVE BEFORE AFTER WATCH ARTIFICIAL_CELL POINT_PROCESS THREADSAFE"
                    + " REPRESENTS RANDOM PROTECT MUTEXLOCK MUTEXUNLOCK FOR_NETCONS NRNMUTEXLOCK NRNMUTEXUNLOCK"
                    + " cnexp derivimplicit euler runge sparse after_cvode cvode_t cvode_t_v cvode_v newton simeq heun adams"
                    + " gear adeuler clsoda adrunge simplex seidel");

    /** Other names that a variable cannot have. */
    private static final Set<String> RESERVED = words(("v t dt celsius area diam usetable secondorder flag delta_t"
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
            + " E DEG PHI GAMMA FARADAY loc has_loc get_loc get_segment"));

    private final Set<String> taken = new HashSet<>();
    private final Set<String> states = new HashSet<>();

    private static Set<String> words(String all) {
        return Set.copyOf(List.of(all.split(" ")));
    }

    /** Tells whether a name is a word of the language. */
    static boolean isWord(String name) {
        return WORDS.contains(name);
    }

    private static boolean isReserved(String name) {
        return WORDS.contains(name) || RESERVED.contains(name);
    }

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
        while (isReserved(name + "0") || taken.contains(name + "0") || taken.contains("D" + name)) {
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
        return !isReserved(name)
                && !taken.contains(name)
                && states.stream().noneMatch(state -> name.equals(state + "0") || name.equals("D" + state));
    }
}
