package dev.huxley.mechanism.hodgkinhuxley;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.IdenticalGates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The potassium channel of the squid giant axon as a Markov chain of five states (Armstrong, Journal of General
 * Physiology 54, 1969; rates of Hodgkin and Huxley, Journal of Physiology 117, 1952):
 *
 * <pre>
 *     4 alpha   3 alpha   2 alpha   alpha
 *  C4 ------- C3 ------- C2 ------- C1 ------- O        i_K = gK O (v - eK)
 *      beta     2 beta    3 beta    4 beta
 * </pre>
 *
 * <p>The occupancies always sum to 1; the step is exact while the voltage is held and positive for any time step (see
 * {@link IdenticalGates}). From a steady state, O is n^4 of {@link K}.
 *
 * <p>Parameters: {@code K5States_gK} 0.035 S/cm2, {@code K5States_eK} -77 mV. States: {@code K5States_C4} 1, the others 0.
 */
public final class K5States extends Channel {
    /** The states by the number of open gates. */
    private static final List<String> STATES = List.of("C4", "C3", "C2", "C1", "O");

    public K5States() {
        this("K5States");
    }

    /** The same channel under another name. */
    public K5States(String name) {
        super(name);
        temperature(Temperature.measuredAt(6.3).withQ10(3));
        parameter("gK", 0.035, "S/cm2");
        parameter("eK", -77, "mV");
        STATES.forEach(state -> state(state, state.equals("C4") ? 1 : 0));
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        IdenticalGates gates = new IdenticalGates(
                atTemperature(SquidRates.openingN(v), membrane),
                atTemperature(SquidRates.closingN(v), membrane),
                membrane.timeStep());
        return named(gates.step(STATES.stream().map(membrane::get).toArray(NDArray[]::new)));
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gK").mul(membrane.get("O"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        NDArray v = membrane.voltage();
        NDArray open = Gates.steadyState(SquidRates.openingN(v), SquidRates.closingN(v));
        return named(IdenticalGates.steadyState(open, STATES.size() - 1));
    }

    @Override
    public String equations() {
        return """
                C4 <-> C3 <-> C2 <-> C1 <-> O, to the right with 4, 3, 2, 1 alpha, to the left with 1, 2, 3, 4 beta
                i_K = gK O (v - eK)
                alpha = -0.01 (v + 55) / (exp(-(v + 55) / 10) - 1), beta = 0.125 exp(-(v + 65) / 80)
                rates in 1/ms at 6.3 °C, times 3^((celsius - 6.3) / 10) in a model with celsius""";
    }

    private static Map<String, NDArray> named(NDArray[] occupancies) {
        Map<String, NDArray> states = new LinkedHashMap<>();
        for (int i = 0; i < occupancies.length; i++) {
            states.put(STATES.get(i), occupancies[i]);
        }
        return states;
    }
}
