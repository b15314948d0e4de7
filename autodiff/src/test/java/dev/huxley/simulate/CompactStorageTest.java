package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.CaL;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values that a mechanism declares are stored where the mechanism is, and nothing else about a model changes. */
class CompactStorageTest {
    private static final double DT = 0.05;

    private static Cell cable(int compartments) {
        Cell cell = new Cell(new Branch(new Compartment(), compartments), -1);
        cell.insert(new Leak());
        return cell;
    }

    /** The same values, once stored for few compartments and once, having been everywhere, for all. */
    @Test
    void compactAndPaddedValuesGiveTheSameTraces() {
        int[] few = {3, 40, 41};
        int[] others = IntStream.range(0, 60)
                .filter(row -> row != 3 && row != 40 && row != 41)
                .toArray();
        Cell compact = cable(60);
        compact.select(few).insert(new HH());
        Cell padded = cable(60);
        padded.insert(new HH());
        padded.select(others).deleteMechanism("HH");
        assertTrue(
                compact.nodes().bytes() < 0.7 * padded.nodes().bytes(),
                compact.nodes().bytes() + " and " + padded.nodes().bytes() + " bytes");
        for (Cell cell : new Cell[] {compact, padded}) {
            cell.select(few).set("HH_gNa", 0.15, 0.2, 0.3);
            cell.select(3).stimulate(Waveform.step(1, 2, 0.5, DT, 6));
            cell.record("v");
            cell.select(40).record("HH_m");
        }
        double[] traces = traces(compact);
        assertArrayEquals(traces(padded), traces);
        assertTrue(Arrays.stream(traces).max().orElseThrow() > -50, "something happens");
    }

    /** Ten mechanisms, each in one of a hundred compartments. */
    @Test
    void tenMechanismsInOnePercentTakeATenthOfTheMemory() {
        int compartments = 20_000;
        Cell cell = new Cell(new Branch(new Compartment(), compartments), -1);
        long before = cell.nodes().bytes();
        long columnsBefore = cell.nodes().names().size();
        for (int number = 0; number < 10; number++) {
            int first = number;
            int[] rows = IntStream.range(0, compartments / 100)
                    .map(i -> 100 * i + first * 7)
                    .toArray();
            cell.select(rows).insert(number % 2 == 0 ? new CaL("CaL" + number) : new Km("Km" + number));
        }
        long mechanisms = cell.nodes().bytes() - before;
        long padded = 8L * compartments * (cell.nodes().names().size() - columnsBefore - 10);
        assertTrue(10 * mechanisms < padded, mechanisms + " bytes instead of " + padded);
    }

    private static double[] traces(Cell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
