package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The functions of synapses on numbers are those of their equations. */
class SynapseFunctionsTest {
    private static final String PRE = SynapseContext.preKey("v");
    private static final String POST = SynapseContext.postKey("v");

    @Test
    void currentIsThatOfTheEquation() {
        SynapseFunctions functions = SynapseFunctions.of(new IonotropicSynapse(), 0.025);
        assertEquals(
                Set.of("IonotropicSynapse_gS", "IonotropicSynapse_s", "IonotropicSynapse_e_syn", POST),
                functions.currentInputs());
        double[] current =
                functions.current(Map.of("IonotropicSynapse_s", new double[] {0.5}, POST, new double[] {-70, 20}));
        double[] expected = {1e-4 * 0.5 * -70, 1e-4 * 0.5 * 20};
        assertArrayEquals(expected, current, 1e-18);
    }

    @Test
    void statesRelaxToTheirSteadyState() {
        SynapseFunctions functions = SynapseFunctions.of(new IonotropicSynapse(), 1e9);
        Map<String, double[]> at = Map.of(PRE, new double[] {-80, -35, 10});
        assertArrayEquals(
                functions.steadyState(at).get("IonotropicSynapse_s"),
                functions.update(at).get("IonotropicSynapse_s"),
                1e-12);
    }

    @Test
    void aJunctionReadsBothVoltages() {
        SynapseFunctions functions = SynapseFunctions.of(new GapJunction(), 0.025);
        double[] current = functions.current(Map.of(PRE, new double[] {-70}, POST, new double[] {-60}));
        assertArrayEquals(new double[] {1e-3 * 10}, current, 1e-15);
    }
}
