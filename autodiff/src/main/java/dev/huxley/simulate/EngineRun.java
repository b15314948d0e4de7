package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.AdjointFunction;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.LostStep;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.program.Program;
import dev.huxley.program.Variable.Kind;
import java.util.stream.IntStream;

/** One run of a kernel as a node of the autograd graph. */
final class EngineRun implements AdjointFunction {
    private final CompiledProgram compiled;
    private final RunArguments arguments;
    private final int firstStep;
    private Run run;

    /**
     * @param firstStep the number of the first step, for messages and progress
     */
    EngineRun(CompiledProgram compiled, RunArguments arguments, int firstStep) {
        this.compiled = compiled;
        this.arguments = arguments;
        this.firstStep = firstStep;
    }

    @Override
    public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
        double timeStep = compiled.program().timeStep();
        run = compiled.rules()
                .guard()
                .run(firstStep * timeStep, arguments.steps(), timeStep, control -> compiled.kernel()
                        .run(manager, arguments, differentiable, control));
        requireFinite(manager);
        return run.traces();
    }

    /** Throws an error if a row has left the finite numbers, unless such rows are kept. */
    private void requireFinite(NDManager manager) {
        if (compiled.rules().keepsDivergedRows() || Tape.keepsDivergedRows()) {
            return;
        }
        int[] rows = run.lostRows();
        boolean areLost = rows.length > 0;
        rows = areLost ? rows : lostForATime();
        if (rows.length == 0) {
            return;
        }
        try {
            LostStep lost = run.lostStep(manager, rows[0], areLost ? LostStep.STRIDE : 1, RunControl.none());
            throw new DivergenceException(divergence(rows[0], lost), rows, arguments.batch());
        } finally {
            run.traces().close();
            run.close();
        }
    }

    /** The rows with a recorded state that is not finite at some time. (A voltage that overflows may be reset.) */
    private int[] lostForATime() {
        int[] recordings = compiled.program().recordings();
        double[] sums;
        try (NDArray sum = run.traces().sum(new int[] {2})) {
            sums = sum.toDoubleArray();
        }
        return IntStream.range(0, arguments.batch())
                .filter(row -> IntStream.range(0, recordings.length)
                        .anyMatch(i -> !Double.isFinite(sums[row * recordings.length + i])
                                && compiled.program()
                                                .variables()
                                                .get(recordings[i])
                                                .kind()
                                        == Kind.STATE))
                .toArray();
    }

    private Divergence divergence(int row, LostStep lost) {
        Program program = compiled.program();
        if (lost == null) {
            // The code of the search rounds differently from that of the run.
            String text = "left the finite numbers, but not when it was repeated alone; take a smaller time step";
            return new Divergence(row, -1, Double.NaN, "?", "?", text);
        }
        DivergenceSearch.Culprit culprit = new DivergenceSearch(program, arguments.row(row), lost).find();
        DivergenceText text = new DivergenceText(compiled.rules().model(), program);
        int step = firstStep + lost.step();
        return new Divergence(
                row,
                step,
                (step + 1) * program.timeStep(),
                culprit.quantity(),
                text.place(culprit),
                text.of(culprit, lost, step));
    }

    @Override
    public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
        return compiled.rules().guard().afterRuns(() -> run.adjoint(manager, cotangent, wanted, RunControl.none()));
    }

    @Override
    public void release() {
        run.close();
    }
}
