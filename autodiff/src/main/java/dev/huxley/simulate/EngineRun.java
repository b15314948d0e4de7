package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;

/** One run of a kernel as a node of the autograd graph. */
final class EngineRun implements AdjointFunction {
    private final Compiled compiled;
    private final RunArguments arguments;
    private final int firstStep;
    private Run run;

    /**
     * @param firstStep the number of the first step, for messages and progress
     */
    EngineRun(Compiled compiled, RunArguments arguments, int firstStep) {
        this.compiled = compiled;
        this.arguments = arguments;
        this.firstStep = firstStep;
    }

    @Override
    public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
        double timeStep = compiled.program().timeStep();
        run = compiled.guard().run(firstStep * timeStep, arguments.steps(), timeStep, control -> compiled.kernel()
                .run(manager, arguments, differentiable, control));
        return run.traces();
    }

    @Override
    public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
        return compiled.guard().afterRuns(() -> run.adjoint(manager, cotangent, wanted, RunControl.none()));
    }

    @Override
    public void release() {
        run.close();
    }
}
