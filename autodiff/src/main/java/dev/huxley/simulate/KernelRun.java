package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.AdjointFunction;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;

/** The only run of a kernel, as a node of the autograd graph; the kernel is freed with it. */
final class KernelRun implements AdjointFunction {
    private final Kernel kernel;
    private final RunArguments arguments;
    private Run run;

    KernelRun(Kernel kernel, RunArguments arguments) {
        this.kernel = kernel;
        this.arguments = arguments;
    }

    @Override
    public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
        run = kernel.run(manager, arguments, differentiable, RunControl.none());
        return run.traces();
    }

    @Override
    public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
        return run.adjoint(manager, cotangent, wanted, RunControl.none());
    }

    @Override
    public void release() {
        run.close();
        kernel.close();
    }
}
