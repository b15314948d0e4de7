package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check finds what is wrong with a synapse, says where, and finds nothing in those that come with Huxley. */
class SynapseCheckTest {
    static Stream<CatalogueEntry> shipped() {
        return Catalogue.entries().stream().filter(entry -> !entry.isInsertable());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void nothingIsWrongWithShippedSynapses(CatalogueEntry entry) {
        CheckReport report = MechanismCheck.of((Synapse) entry.create());
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
    }

    /** A graded synapse whose code a test fills in. */
    private static class Graded extends Synapse {
        Graded() {
            super("Test");
            parameter("gS", 1e-4, "uS");
            parameter("e_syn", -75, "mV");
            state("s", 0);
        }

        @Override
        public Map<String, NDArray> update(SynapseContext synapse) {
            return Map.of("s", Gates.stepTowards(synapse.get("s"), synapse.timeStep(), opened(synapse), tau(synapse)));
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("gS").mul(synapse.get("s")).mul(driving(synapse));
        }

        NDArray driving(SynapseContext synapse) {
            return synapse.postVoltage().sub(synapse.get("e_syn"));
        }

        NDArray opened(SynapseContext synapse) {
            return Rates.boltzmann(synapse.preVoltage().add(35).div(10));
        }

        NDArray tau(SynapseContext synapse) {
            return synapse.get("s").zerosLike().add(5);
        }
    }

    private static void assertSays(Synapse synapse, String... parts) {
        CheckReport report = MechanismCheck.of(synapse);
        assertFalse(report.passed(), report.toString());
        assertFound(report, parts);
    }

    private static void assertFound(CheckReport report, String... parts) {
        for (String part : parts) {
            assertTrue(
                    report.findings().stream().anyMatch(finding -> finding.contains(part)),
                    "'" + part + "' is not in\n" + report);
        }
    }

    @Test
    void soundSynapsePassesWithoutAWord() {
        CheckReport report = MechanismCheck.of(new Graded());
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
        assertTrue(report.toString().contains("states stay bounded"), report.toString());
    }

    @Test
    void zeroByZeroInThePresynapticVoltageIsFound() {
        assertSays(
                new Graded() {
                    @Override
                    NDArray opened(SynapseContext synapse) {
                        NDArray x = synapse.preVoltage().add(40);
                        return x.div(NDArrays.sub(1, x.div(-10).exp())).mul(0.01);
                    }
                },
                "NaN at v_pre = -40.0 mV and v_post = -70.0 mV in the update of s");
    }

    @Test
    void zeroByZeroInThePostsynapticVoltageIsFound() {
        // The constant field equation of Goldman, Hodgkin and Katz, whose quotient is 0/0 at 0 mV.
        assertSays(
                new Graded() {
                    @Override
                    NDArray driving(SynapseContext synapse) {
                        NDArray x = synapse.postVoltage().div(25);
                        return synapse.postVoltage().div(NDArrays.sub(1, x.neg().exp()));
                    }
                },
                "NaN at v_post = 0.0 mV and v_pre = -70.0 mV in the current");
    }

    /** Equal voltages on both sides are checked too, though that point is special to neither voltage by itself. */
    @Test
    void zeroByZeroBetweenEqualVoltagesIsFound() {
        assertSays(
                new Graded() {
                    @Override
                    NDArray driving(SynapseContext synapse) {
                        NDArray x = synapse.postVoltage().sub(synapse.preVoltage());
                        return x.mul(x.abs()).div(x.abs());
                    }
                },
                "NaN at v_pre = -70.0 mV and v_post = -70.0 mV in the current");
    }

    @Test
    void gradientsThatAreNotFiniteAreFound() {
        assertSays(
                new Graded() {
                    @Override
                    NDArray driving(SynapseContext synapse) {
                        return super.driving(synapse).abs().sqrt();
                    }
                },
                "at v_post = -75.0 mV and v_pre = -70.0 mV in the gradient of the current by ");
    }

    @Test
    void updatesThatOvershootAreFound() {
        // Forward Euler with a time constant below half of the time step.
        assertSays(
                new Graded() {
                    @Override
                    public Map<String, NDArray> update(SynapseContext synapse) {
                        NDArray s = synapse.get("s");
                        return Map.of("s", s.add(opened(synapse).sub(s).mul(synapse.timeStep() / 0.01)));
                    }
                },
                "s is -",
                "below 0; is the time step longer than its time constant?");
    }

    @Test
    void statesThatGrowWithoutBoundsAreFound() {
        class Growing extends Graded {
            Growing() {
                state("trace", 1, "mM");
            }

            @Override
            public Map<String, NDArray> update(SynapseContext synapse) {
                return Map.of(
                        "s",
                        synapse.get("trace").zerosLike(),
                        "trace",
                        synapse.get("trace").mul(3));
            }
        }
        assertSays(new Growing(), "trace is Infinity after ");
    }

    @Test
    void branchesOnValuesAreFound() {
        assertSays(
                new Graded() {
                    @Override
                    NDArray opened(SynapseContext synapse) {
                        return synapse.preVoltage().getDouble() > 0
                                ? synapse.get("s").onesLike()
                                : synapse.get("s").zerosLike();
                    }
                },
                "the update:",
                "NDArrays.where");
    }

    @Test
    void unknownNamesAreFound() {
        assertSays(
                new Graded() {
                    @Override
                    NDArray tau(SynapseContext synapse) {
                        return synapse.get("tau");
                    }
                },
                "the update: synapse Test asks for 'tau'");
        assertSays(
                new Graded() {
                    @Override
                    NDArray opened(SynapseContext synapse) {
                        return synapse.pre("Fire_spikes");
                    }
                },
                "asks for 'Fire_spikes'",
                "declare it with readsPre");
        assertSays(
                new Graded() {
                    @Override
                    public Map<String, NDArray> update(SynapseContext synapse) {
                        return Map.of("S", synapse.get("s"));
                    }
                },
                "returns [S], but the states it declares are [s]");
    }

    @Test
    void whatIsReadOfCompartmentsHasItsUsualValue() {
        class Spiking extends Graded {
            Spiking() {
                readsPre("Fire_spikes");
                readsPost("area");
            }

            @Override
            NDArray opened(SynapseContext synapse) {
                return synapse.pre("Fire_spikes");
            }

            @Override
            NDArray driving(SynapseContext synapse) {
                return super.driving(synapse).div(synapse.post("area"));
            }
        }
        SynapseFunctions functions = SynapseFunctions.of(new Spiking(), 0.025);
        assertEquals(0, functions.defaults().get("pre/Fire_spikes"));
        assertEquals(20 * Math.PI, functions.defaults().get("post/area"));
        CheckReport report = MechanismCheck.of(new Spiking());
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
    }

    /** A reciprocal current that does not vanish between equal voltages, and one that pushes them apart. */
    private static class Junction extends Synapse {
        private final double offset;
        private final int sign;

        Junction(double offset, int sign) {
            super("Junction");
            this.offset = offset;
            this.sign = sign;
            parameter("gE", 1e-3, "uS");
        }

        @Override
        public boolean isReciprocal() {
            return true;
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            NDArray difference = synapse.postVoltage().sub(synapse.preVoltage());
            return synapse.get("gE").mul(difference.add(offset)).mul(sign);
        }
    }

    @Test
    void currentsThatAreNotReciprocalAreFound() {
        CheckReport sound = MechanismCheck.of(new Junction(0, 1));
        assertTrue(sound.passed() && sound.toString().contains("current is reciprocal"), sound.toString());
        assertSays(new Junction(5, 1), "between two sides at -100.0 mV flow 0.005 nA");
        assertSays(new Junction(0, -1), "outward is positive");
    }

    @Test
    void unusedNamesAndWrongUnitsAreRemarks() {
        class Careless extends Synapse {
            Careless() {
                super("Careless");
                parameter("gS", 4, "uS");
                parameter("gMax", 1e-4, "S/cm2");
                parameter("e_syn", -0.075, "mV");
                parameter("e_inh", -75, "V");
                parameter("tau", 5, "ms");
                state("s", 0.2);
                readsPre("Fire_spikes");
            }

            @Override
            public NDArray current(SynapseContext synapse) {
                NDArray conductance = synapse.get("gS").add(synapse.get("gMax")).mul(synapse.get("s"));
                return conductance.mul(
                        synapse.postVoltage().sub(synapse.get("e_syn")).sub(synapse.get("e_inh")));
            }
        }
        CheckReport report = MechanismCheck.of(new Careless());
        assertTrue(report.passed(), report.toString());
        assertFound(
                report,
                "gS = 4.0 uS is more than any synapse has; is it in nS or pS?",
                "gMax = 1.0E-4 S/cm2: a conductance of a synapse is in uS",
                "e_syn = -0.075 mV is very small; is it in V?",
                "e_inh = -75.0 V: a reversal potential is in mV",
                "parameter tau is declared, but no function reads it",
                "state s never changes",
                "it declares to read Fire_spikes of the presynaptic compartment, but no function does",
                "nothing of the presynaptic compartment is read");
        assertEquals(8, report.findings().size(), report.toString());
    }

    @Test
    void wrongGradientsOfArraysAreFound() {
        class Vector extends Graded {
            private final boolean cut;

            Vector(boolean cut) {
                this.cut = cut;
                parameter("weights", new double[] {0.2, 0.3, 0.5}, "1");
                state("parts", new double[] {0.1, 0.2, 0.3}, "1");
            }

            @Override
            public Map<String, NDArray> update(SynapseContext synapse) {
                NDArray opened = opened(synapse);
                NDArray parts = synapse.get("parts").mul(0.9).add(opened.mul(0.1));
                NDArray s = parts.mul(synapse.get("weights")).sum(new int[] {0});
                return cut ? Map.of("s", s, "parts", s) : Map.of("s", s, "parts", parts);
            }
        }
        CheckReport report = MechanismCheck.of(new Vector(false));
        assertTrue(report.passed() && report.findings().isEmpty(), report.toString());
        assertSays(new Vector(true), "returns parts, but in each row parts has the shape [3]");
    }
}
