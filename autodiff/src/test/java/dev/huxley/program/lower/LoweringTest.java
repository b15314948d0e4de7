package dev.huxley.program.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.Cable;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.Stage;
import dev.huxley.program.Variable;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program holds rows and stages, no padding and no values. */
class LoweringTest {
    private static Cell cell() {
        Cell cell = new Cell(
                List.of(
                        new Branch(new Compartment(), 2),
                        new Branch(new Compartment(), 1),
                        new Branch(new Compartment(), 2)),
                -1,
                0,
                0);
        cell.select(0, 2).insert(new HH());
        cell.branch(2).insert(new Leak());
        cell.record("v");
        return cell;
    }

    @Test
    void variablesHaveNoPadding() {
        Program program = Lowering.lower(cell(), 0.025);
        assertEquals("v", program.variables().get(Program.VOLTAGE).name());
        assertArrayEquals(new int[] {0, 2}, rows(program, "HH_gNa"));
        assertArrayEquals(new int[] {0, 2}, rows(program, "HH_m"));
        assertArrayEquals(new int[] {3, 4}, rows(program, "Leak_gLeak"));
        assertEquals(5, rows(program, "capacitance").length);
        assertEquals(-1, program.variable("i_HH"), "a current that nobody reads");
    }

    @Test
    void stagesComeInTheOrderOfATimeStep() {
        Cell cell = cell();
        cell.select(0).clamp("HH_m", Waveform.of(time -> 0.5, 0.025, 1));
        cell.select(1).clamp("v", Waveform.of(time -> -70, 0.025, 1));
        List<String> stages =
                Lowering.lower(cell, 0.025).stages().stream().map(Stage::name).toList();
        assertEquals(
                List.of(
                        "clamp of HH_m",
                        "update of HH",
                        "clamp of HH_m",
                        "current of HH",
                        "current of Leak",
                        "implicit step of v over 1.0 dt"),
                stages);
    }

    @Test
    void argumentsAreValuesThenCableThenProtocol() {
        Cell cell = cell();
        cell.select(1, 2).stimulate(Waveform.of(time -> 1, 0.025, 1));
        cell.select(1).clamp("v", Waveform.of(time -> -70, 0.025, 1));
        List<ArgumentKind> kinds = Lowering.lower(cell, 0.025).arguments().stream()
                .map(Argument::kind)
                .toList();
        int cable = kinds.indexOf(ArgumentKind.AXIAL_CONDUCTANCE);
        assertTrue(kinds.subList(0, cable).stream().allMatch(kind -> kind == ArgumentKind.VARIABLE));
        assertEquals(List.of(ArgumentKind.STIMULUS, ArgumentKind.CLAMP), kinds.subList(cable + 1, kinds.size()));
        Cell point = new Cell(new Compartment());
        point.record("v");
        assertFalse(Lowering.lower(point, 0.025).arguments().stream()
                .anyMatch(argument -> argument.kind() == ArgumentKind.AXIAL_CONDUCTANCE));
    }

    @Test
    void childrenMeetTheirParentInOneBranchPoint() {
        Cable cable = Lowering.lower(cell(), 0.025).cable();
        assertEquals(5, cable.compartments());
        assertEquals(1, cable.branchPoints());
        assertEquals(cable.nodes() - 1, cable.edges().size(), "a tree");
        assertTrue(cable.edges().contains(new Cable.Edge(0, true, 1)));
        assertTrue(cable.edges().contains(new Cable.Edge(1, true, 5)), "the end of the parent");
        assertTrue(cable.edges().contains(new Cable.Edge(2, false, 5)), "the start of a child");
        assertTrue(cable.edges().contains(new Cable.Edge(3, false, 5)), "the start of the other child");
        assertTrue(cable.edges().contains(new Cable.Edge(3, true, 4)));
    }

    @Test
    void recordedCurrentsAreComputedOverAllCompartments() {
        Cell cell = cell();
        cell.select(0).record("i_HH");
        Program program = Lowering.lower(cell, 0.025);
        int current = program.variable("i_HH");
        assertEquals(Variable.Kind.CURRENT, program.variables().get(current).kind());
        assertEquals(5, program.variables().get(current).size());
        assertFalse(program.arguments().stream()
                .anyMatch(argument -> argument.kind() == ArgumentKind.VARIABLE && argument.index() == current));
        int[] writers = program.stages().stream()
                .filter(MembraneCurrent.class::isInstance)
                .mapToInt(stage -> ((MembraneCurrent) stage).current())
                .toArray();
        assertArrayEquals(new int[] {current, -1}, writers);
    }

    private static int[] rows(Program program, String name) {
        int variable = program.variable(name);
        assertTrue(variable >= 0, name + " is not in " + program.variables());
        int[] rows = program.variables().get(variable).rows();
        assertTrue(Arrays.stream(rows).allMatch(row -> row >= 0));
        return rows;
    }
}
