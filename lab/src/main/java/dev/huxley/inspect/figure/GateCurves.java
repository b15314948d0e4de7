package dev.huxley.inspect.figure;

import dev.huxley.display.Displayable;
import dev.huxley.inspect.MechanismFunctions;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steady states and time constants of a mechanism's dimensionless states over the voltage, measured on its functions:
 * the steady state as the mechanism gives it where an update at a held voltage leaves it alone, else the state to which
 * long steps lead (a file in NMODL may begin elsewhere), the time constant from the relaxation towards it in a short step of the
 * update.
 *
 * @param voltages in mV
 * @param steadyStates by local name
 * @param timeConstants in ms, by local name; only of states that relax independently, which those of a Markov chain do
 *     not
 */
public record GateCurves(double[] voltages, Map<String, double[]> steadyStates, Map<String, double[]> timeConstants)
        implements Displayable {
    /** The step (ms) for time constants: short enough for a gate to move only a little, long enough for that to have many digits. */
    private static final double SHORT_STEP = 1e-3;

    /** The step (ms) for steady states, longer than all time constants. */
    private static final double LONG_STEP = 1e4;

    /** The change of a gate in a long step from a steady state: that of rounded constants. */
    private static final double AT_REST = 1e-6;

    /** The change below which long steps have led to a steady state. */
    private static final double ARRIVED = 1e-12;

    private static final int LARGEST_STEPS = 300;

    public GateCurves {
        voltages = voltages.clone();
        steadyStates = new LinkedHashMap<>(steadyStates);
        timeConstants = new LinkedHashMap<>(timeConstants);
    }

    @Override
    public double[] voltages() {
        return voltages.clone();
    }

    /** The curves of a mechanism with its default parameters. */
    public static GateCurves of(MembraneMechanism mechanism, double... voltages) {
        return of(mechanism, List.of(), voltages);
    }

    /**
     * The curves of a mechanism with its default parameters; none if long steps lead to no steady state.
     *
     * @param currents names of membrane currents of other mechanisms that it may read
     */
    public static GateCurves of(MembraneMechanism mechanism, List<String> currents, double... voltages) {
        MechanismFunctions functions = MechanismFunctions.of(mechanism, SHORT_STEP, currents);
        Map<String, double[]> given = new HashMap<>(Map.of("v", voltages));
        Map<String, double[]> steady = functions.steadyState(given);
        given.putAll(steady);
        if (!settle(mechanism, currents, steady.keySet(), given)) {
            return new GateCurves(voltages, Map.of(), Map.of());
        }
        Map<String, double[]> steadyStates = new LinkedHashMap<>();
        Map<String, double[]> timeConstants = new LinkedHashMap<>();
        for (Declaration state : mechanism.states()) {
            if (!steady.containsKey(state.key()) || !isGate(state)) {
                continue;
            }
            double[] target = given.get(state.key());
            steadyStates.put(state.name(), target);
            if (relaxesAlone(functions, mechanism, state, given)) {
                timeConstants.put(state.name(), timeConstant(functions, state.key(), given));
            }
        }
        return new GateCurves(voltages, steadyStates, timeConstants);
    }

    private static boolean isGate(Declaration state) {
        return state.unit().equals("1");
    }

    /** Replaces gates that the update moves by their steady states, and tells whether all have one. */
    private static boolean settle(
            MembraneMechanism mechanism, List<String> currents, Set<String> known, Map<String, double[]> given) {
        List<String> gates = mechanism.states().stream()
                .filter(GateCurves::isGate)
                .map(Declaration::key)
                .filter(known::contains)
                .toList();
        if (gates.isEmpty()) {
            return true;
        }
        MechanismFunctions functions = MechanismFunctions.of(mechanism, LONG_STEP, currents);
        for (int i = 0; i < LARGEST_STEPS; i++) {
            Map<String, double[]> next = new HashMap<>(functions.update(given));
            next.keySet().retainAll(gates);
            double change = 0;
            for (Map.Entry<String, double[]> gate : next.entrySet()) {
                change = Math.max(change, largestChange(given.get(gate.getKey()), gate.getValue()));
            }
            if (change <= (i == 0 ? AT_REST : ARRIVED)) {
                return true;
            }
            given.putAll(next);
        }
        return false;
    }

    /** NaN if a value is none, which is no small change. */
    private static double largestChange(double[] before, double[] after) {
        double largest = 0;
        for (int i = 0; i < after.length; i++) {
            largest = Math.max(largest, Math.abs(after[i] - before[i]));
        }
        return largest;
    }

    private static double[] timeConstant(MechanismFunctions functions, String key, Map<String, double[]> given) {
        double[] target = given.get(key);
        double[] start = Arrays.stream(target).map(x -> x < 0.5 ? 1 : 0).toArray();
        double[] moved = updated(functions, key, given, key, start);
        double[] tau = new double[target.length];
        for (int i = 0; i < tau.length; i++) {
            tau[i] = -SHORT_STEP / Math.log1p((moved[i] - start[i]) / (start[i] - target[i]));
        }
        return tau;
    }

    private static boolean relaxesAlone(
            MechanismFunctions functions, MembraneMechanism mechanism, Declaration state, Map<String, double[]> given) {
        double[] alone = functions.update(given).get(state.key());
        if (alone == null) {
            return false;
        }
        for (Declaration other : mechanism.states()) {
            if (!other.key().equals(state.key()) && isGate(other)) {
                double[] changed = new double[alone.length];
                Arrays.fill(changed, 0.7);
                double[] coupled = updated(functions, state.key(), given, other.key(), changed);
                if (!Arrays.equals(alone, coupled)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double[] updated(
            MechanismFunctions functions, String key, Map<String, double[]> given, String changed, double[] values) {
        Map<String, double[]> inputs = new HashMap<>(given);
        inputs.put(changed, values);
        return functions.update(inputs).get(key);
    }

    @Override
    public String toString() {
        return "GateCurves[" + Brief.list(steadyStates.keySet()) + " at voltages " + Brief.of(voltages) + "]";
    }
}
