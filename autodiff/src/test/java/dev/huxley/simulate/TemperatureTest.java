package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.hay.KPst;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hay.NaTaT;
import dev.huxley.mechanism.hay.NapEt2;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.hodgkinhuxley.K;
import dev.huxley.mechanism.hodgkinhuxley.K5States;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The temperature of a model, which all mechanisms see. */
@Tag("names-engines")
class TemperatureTest {
    private static final double DT = 0.025;
    private static final double DURATION = 12;

    @TempDir
    Path folder;

    /** A neuron whose rates are q times as fast does the same as one with q times the capacitance, q times faster. */
    @Test
    void warmingScalesTimeAndCapacitance() {
        double q = Math.pow(3, (16.3 - 6.3) / 10);
        Cell warm = squid(1);
        warm.globals().set("celsius", 16.3);
        Cell slow = squid(q);
        double[] fast = run(warm, 0.01, DURATION, 0.2);
        double[] same = run(slow, 0.01 * q, DURATION * q, 0.2);
        assertEquals(same.length, fast.length);
        assertTrue(max(fast) > 0, "no spike: " + max(fast));
        assertArrayEquals(same, fast, 1e-9);
    }

    @Test
    void noTemperatureIsThatOfTheMeasurement() {
        Cell set = squid(1);
        set.globals().set("celsius", 6.3);
        assertArrayEquals(run(squid(1), DT, DURATION, 0.1), run(set, DT, DURATION, 0.1), 1e-10);
    }

    /** The temperature of a constructor holds where the model sets none, and that of the model for all. */
    @Test
    void theModelsTemperatureReplacesThatOfAConstructor() {
        List<Channel> at25 =
                List.of(new NaTaT("NaTaT", 25), new NapEt2("NapEt2", 25), new KPst("KPst", 25), new M("M", 25));
        List<Channel> published = List.of(new NaTaT(), new NapEt2(), new KPst(), new M());
        Cell expected = tempered(at25);
        Cell cell = tempered(published);
        double[] at34 = run(cell, DT, DURATION, 0.1);
        cell.globals().set("celsius", 25);
        double[] have = run(cell, DT, DURATION, 0.1);
        assertArrayEquals(run(expected, DT, DURATION, 0.1), have, 1e-9);
        double change = 0;
        for (int i = 0; i < have.length; i++) {
            change = Math.max(change, Math.abs(have[i] - at34[i]));
        }
        assertTrue(change > 1, "nine degrees change the voltage by " + change + " mV");
    }

    /** The five states of the squid's potassium channel stay n^4 of its gate when both warm up. */
    @Test
    void markovChainsFollowTheTemperature() {
        double[][] traces = new double[2][];
        List<Channel> twins = List.of(new K(), new K5States());
        for (int i = 0; i < 2; i++) {
            Cell cell = new Cell(new Compartment());
            cell.insert(twins.get(i));
            cell.set(twins.get(i).name() + "_gK", 0.02);
            cell.insert(new dev.huxley.mechanism.passive.Leak());
            cell.set("v", -65);
            cell.globals().set("celsius", 18);
            SteadyState.apply(cell);
            traces[i] = run(cell, DT, DURATION, 0.3);
        }
        assertArrayEquals(traces[0], traces[1], 1e-10);
    }

