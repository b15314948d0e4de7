package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.BranchEnd;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Neither the place of a cell's root nor the way in which a cell was put together changes its physics. */
class EditedCellTest {
    private static final double DT = 0.05;
    private static final String SWC =
            """
            1 1 0 0 0 5 -1
            2 1 0 8 0 6 1
            3 1 0 16 0 5 2
            4 3 10 20 0 1.5 3
            5 3 25 30 3 1 4
            6 3 60 35 5 0.5 5
            7 4 -10 25 0 2 3
            8 4 -20 50 0 1.5 7
            9 4 -20 90 5 1 8
            10 4 -50 60 -5 0.7 8
            """;

    @Test
    void aCellTurnedRoundBehavesTheSame() {
        Cell cell = new Cell(Swc.parse(SWC, "two dendrites", Swc.options().ncomp(2)));
        cell.set("axial_resistivity", 150);
        cell.insert(new HH());
        cell.group("apical").set("HH_gNa", 0.05);
        cell.group("basal").branch(0).comp(0).stimulate(Waveform.step(0.5, 1, 0.6, DT, 6));
        cell.record("v");
        // Joined at the root's tip to something that goes again: the root is then another tip.
        Cell extended = cell.join(BranchEnd.start(0), new Cell(new Compartment()), BranchEnd.start(0));
        Cell turned = extended.without(extended.branch(cell.structure().branches()));
        assertTrue(turned.structure().parent(0) >= 0, "branch 0 is the root no more");
        assertEquals(0, cell.structure().firstCompartment(0));
        double[][] expected = run(cell);
        double[][] actual = run(turned);
        assertTrue(Arrays.stream(expected[0]).max().orElseThrow() > 0, "there is a spike");
        for (int i = 0; i < expected.length; i++) {
            BatchTest.assertClose("trace " + i, expected[i], actual[i], 1e-9);
        }
    }

    /** Traces come in the order of recordings, which stay with their compartments. */
    private static double[][] run(Cell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray v = simulation.run(manager);
            double[] all = v.toDoubleArray();
            int traces = cell.recordings().size();
            int length = all.length / traces;
            double[][] rows = new double[traces][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * length, (i + 1) * length));
            return rows;
        }
    }
}
