package dev.huxley.engine.llvm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.LlvmKernel;
import dev.huxley.engine.llvm.ir.VectorMathTest;
import dev.huxley.library.Resources;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Variable;
import dev.huxley.program.lower.Lowering;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A processor with fewer instructions computes the same, with and without fused multiply-add and wide vectors. */
public class TargetsTest {
    private static final int STEPS = 60;
    private static final int BRANCHES = 3;
    private static final int COMPARTMENTS = 2 * BRANCHES;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @CsvSource({"1, FLOAT64", "9, FLOAT64", "1, FLOAT32", "9, FLOAT32"})
    void tracesAndGradientsAreThoseOfTheHost(int batch, Precision precision) {
        List<Target> targets = VectorMathTest.targets().toList();
        Assumptions.assumeTrue(targets.size() > 1, "skipped: only one kind of processor to compile for");
        Results host = run(targets.get(0), batch, precision);
        double peak = Arrays.stream(host.traces()).max().orElseThrow();
        assertTrue(peak > 0, "there is no spike: " + peak + " mV at most");
        double allowed = precision == Precision.FLOAT64 ? 1e-9 : 2e-3;
        for (Target target : targets.subList(1, targets.size())) {
            Results results = run(target, batch, precision);
            assertClose("trace", target, host.traces(), results.traces(), allowed);
            for (int i = 0; i < host.gradients().size(); i++) {
                assertClose(
                        "gradient " + i,
                        target,
                        host.gradients().get(i),
                        results.gradients().get(i),
                        10 * allowed);
            }
        }
    }

    private record Results(double[] traces, List<double[]> gradients) {}

    private static Results run(Target target, int batch, Precision precision) {
        Cell cell = cell();
        Program program = Lowering.lower(cell, 0.05);
        try (NDManager manager = HuxleyRuntime.newManager();
                LlvmKernel kernel = new LlvmKernel(program, precision, new Resources(2, 1L << 28), target)) {
            RunArguments arguments = arguments(manager, program, cell, batch);
            try (Run run = kernel.run(manager, arguments, true, RunControl.none())) {
                boolean[] wanted = new boolean[arguments.arrays().size()];
                Arrays.fill(wanted, true);
                NDArray ones = run.traces().onesLike();
                List<double[]> gradients = new ArrayList<>();
                run.adjoint(manager, ones, wanted, RunControl.none())
                        .forEach(gradient -> gradients.add(gradient.toDoubleArray()));
                return new Results(run.traces().toDoubleArray(), gradients);
            }
        }
    }

    /** The arguments of a run of the cell. */
    public static RunArguments arguments(NDManager manager, Program program, Cell cell, int batch) {
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            arrays.add(array(manager, program, argument, cell, batch));
        }
        return new RunArguments(batch, STEPS, arrays, new int[][] {{0}}, new int[] {0}, List.of(), new int[][] {{3}});
    }

    /** The values of the cell, a little different in every row of the batch. */
    private static NDArray array(NDManager manager, Program program, Argument argument, Cell cell, int batch) {
        double[] values =
                switch (argument.kind()) {
                    case VARIABLE -> variable(program.variables().get(argument.index()), cell);
                    case AXIAL_CONDUCTANCE -> constant(program.cable().edges().size(), 3e5);
                    case STIMULUS -> constant(STEPS, 2);
                    default -> throw new IllegalArgumentException("the program has " + argument);
                };
        double[] all = new double[batch * values.length];
        Arrays.setAll(all, i -> values[i % values.length] * (1 + 0.01 * (i / values.length)));
        Shape shape = argument.kind() == Program.ArgumentKind.STIMULUS
                ? new Shape(batch, 1, STEPS)
                : new Shape(batch, values.length);
        return manager.create(all, shape);
    }

    private static double[] variable(Variable variable, Cell cell) {
        return variable.name().equals("area")
                ? constant(COMPARTMENTS, 2 * Math.PI * 5 * 20)
                : Arrays.stream(variable.rows())
                        .mapToDouble(
                                row -> cell.nodes().numbers(variable.name()).value(row))
                        .toArray();
    }

    private static double[] constant(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    public static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        assertEquals(COMPARTMENTS, cell.structure().compartments());
        cell.insert(new HH());
        cell.branch(0).comp(0).stimulate(Waveform.of(new double[STEPS], 0.05));
        cell.branch(1).comp(1).record("v");
        return cell;
    }

    private static void assertClose(String what, Target target, double[] expected, double[] actual, double allowed) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            assertTrue(
                    difference <= allowed * largest,
                    what + "[" + i + "] is " + actual[i] + " on " + target.cpu() + " and " + expected[i]
                            + " here, the largest is " + largest);
        }
    }
}
