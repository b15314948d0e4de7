package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check finds what is wrong with a mechanism, says where, and finds nothing in those that come with Huxley. */
class MechanismCheckTest {
    static Stream<CatalogueEntry> shipped() {
        return Catalogue.entries().stream().filter(CatalogueEntry::isInsertable);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void nothingIsWrongWithShippedMechanisms(CatalogueEntry entry) {
        CheckReport report = MechanismCheck.of(entry.insertable());
        assertTrue(report.passed(), report.toString());
    }

    /** A channel with one gate whose code a test fills in. */
    private abstract static class OneGate extends Channel {
        OneGate() {
            super("Test");
            parameter("g", 0.01, "S/cm2");
            parameter("eK", -77, "mV");
            state("n", 0.3);
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g")
                    .mul(membrane.get("n").pow(4))
                    .mul(membrane.voltage().sub(membrane.get("eK")));
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray v = membrane.voltage();
            return Map.of("n", Gates.step(membrane.get("n"), membrane.timeStep(), alpha(v), beta(v)));
        }

        @Override
        public Map<String, NDArray> steadyState(Membrane membrane) {
            NDArray v = membrane.voltage();
            return Map.of("n", Gates.steadyState(alpha(v), beta(v)));
        }

        NDArray alpha(NDArray v) {
            return Rates.linearOverExponential(v.add(55).neg(), 10).mul(0.01);
        }

        NDArray beta(NDArray v) {
            return Rates.exp(v.add(65).div(-80)).mul(0.125);
        }
    }

    private static String report(Channel channel) {
        return MechanismCheck.of(channel).toString();
    }

    private static void assertSays(Channel channel, String... parts) {
        CheckReport report = MechanismCheck.of(channel);
        assertFalse(report.passed(), report.toString());
        for (String part : parts) {
            assertTrue(
                    report.findings().stream().anyMatch(finding -> finding.contains(part)),
                    "'" + part + "' is not in\n" + report);
        }
    }

    @Test
    void soundChannelPassesWithoutAWord() {
        CheckReport report = MechanismCheck.of(new OneGate() {});
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
        assertTrue(report.toString().startsWith("Test: nothing is wrong"), report.toString());
    }

    @Test
    void zeroByZeroIsFoundOnTheGrid() {
        OneGate channel = new OneGate() {
            @Override
            NDArray alpha(NDArray v) {
                NDArray x = v.add(55);
                return x.mul(0.01).div(NDArrays.sub(1, x.div(-10).exp()));
            }
        };
        assertSays(channel, "NaN at v = -55.0 mV in the update of n", "NaN at v = -55.0 mV in the steady state of n");
    }

    /** At 1e-8 mV from it the quotient of two rounded numbers is off by a part in 1e6. */
    @Test
    void zeroByZeroIsFoundBesideTheGrid() {
        OneGate channel = new OneGate() {
            @Override
            NDArray alpha(NDArray v) {
                NDArray x = v.add(55.17365401);
                return x.mul(0.01).div(NDArrays.sub(1, x.div(-10).exp()));
            }
        };
        CheckReport report = MechanismCheck.of(channel);
        assertFalse(report.passed(), report.toString());
        assertTrue(report.toString().contains("-55.17365401"), report.toString());
    }

    @Test
    void negativeRootsAreFound() {
        OneGate channel = new OneGate() {
            @Override
            NDArray beta(NDArray v) {
                return v.add(70).sqrt().add(0.1);
            }
        };
        assertSays(channel, "NaN at v = -150.0 to -70.5 mV in the update of n");
    }

    @Test
    void branchesOnValuesAreFound() {
        OneGate channel = new OneGate() {
            @Override
            NDArray alpha(NDArray v) {
                return v.getDouble() > -40 ? v.mul(0.1) : v;
            }
        };
        assertSays(channel, "the update:", "NDArrays.where");
    }

    @Test
    void stateInJavaIsFound() {
        OneGate channel = new OneGate() {
            private int calls;

            @Override
            NDArray beta(NDArray v) {
                calls++;
                return super.beta(v).mul(calls);
            }
        };
        assertSays(channel, "two different expressions");
    }

    @Test
    void wrongSteadyStateIsFound() {
        OneGate channel = new OneGate() {
            @Override
            public Map<String, NDArray> steadyState(Membrane membrane) {
                NDArray v = membrane.voltage();
                // The classic mistake: alpha over the time constant.
                return Map.of("n", alpha(v).div(alpha(v).add(NDArrays.div(1, alpha(v).add(beta(v))))));
            }
        };
        assertSays(channel, "mV the update moves the steady state of n from");
    }

    @Test
    void cutGradientsAreSaid() {
        OneGate channel = new OneGate() {
            @Override
            NDArray beta(NDArray v) {
                return super.beta(v.stopGradient());
            }
        };
        String report = report(channel);
        assertTrue(report.contains("the update of n stops gradients"), report);
    }

    @Test
    void unusedNamesAndWrongUnitsAreRemarks() {
        class Careless extends GatedChannel {
            Careless() {
                super("Careless");
                parameter("gNa", 120, "mS/cm2");
                parameter("gK", 36, "S/cm2");
                parameter("eNa", 0.05, "mV");
                parameter("eLeak", -60, "mV");
                state("forgotten", 0);
                gateTowards("m", 0, v -> Rates.boltzmann(v.add(40).div(5)), v -> v.onesLike());
            }

            @Override
            public NDArray current(Membrane membrane) {
                NDArray conductance =
                        membrane.get("gNa").add(membrane.get("gK")).mul(membrane.get("m"));
                return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
            }
        }
        CheckReport report = MechanismCheck.of(new Careless());
        assertTrue(report.passed(), report.toString());
        for (String part : new String[] {
            "gNa = 120.0 mS/cm2: a conductance",
            "gK = 36.0 S/cm2 is more than any membrane has",
            "eNa = 0.05 mV is very small",
            "parameter eLeak is declared, but no function reads it",
            "state forgotten is declared, but no function reads or returns it"
        }) {
            assertTrue(report.toString().contains(part), "'" + part + "' is not in\n" + report);
        }
        assertEquals(5, report.findings().size(), report.toString());
    }

    @Test
    void unknownNamesAreFound() {
        OneGate channel = new OneGate() {
            @Override
            public NDArray current(Membrane membrane) {
                return membrane.get("i_Zn").mul(membrane.get("g"));
            }
        };
        assertSays(channel, "the current: mechanism Test asks for 'i_Zn'");
        assertTrue(MechanismCheck.of(channel, "i_Zn").passed());
        OneGate misspelt = new OneGate() {
            @Override
            public Map<String, NDArray> update(Membrane membrane) {
                return Map.of("N", membrane.get("n"));
            }
        };
        assertSays(misspelt, "returns [N], but the states it declares are [n]");
    }

    /** Two gates in one array; a single number in place of an array is found. */
    @Test
    void arraysAreCheckedElementByElement() {
        class TwoGates extends Channel {
            private final boolean narrow;

            TwoGates(boolean narrow) {
                super("TwoGates");
                this.narrow = narrow;
                parameter("g", 0.01, "S/cm2");
                parameter("shift", new double[] {40, 55.5}, "mV");
                state("n", new double[] {0.3, 0.4}, "1");
            }

            private NDArray opened(Membrane membrane) {
                NDArray x = membrane.voltage().add(membrane.get("shift"));
                return narrow ? x.div(x) : Rates.boltzmann(x.div(10));
            }

            @Override
            public Map<String, NDArray> update(Membrane membrane) {
                NDArray n = membrane.get("n");
                return Map.of("n", n.add(opened(membrane).sub(n).mul(0.1)));
            }

            @Override
            public Map<String, NDArray> steadyState(Membrane membrane) {
                return Map.of("n", opened(membrane));
            }

            @Override
            public NDArray current(Membrane membrane) {
                return membrane.get("n")
                        .prod(new int[] {0})
                        .mul(membrane.get("g"))
                        .mul(membrane.voltage());
            }
        }
        CheckReport report = MechanismCheck.of(new TwoGates(false));
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
        assertSays(new TwoGates(true), "NaN at v = -55.5 mV in the update of n[1]");
    }

    /** A gate with a negative time constant runs away from its steady state. */
    @Test
    void negativeTimeConstantsAreFound() {
        class Runaway extends GatedChannel {
            Runaway() {
                super("Runaway");
                parameter("g", 0.01, "S/cm2");
                gateTowards("m", 0.1, v -> Rates.boltzmann(v.add(40).div(5)), v -> v.add(20));
            }

            @Override
            public NDArray current(Membrane membrane) {
                return membrane.get("g").mul(membrane.get("m")).mul(membrane.voltage());
            }
        }
        assertSays(
                new Runaway(),
                "at v = -150.0 to -20.5 mV the update drives m away from its steady state: its time constant is -130"
                        + " ms");
    }

    /** A check that could not be made is not "ok", and the report says why. */
    @Test
    void checksThatCouldNotBeMadeAreSkippedWithTheReason() {
        Channel untraceable = new OneGate() {
            @Override
            public Map<String, NDArray> update(Membrane membrane) {
                return Map.of("n", membrane.get("n").mul(membrane.voltage().getDouble(0)));
            }
        };
        String report = MechanismCheck.of(untraceable).toString();
        for (String name :
                new String[] {"no jump at 0/0", "gradients are finite", "gates relax", "steady state stays"}) {
            String line = report.lines()
                    .filter(text -> text.contains(name))
                    .findFirst()
                    .orElseThrow();
            assertTrue(line.contains("skipped") && line.contains("the update could not be traced"), report);
        }
        String leak = MechanismCheck.of(new dev.huxley.mechanism.passive.Leak()).toString();
        assertTrue(leak.contains("skipped gates relax") && leak.contains("it has no gates"), leak);
        assertTrue(leak.contains("skipped steady state stays") && leak.contains("it has no states"), leak);
        CheckReport unsaid = MechanismCheck.of(new dev.huxley.mechanism.hay.CaPump());
        assertTrue(unsaid.toString().contains("it has no steady state"), unsaid.toString());
        assertTrue(unsaid.passed() && unsaid.findings().isEmpty(), unsaid.toString());
    }
}
