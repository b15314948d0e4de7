package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.GlobalValues;
import dev.huxley.mechanism.hodgkinhuxley.Na;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.protocol.Waveform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compartments, synapses and the model as a whole have the same verbs, which mean the same in each of them. */
class RowSetTest {
    private static final Waveform HELD = Waveform.of(new double[] {0.5, 0.5}, 0.1);

    private Network network;

    @TempDir
    Path folder;

    @BeforeEach
    void build() {
        Cell point = new Cell(new Compartment());
        point.insert(new Na());
        network = new Network(point, point, point);
        network.fullyConnect(network.cell(0, 1), network.cell(1, 2), new IonotropicSynapse());
        network.connect(network.cell(2), network.cell(0), new TanhRateSynapse());
        network.globals().insert(new Modulator());
    }

    /** Some rows of each domain, two of their states, and a parameter. */
    private RowSet rows(Domain domain) {
        return switch (domain) {
            case NODES -> network.cell(0, 1);
            case EDGES -> network.edge(0, 1);
            case GLOBALS -> network.globals();
        };
    }

    private static String state(Domain domain) {
        return switch (domain) {
            case NODES -> "Na_m";
            case EDGES -> "IonotropicSynapse_s";
            case GLOBALS -> "dopamine";
        };
    }

    private static String parameter(Domain domain) {
        return switch (domain) {
            case NODES -> "radius";
            case EDGES -> "IonotropicSynapse_gS";
            case GLOBALS -> "tau";
        };
    }

    @ParameterizedTest
    @EnumSource
    void clampsAndRecordingsGoByName(Domain domain) {
        RowSet rows = rows(domain);
        rows.clamp(state(domain), HELD);
        rows.record(state(domain));
        assertEquals(List.of(state(domain)), clamped());
        assertEquals(rows.rows().length, network.recordings().size());
        rows.deleteClamps("another");
        rows.deleteRecordings("another");
        assertEquals(List.of(state(domain)), clamped());
        assertEquals(rows.rows().length, network.recordings().size());
        rows.deleteClamps(state(domain));
        rows.deleteRecordings(state(domain));
        assertEquals(List.of(), clamped());
        assertEquals(List.of(), network.recordings());
    }

    private List<String> clamped() {
        return network.clamps().stream().map(PlacedWaveform::key).toList();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatWasWrittenIsReadBack(Domain domain) {
        RowSet rows = rows(domain);
        String key = parameter(domain);
        rows.setAnyway(key, 0.25);
        double[] before = rows.get(key);
        Path file = folder.resolve("rows.csv");
        rows.table().writeCsv(file);
        rows.setAnyway(key, 0.75);
        assertEquals(0.75, rows.get(key)[0]);
        rows.readCsv(file);
        assertArrayEquals(before, rows.get(key));
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatIsTrainedIsNamedByItsView(Domain domain) {
        RowSet rows = rows(domain);
        String path = rows.makeTrainable(parameter(domain), 0.5).path();
        assertEquals(rows.label() + "/" + parameter(domain), path);
        assertEquals(0.5, rows.get(parameter(domain))[0]);
        assertSays(() -> rows.makeTrainable(parameter(domain)), "'" + path + "'", "already", "deleteTrainables()");
        rows.deleteTrainables();
        assertEquals(List.of(), network.trainables());
    }

    @ParameterizedTest
    @EnumSource
    void valuesThatDoNotFitAreRefusedByNameAndNumber(Domain domain) {
        RowSet rows = rows(domain);
        String key = parameter(domain);
        assertSays(() -> rows.set(key, 1, 2, 3), "'" + key + "'", "one value", domain.row(), "not 3");
        assertSays(() -> rows.set(key, Double.NaN), "'" + key + "'", "NaN", "number");
        assertSays(() -> rows.set(key + "x", 1), "'" + key + "x'");
    }

    /** Verbs of a network with a synaptic name act on the synapses that have it, deletions included. */
    @Test
    void aNetworkFindsWhatBelongsToSynapses() {
        network.clamp("IonotropicSynapse_s", HELD);
        network.clamp("v", HELD);
        network.record("IonotropicSynapse_s");
        network.record("i_IonotropicSynapse");
        network.record("v");
        assertEquals(4 + 4 + 3, network.recordings().size());
        network.deleteClamps("IonotropicSynapse_s");
        network.deleteRecordings("IonotropicSynapse_s");
        assertEquals(List.of("v"), clamped());
        assertEquals(4 + 3, network.recordings().size());
        network.deleteRecordings("i_IonotropicSynapse");
        assertEquals(3, network.recordings().size());
    }

    /** A view of all synapses means, like the network, those that have what is named; a part of them must have it. */
    @Test
    void allSynapsesAreThoseThatHaveIt() {
        network.synapses().record("IonotropicSynapse_s");
        network.synapses().record("i_IonotropicSynapse");
        assertEquals(8, network.recordings().size());
        assertSays(() -> network.edge(0, 4).record("IonotropicSynapse_s"), "synapse 4", "of its type");
    }

    private static final class Modulator extends GlobalProcess {
        Modulator() {
            super("Modulator");
            globalState("dopamine", 1, "uM");
            globalParameter("tau", 2, "ms");
        }

        @Override
        public Map<String, NDArray> update(GlobalValues model) {
            return Map.of();
        }
    }
}
