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
 * The sodium channel of the squid giant axon as a Markov chain of eight states (Armstrong, Physiological Reviews 61, 1981;
 * rates of Hodgkin and Huxley, Journal of Physiology 117, 1952):
 *
 * <pre>
 *     3 alphaM  2 alphaM  alphaM
 *  C3 ------- C2 ------- C1 ------- O        i_Na = gNa O (v - eNa)
 *  |  betaM   |  2 betaM |  3 betaM |
 *  I3 ------- I2 ------- I1 ------- I        down with betaH, up with alphaH
 * </pre>
 *
 * <p>The occupancies always sum to 1; the step is exact while the voltage is held and positive for any time step: the
 * three m gates and the h gate are independent, so first each row takes the step of {@link IdenticalGates}, then each
 * column. From a steady state, O is m^3 h of {@link Na}.
 *
 * <p>Parameters: {@code Na8States_gNa} 0.04 S/cm2, {@code Na8States_eNa} 55 mV. States: {@code Na8States_C3} 1, the others
 * 0.
 */
public final class Na8States extends Channel {
    /** The states with h open, by the number of open m gates. */
    private static final List<String> AVAILABLE = List.of("C3", "C2", "C1", "O");
    /** The states with h closed, by the number of open m gates. */
    private static final List<String> INACTIVATED = List.of("I3", "I2", "I1", "I");

    public Na8States() {
        this("Na8States");
    }

    /** The same channel under another name. */
    public Na8States(String name) {
        super(name);
        temperature(Temperature.measuredAt(6.3).withQ10(3));
        parameter("gNa", 0.04, "S/cm2");
        parameter("eNa", 55, "mV");
        AVAILABLE.forEach(state -> state(state, state.equals("C3") ? 1 : 0));
        INACTIVATED.forEach(state -> state(state, 0));
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        IdenticalGates m = gates(SquidRates.openingM(v), SquidRates.closingM(v), membrane);
        IdenticalGates h = gates(SquidRates.openingH(v), SquidRates.closingH(v), membrane);
        NDArray[] available = m.step(occupancies(membrane, AVAILABLE));
        NDArray[] inactivated = m.step(occupancies(membrane, INACTIVATED));
        Map<String, NDArray> states = new LinkedHashMap<>();
        for (int i = 0; i < available.length; i++) {
            NDArray[] column = h.step(inactivated[i], available[i]);
            states.put(INACTIVATED.get(i), column[0]);
            states.put(AVAILABLE.get(i), column[1]);
        }
        return states;
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gNa").mul(membrane.get("O"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        NDArray v = membrane.voltage();
        NDArray[] m = IdenticalGates.steadyState(
                Gates.steadyState(SquidRates.openingM(v), SquidRates.closingM(v)), AVAILABLE.size() - 1);
        NDArray[] h = IdenticalGates.steadyState(Gates.steadyState(SquidRates.openingH(v), SquidRates.closingH(v)), 1);
        Map<String, NDArray> states = new LinkedHashMap<>();
        for (int i = 0; i < m.length; i++) {
            states.put(INACTIVATED.get(i), m[i].mul(h[0]));
            states.put(AVAILABLE.get(i), m[i].mul(h[1]));
        }
        return states;
    }

    @Override
    public String equations() {
        return """
                C3 <-> C2 <-> C1 <-> O over I3 <-> I2 <-> I1 <-> I; to the right with 3, 2, 1 alphaM,
                to the left with 1, 2, 3 betaM, down with betaH, up with alphaH
                i_Na = gNa O (v - eNa)
                alphaM = -0.1 (v + 40) / (exp(-(v + 40) / 10) - 1), betaM = 4 exp(-(v + 65) / 18)
                alphaH = 0.07 exp(-(v + 65) / 20), betaH = 1 / (exp(-(v + 35) / 10) + 1)
                rates in 1/ms at 6.3 °C, times 3^((celsius - 6.3) / 10) in a model with celsius""";
    }

    private IdenticalGates gates(NDArray opening, NDArray closing, Membrane membrane) {
        return new IdenticalGates(
                atTemperature(opening, membrane), atTemperature(closing, membrane), membrane.timeStep());
    }

    private static NDArray[] occupancies(Membrane membrane, List<String> names) {
        return names.stream().map(membrane::get).toArray(NDArray[]::new);
    }
}
