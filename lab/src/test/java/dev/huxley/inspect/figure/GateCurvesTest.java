package dev.huxley.inspect.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.inspect.MechanismFunctions;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.hay.KTst;
import dev.huxley.mechanism.hay.SKE2;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.hodgkinhuxley.K5States;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Curves measured on a channel's functions are those of its equations. */
class GateCurvesTest {
    private static final String BEGINNING =
            """
            NEURON { SUFFIX begin NONSPECIFIC_CURRENT i }
            ASSIGNED { v (mV) i (mA/cm2) }
            STATE { m }
            BREAKPOINT { SOLVE states METHOD cnexp  i = m * (v + 70) }
            INITIAL { %s }
            DERIVATIVE states { m' = %s }
            FUNCTION minf(v (mV)) { minf = 1 / (1 + exp(-(v + 40) / 9)) }
            FUNCTION tau(v (mV)) { tau = 2 + 700 / (1 + exp((v + 50) / 10)) }
            """;

    @Test
    void curvesAreThoseOfTheRates() {
        double[] v = {-97, -65, -21.3, 38};
        GateCurves curves = GateCurves.of(new HH(), v);
        assertEquals(Set.of("m", "h", "n"), curves.timeConstants().keySet());
        for (int i = 0; i < v.length; i++) {
            double alpha = 0.07 * Math.exp(-(v[i] + 65) / 20);
            double beta = 1 / (Math.exp(-(v[i] + 35) / 10) + 1);
            assertEquals(alpha / (alpha + beta), curves.steadyStates().get("h")[i], 1e-12);
            double tau = 1 / (alpha + beta);
            assertEquals(tau, curves.timeConstants().get("h")[i], 1e-8 * tau, "at " + v[i]);
        }
        double q = Math.pow(2.3, 1.3);
        double tau = (8 + 49 * Math.exp(-Math.pow((-65 + 10 + 73) / 23.0, 2))) / q;
        assertEquals(tau, GateCurves.of(new KTst(), -65).timeConstants().get("h")[0], 1e-8 * tau);
    }

    @Test
    void onlyGatesHaveCurvesAndOnlyFreeOnesTimeConstants() {
        GateCurves chain = GateCurves.of(new K5States(), -60, -20);
        assertEquals(5, chain.steadyStates().size());
        assertTrue(chain.timeConstants().isEmpty(), "states of a chain: " + chain.timeConstants());
        assertTrue(GateCurves.of(new Leak(), -60).steadyStates().isEmpty());
        GateCurves calcium = GateCurves.of(new SKE2(), -60, 20);
        assertEquals(Set.of("z"), calcium.steadyStates().keySet());
        assertEquals(1, calcium.timeConstants().get("z")[1], 1e-8);
    }

    /** INITIAL may begin anywhere: the steady state is where the update leads. */
    @Test
    void steadyStatesAreFixedPointsWhereverInitialBegins() {
        double[] v = {-97, -65, -21.3, 38};
        for (String initial : List.of("m = minf(v)", "m = 0", "m = 1", "m = 0.3")) {
            GateCurves curves = GateCurves.of(Nmodl.parse(BEGINNING.formatted(initial, "(minf(v) - m) / tau(v)")), v);
            for (int i = 0; i < v.length; i++) {
                double steady = 1 / (1 + Math.exp(-(v[i] + 40) / 9));
                double tau = 2 + 700 / (1 + Math.exp((v[i] + 50) / 10));
                assertEquals(steady, curves.steadyStates().get("m")[i], 1e-11, initial + " at " + v[i]);
                assertEquals(tau, curves.timeConstants().get("m")[i], 1e-6 * tau, initial + " at " + v[i]);
            }
        }
    }

    /** A variable that grows without end has no steady state. */
    @Test
    void nothingIsDrawnWithoutASteadyState() {
        GateCurves curves = GateCurves.of(Nmodl.parse(BEGINNING.formatted("m = 0", "minf(v) / tau(v)")), -60, 0);
        assertEquals(Set.of(), curves.steadyStates().keySet());
        assertEquals(Set.of(), curves.timeConstants().keySet());
    }

    /** The mechanisms of the catalogue give their steady states themselves, so the curves are those. */
    @Test
    void steadyStatesOfTheCatalogueAreTheMechanismsOwn() {
        double[] v = {-97, -65, -21.3, 38};
        int compared = 0;
        for (CatalogueEntry entry : Catalogue.entries()) {
            if (entry.isInsertable()) {
                MembraneMechanism mechanism = entry.insertable();
                List<String> currents = Catalogue.entries().stream()
                        .filter(CatalogueEntry::isInsertable)
                        .map(each -> each.insertable().currentName())
                        .distinct()
                        .toList();
                Map<String, double[]> own =
                        MechanismFunctions.of(mechanism, 1e-3, currents).steadyState(Map.of("v", v));
                GateCurves curves = GateCurves.of(mechanism, currents, v);
                for (Declaration state : mechanism.states()) {
                    if (state.unit().equals("1") && own.containsKey(state.key())) {
                        assertArrayEquals(
                                own.get(state.key()),
                                curves.steadyStates().get(state.name()),
                                entry.fullName() + ", " + state.name());
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 50, compared + " gates");
    }

    /** Under a clamp the gates follow their equations, so the current is known in closed form. */
    @Test
    void clampedCurrentIsTheFormulas() {
        ClampFamily family = ClampFamily.of(List.of(new HH()), "i_HH", new ClampFamily.Steps(-65, 40, -65, 0));
        GateCurves held = GateCurves.of(new HH(), -65, 0);
        double[] gates = new double[6];
        for (int i = 0; i < 2; i++) {
            gates[3 * i] = held.steadyStates().get("m")[i];
            gates[3 * i + 1] = held.steadyStates().get("h")[i];
            gates[3 * i + 2] = held.steadyStates().get("n")[i];
        }
        assertEquals(4001, family.traces()[0].length);
        assertEquals(current(-65, gates[0], gates[1], gates[2]), family.traces()[0][2000], 1e-12);
        double late = 0.7 * 40;
        double m = relaxed(gates[0], gates[3], late, held.timeConstants().get("m")[1]);
        double h = relaxed(gates[1], gates[4], late, held.timeConstants().get("h")[1]);
        double n = relaxed(gates[2], gates[5], late, held.timeConstants().get("n")[1]);
        assertEquals(current(0, m, h, n), family.traces()[1][3201], 1e-9);
        assertEquals("mA/cm2", family.unit());
    }

    private static double relaxed(double from, double to, double time, double tau) {
        return to + (from - to) * Math.exp(-time / tau);
    }

    private static double current(double v, double m, double h, double n) {
        return 0.12 * m * m * m * h * (v - 50) + 0.036 * Math.pow(n, 4) * (v + 77) + 3e-4 * (v + 54.3);
    }
}
