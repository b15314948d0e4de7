package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.ion.CaFaradayConcentrationChange;
import dev.huxley.mechanism.ion.CaPump;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The check of a pump verifies that the concentration returns to rest, and that currents change it as they should. */
class PumpCheckTest {
    private static final double REST = 1e-4;

    private static IonPump pump(Function<Membrane, NDArray> rate) {
        return new IonPump("Test") {
            {
                sharedState("CaCon_i", 5e-5, "mM");
            }

            @Override
            public String ion() {
                return "CaCon_i";
            }

            @Override
            public NDArray removalRate(Membrane membrane) {
                return rate.apply(membrane);
            }
        };
    }

    private static NDArray excess(Membrane membrane) {
        return membrane.get("CaCon_i").sub(REST).div(80);
    }

    private static void assertSays(IonPump pump, String what) {
        CheckReport report = MechanismCheck.of(pump);
        assertFalse(report.passed(), report.toString());
        assertTrue(report.findings().stream().anyMatch(finding -> finding.contains(what)), report.toString());
    }

    private static Outcome outcome(IonPump pump, String name) {
        CheckReport report = MechanismCheck.of(pump);
        assertTrue(report.passed(), report.toString());
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void aPumpThatReturnsToRestPasses() {
        assertEquals(Outcome.OK, outcome(new CaPump(), "returns to rest"));
        assertEquals(Outcome.OK, outcome(new CaPump(), "currents bring ions"));
        assertEquals(Outcome.OK, outcome(pump(PumpCheckTest::excess), "returns to rest"));
        assertEquals(Outcome.SKIPPED, outcome(pump(PumpCheckTest::excess), "currents bring ions"));
        assertEquals(Outcome.SKIPPED, outcome(new CaFaradayConcentrationChange(), "returns to rest"));
        assertEquals(Outcome.OK, outcome(new CaFaradayConcentrationChange(), "currents bring ions"));
        NDArrayRate saturating =
                membrane -> membrane.get("CaCon_i").div(membrane.get("CaCon_i").add(1e-3));
        assertEquals(Outcome.OK, outcome(pump(saturating::of), "returns to rest"));
    }

    /** The mistake that the name rate invited: the right side of dc/dt, whose sign is the other one. */
    @Test
    void aRateWrittenAsTimeDerivativeIsFound() {
        assertSays(pump(membrane -> excess(membrane).neg()), "the concentration rises further");
        assertSays(pump(membrane -> excess(membrane).sub(membrane.get("i_Ca"))), "inward current i_Ca");
    }

    @Test
    void pumpsWithoutRestAreFound() {
        assertSays(pump(membrane -> membrane.get("CaCon_i").zerosLike().add(1e-3)), "so there is no rest");
        assertSays(pump(membrane -> membrane.get("CaCon_i").add(1e-6)), "at CaCon_i = 0 mM ions are still removed");
        // Rests at 1e-4 and 1e-3 mM are stable, the one at 3e-4 between them is not, though it counts as a rest.
        NDArrayRate unstable = membrane -> {
            NDArray c = membrane.get("CaCon_i");
            return c.sub(1e-4).mul(c.sub(3e-4)).mul(c.sub(1e-3)).mul(1e6);
        };
        assertSays(pump(unstable::of), "runs away");
    }

    /** A removal rate as a function of the membrane. */
    private interface NDArrayRate {
        NDArray of(Membrane membrane);
    }
}
