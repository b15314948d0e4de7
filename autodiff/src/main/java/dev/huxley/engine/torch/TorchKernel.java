package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.huxley.array.Precision;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Narrowed;
import dev.huxley.engine.RowReceiver;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A program on the torch engine: replays of its graphs, and their index arrays for the batch size used last. */
final class TorchKernel implements Kernel {
    private final Program program;
    private final Precision precision;
    private final DataType type;
    private final NDManager manager;
    private final HinesSolve treeSolve;
    private final Map<Stage, GraphReplay> replays = new IdentityHashMap<>();
    private final Map<Double, NDArray> constants = new HashMap<>();
    private BatchPlan plan;
    private int openRuns;
    private boolean closed;

    TorchKernel(Program program, Precision precision) {
        this.program = Narrowed.of(program, precision);
        this.precision = precision;
        this.type = precision.dataType();
        manager = NDManager.newBaseManager("PyTorch");
        treeSolve = new HinesSolve(program.cable());
        for (Stage stage : this.program.stages()) {
            stage.evaluated().ifPresent(graph -> replays.put(stage, new GraphReplay(graph, manager, type)));
        }
    }

    @Override
    public Run run(NDManager owner, RunArguments arguments, boolean differentiable, RunControl control) {
        arguments.check(program);
        if (plan == null || plan.batch != arguments.batch()) {
            if (plan != null) {
                plan.release();
            }
            plan = newPlan(arguments.batch());
        }
        return new TorchRun(this, plan, owner, arguments, differentiable, control);
    }

    @Override
    public void stream(NDManager owner, List<RunArguments> runs, int every, RowReceiver receiver, RunControl control) {
        for (int i = 0; i < runs.size(); i++) {
            try (NDManager scratch = owner.newSubManager();
                    Run run = run(scratch, runs.get(i), false, control)) {
                new TraceRows(run, every).handTo(receiver, i);
            }
        }
    }

    /** The index arrays for a batch; the caller releases them. */
    BatchPlan newPlan(int batch) {
        return new BatchPlan(program, treeSolve, manager, type, batch);
    }

    Program program() {
        return program;
    }

    Precision precision() {
        return precision;
    }

    DataType type() {
        return type;
    }

    GraphReplay replay(Stage stage) {
        return replays.get(stage);
    }

    /** A number as an array in the precision of the kernel. */
    synchronized NDArray constant(double value) {
        return constants.computeIfAbsent(value, v -> {
            NDArray constant = manager.create(v).toType(type, false);
            NDScope.unregister(constant);
            return constant;
        });
    }

    /** Arrays in the precision of the kernel, as leaves or constants of a graph of their own. */
    NDList cast(NDManager owner, NDList arrays) {
        NDList cast = new NDList(arrays.size());
        for (NDArray array : arrays) {
            // A copy outside the caller's graph: the caller may close or overwrite the original before the adjoint.
            NDArray own = array.getDataType() == type ? array.duplicate() : array.toType(type, true);
            NDScope.unregister(own);
            own.attach(owner);
            cast.add(own);
        }
        return cast;
    }

    /** A manager for the memory of one run. */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /** Keeps the kernel's arrays until the run that will be differentiated is closed. */
    synchronized void retain() {
        openRuns++;
    }

    synchronized void release() {
        openRuns--;
        closeIfUnused();
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (closed && openRuns == 0) {
            manager.close();
        }
    }
}
