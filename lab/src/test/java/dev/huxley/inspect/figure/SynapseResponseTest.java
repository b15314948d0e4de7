package dev.huxley.inspect.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.inspect.figure.SynapseResponse.Protocol;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.destexhe.NMDA;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.synapse.ConductanceSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.testing.ModFiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SynapseResponseTest {
    private static final double[] POST = {-100, -60, 0, 40};

    /** The largest current in a window of time, in nA. */
    private static double largest(SynapseResponse response, int trace, double from, double to) {
        int first = (int) Math.round(from / response.sampleInterval());
        int last = (int) Math.round(to / response.sampleInterval());
        return Arrays.stream(response.currents()[trace], first, last)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    @Test
    void currentIsThatOfTheEquation() {
        SynapseResponse response = SynapseResponse.of(new ConductanceSynapse(), Protocol.steps(40), POST);
        double[] pre = {-70, -40, 0, -70};
        for (int part = 0; part < pre.length; part++) {
            int middle = (int) Math.round((10 * part + 5) / response.sampleInterval());
            assertEquals(pre[part], response.presynaptic()[middle], "the presynaptic voltage in part " + part);
            double open = 1 / (1 + Math.exp((-35 - pre[part]) / 10));
            for (int i = 0; i < POST.length; i++) {
                double expected = 1e-4 * open * POST[i];
                assertEquals(
                        expected,
                        response.currents()[i][middle],
                        1e-9 * Math.abs(expected) + 1e-18,
                        "v_pre " + pre[part] + ", v_post " + POST[i]);
            }
        }
        assertNull(SynapseFigures.states(new ConductanceSynapse(), response), "it has no states");
    }

    /** A synapse that waits for a threshold is shown by spikes, also one of a file, which the catalogue does not know. */
    @Test
    void aSynapseOfAFileAnswersSpikes() {
        CatalogueEntry entry = new CatalogueEntry(
                "nmodl",
                "read from synexp.mod",
                new CatalogueEntry.Paper("", ""),
                List.of(),
                List.of(),
                () -> Nmodl.parseSynapse(ModFiles.text("synexp")));
        assertEquals(0.01, largest(SynapseSheets.response(entry), 0, 0, 29), 1e-4, "weight times 100 mV");
    }

    @Test
    void gapJunctionsFollowTheDifference() {
        SynapseResponse response = SynapseResponse.of(new GapJunction(), Protocol.steps(40), POST);
        for (int i = 0; i < POST.length; i++) {
            assertEquals(1e-3 * (POST[i] + 40), response.currents()[i][1500], 1e-15, "v_post " + POST[i]);
        }
    }

    /** One spike of NEURON's Exp2Syn reaches the whole conductance at its peak. */
    @Test
    void everySpikeIsAnswered() {
        SynapseResponse response = SynapseResponse.of(new Exp2Syn(), Protocol.spikes(100, 10.0, 60.0), POST);
        for (double spike : new double[] {10, 60}) {
            assertEquals(0.01, largest(response, 0, spike, spike + 30), 1e-4, "peak after the spike at " + spike);
        }
        assertTrue(largest(response, 0, 0, 9.9) == 0, "a current before the first spike");
        SynapseResponse ampa = SynapseResponse.of(new AMPA(), Protocol.spikes(40, 5.0), POST);
        assertTrue(largest(ampa, 0, 5, 10) > 1e-3 && largest(ampa, 0, 0, 4.9) == 0, "AMPA at 5 ms");
    }

    @Test
    void spikeStatesDriveTheSynapsesThatReadThem() {
        SynapseResponse response = SynapseResponse.of(new SpikeSynapse(), Protocol.spikes(2, 0.5), POST);
        assertEquals("Fire_spikes", response.driver());
        assertEquals(1, Arrays.stream(response.presynaptic()).sum(), 0, "spikes");
        assertEquals(0.01, largest(response, 0, 0.5, 0.6), 1e-12);
    }

    /** Magnesium blocks at negative voltages: less current at -100 mV than at -60 mV, in spite of the driving force. */
    @Test
    void magnesiumBlocks() {
        SynapseResponse response = SynapseResponse.of(new NMDA(), Protocol.spikes(100, 10.0), POST);
        double at100 = largest(response, 0, 10, 100);
        double at60 = largest(response, 1, 10, 100);
        assertTrue(at100 < 0.5 * at60, at100 + " nA at -100 mV, " + at60 + " nA at -60 mV");
    }
}