    /** Nernst (1888) at body temperature: 1000 R T / (2 F) ln(2 / 1e-4). */
    @Test
    void reversalPotentialsFollowTheTemperature() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new CaNernstReversal());
        cell.set("CaCon_i", 1e-4);
        cell.globals().set("celsius", 37);
        cell.record("eCa");
        double[] reversal = values(cell, 0.1, 0.3);
        double want = 1000 * 8.314 * 310.15 / (2 * 96485.3329) * Math.log(2 / 1e-4);
        assertEquals(want, reversal[reversal.length - 1], 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void gradientByTheTemperatureIsExact(String engine) {
        Cell cell = squid(1);
        cell.insert(new CaNernstReversal());
        cell.insert(new M());
        cell.set("M_gM", 1e-4);
        cell.globals().set("celsius", 17);
        cell.globals().makeTrainable("celsius");
        cell.stimulate(Waveform.step(0.5, 1, 0.2, DT, 3));
        cell.record("v");
        cell.record("HH_m");
        cell.record("eCa");
        try (Simulation simulation =
                Simulation.of(cell).dt(DT).tMax(3).engine(engine).build()) {
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    @Test
    void rowsOfABatchHaveTemperaturesOfTheirOwn() {
        Cell cell = squid(1);
        cell.globals().set("celsius", 6.3);
        cell.globals().makeTrainable("celsius");
        cell.stimulate(Waveform.step(0, DURATION, 0.1, DT, DURATION));
        cell.record("v");
        double[] temperatures = {6.3, 12, 20};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(DURATION).build()) {
            String path = cell.parameters(manager).paths().iterator().next();
            ArrayTree rows =
                    ArrayTree.empty().with(path, manager.create(temperatures).reshape(temperatures.length, 1));
            double[] batch = simulation.run(manager, Inputs.of(rows)).toDoubleArray();
            int columns = batch.length / temperatures.length;
            for (int row = 0; row < temperatures.length; row++) {
                Cell alone = squid(1);
                alone.globals().set("celsius", temperatures[row]);
                double[] want = run(alone, DT, DURATION, 0.1);
                double[] have = java.util.Arrays.copyOfRange(batch, row * columns, (row + 1) * columns);
                assertArrayEquals(want, have, 1e-9, "row " + row);
            }
        }
    }

    /** Files of NEURON and own mechanisms share one temperature. */
    @Test
    void importedMechanismsShareTheTemperature() {
        Cell cell = squid(1);
        cell.insert(Nmodl.parse(ModFiles.text("ka")));
        assertArrayEquals(new double[] {6.3}, cell.globals().get("celsius"));
        cell.globals().set("celsius", 30);
        Path file = folder.resolve("warm.huxley");
        ModelFile.write(cell, file);
        assertArrayEquals(new double[] {30}, ModelFile.read(file).globals().get("celsius"));
    }

    @Test
    void differentTemperaturesAreSaidOnce() {
        Cell cell = squid(1);
        assertEquals(List.of(), cell.globals().temperatureNotes());
        cell.insert(new NaTaT());
        cell.insert(new dev.huxley.mechanism.pospischil.K());
        List<String> warnings = new ArrayList<>();
        cell.stimulate(Waveform.step(1, 1, 0.1, DT, 2));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).onWarning(warnings::add).build()) {
            simulation.run(manager);
            simulation.run(manager);
        }
        assertEquals(1, warnings.size(), warnings::toString);
        for (String part : List.of("HH at 6.3 °C", "NaTaT at 34.0 °C", "K at 36.0 °C (fixed)", "\"celsius\"")) {
            assertTrue(warnings.get(0).contains(part), part + " is missing in: " + warnings.get(0));
        }
        cell.globals().set("celsius", 20);
        List<String> notes = cell.globals().temperatureNotes();
        assertEquals(1, notes.size(), notes::toString);
        assertTrue(notes.get(0).contains("K (36.0 °C)"), notes::toString);
        cell.globals().set("celsius", 34);
        assertEquals(List.of(), cell.globals().temperatureNotes());
    }

    /** A file that reads celsius brings NEURON's 6.3 degrees for all mechanisms. */
    @Test
    void theDefaultOfAFileIsSaidWhereOthersFollowIt() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new NaTaT());
        cell.insert(Nmodl.parse(ModFiles.text("ka")));
        List<String> notes = cell.globals().temperatureNotes();
        assertEquals(1, notes.size(), notes::toString);
        assertTrue(notes.get(0).contains("6.3") && notes.get(0).contains("NaTaT (else at 34.0 °C)"), notes::toString);
        cell.globals().set("celsius", 34);
        assertEquals(List.of(), cell.globals().temperatureNotes());
    }

    @Test
    void aReplacedTemperatureOfNernstIsSaid() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new CaNernstReversal());
        cell.globals().set("celsius", 20);
        assertEquals(List.of(), cell.globals().temperatureNotes());
        cell.set("CaNernstReversal_T", 310.15);
        List<String> notes = cell.globals().temperatureNotes();
        assertEquals(1, notes.size(), notes::toString);
        assertTrue(notes.get(0).contains("CaNernstReversal_T = 310.15 K"), notes::toString);
    }

    @Test
    void kelvinAreRefused() {
        Cell cell = squid(1);
        String said = assertThrows(
                        IllegalArgumentException.class, () -> cell.globals().set("celsius", 307.15))
                .getMessage();
        assertTrue(said.contains("307.15") && said.contains("in K?"), said);
        assertThrows(IllegalArgumentException.class, () -> Temperature.measuredAt(-300));
        assertThrows(
                IllegalArgumentException.class, () -> Temperature.measuredAt(20).withQ10(0));
    }

    private static Cell squid(double capacitance) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("capacitance", capacitance);
        cell.set("v", -65);
        SteadyState.apply(cell);
        return cell;
    }

    private static Cell tempered(List<Channel> channels) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new dev.huxley.mechanism.passive.Leak());
        for (Channel channel : channels) {
            cell.insert(channel);
            cell.set(
                    channel.parameters().iterator().next().key(), channel.name().equals("NaTaT") ? 0.05 : 1e-3);
        }
        cell.set("v", -70);
        SteadyState.apply(cell);
        return cell;
    }

    private static double[] run(Cell cell, double dt, double duration, double nanoamperes) {
        cell.deleteStimuli();
        cell.deleteRecordings();
        cell.stimulate(Waveform.step(0, duration, nanoamperes, dt, duration));
        cell.record("v");
        return values(cell, dt, duration);
    }

    private static double[] values(Cell cell, double dt, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(dt)
                        .tMax(duration)
                        .onWarning(text -> {})
                        .build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }

    private static double max(double[] values) {
        return java.util.Arrays.stream(values).max().orElseThrow();
    }
}
