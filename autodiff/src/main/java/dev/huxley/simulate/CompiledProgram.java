package dev.huxley.simulate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.huxley.autograd.ForeignCollectors;
import dev.huxley.autograd.GradientMode;
import dev.huxley.autograd.Tape;
import dev.huxley.autograd.Tracking;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunGuard;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.tree.ArrayTree;
import java.util.function.Function;

/** A program with its kernel, and the rules of its runs. */
record CompiledProgram(Program program, Kernel kernel, Rules rules) implements AutoCloseable {
    /**
     * The rules that all runs of a simulation share.
     *
     * @param model what is simulated
     * @param guard lets one run happen at a time
     * @param keepsDivergedRows whether rows that leave the finite numbers are returned as they are
     */
    record Rules(NeuronModel model, RunGuard guard, boolean keepsDivergedRows) {}

    /** Runs the kernel as one node of the autograd graph: (batch, recordings, steps + 1). */
    NDArray run(NDManager manager, RunArguments arguments) {
        return run(manager, arguments, 0);
    }

    /**
     * Runs the kernel from a later step.
     *
     * @param firstStep the number of the first step, for messages and progress
     */
    NDArray run(NDManager manager, RunArguments arguments, int firstStep) {
        return Tape.apply(new EngineRun(this, arguments, firstStep), manager, arguments.arrays());
    }

    @Override
    public void close() {
        kernel.close();
    }

    /**
     * Evaluates a computation that contains runs. The tape that is open on this thread, if any, records it;
     * intermediate arrays are freed.
     *
     * @param manager gets the results
     * @param computation gets a manager for intermediate arrays
     * @param inputs trees of the given arrays
     */
    static NDList record(NDManager manager, Function<NDManager, NDList> computation, ArrayTree... inputs) {
        requireProcessor(manager.getDevice(), "the manager");
        for (ArrayTree tree : inputs) {
            tree.forEach((path, array) -> requireProcessor(array.getDevice(), "'" + path + "'"));
        }
        boolean isRecording = Tape.isRecording();
        try (GradientMode mode = GradientMode.of(isRecording);
                NDManager scratch = manager.newSubManager();
                NDScope scope = new NDScope()) {
            if (mode.wasRecording() && !isRecording) {
                requireUntrackedOrNoCollector(inputs);
            }
            scope.suppressNotUsedWarning();
            NDList results = computation.apply(scratch);
            for (NDArray result : results) {
                NDScope.unregister(result);
                result.attach(manager);
            }
            return results;
        }
    }

    private static void requireProcessor(Device device, String what) {
        if (!device.getDeviceType().equals(Device.Type.CPU)) {
            throw new IllegalArgumentException(what + " is on the device " + device
                    + ", but simulations run on the CPU; use arrays of HuxleyRuntime.newManager()");
        }
    }

    private static void requireUntrackedOrNoCollector(ArrayTree... inputs) {
        boolean[] tracked = {false};
        for (ArrayTree tree : inputs) {
            tree.forEach((path, array) -> tracked[0] |= Tracking.isTracked(array));
        }
        if (tracked[0]) {
            ForeignCollectors.requireNone();
        }
    }
}
