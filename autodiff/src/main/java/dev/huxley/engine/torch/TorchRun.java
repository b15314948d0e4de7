package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.huxley.array.Concatenation;
import dev.huxley.autograd.Tracking;
import dev.huxley.engine.LostStep;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.program.Program;
import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run of the torch engine.
 *
 * <p><b>Checkpoints.</b> The time loop is cut into segments of about sqrt(steps). The forward pass keeps only the
 * states at the segments' starts. The adjoint goes through the segments backward: it repeats a segment with PyTorch's
 * tape on and pulls the cotangents of the segment's recorded values and final states back to its initial states and to
 * the arguments. So the tape never holds more than one segment (about 45 arrays a step for Hodgkin-Huxley), at the
 * price of one more forward pass; and its memory is reused from segment to segment, which saves most of that price.
 */
final class TorchRun implements Run {
    private final TorchKernel kernel;
    private final Program program;
    private final BatchPlan plan;
    private final RunArguments arguments;
    private final NDManager manager;
    private final RunPlaces places;
    private final DelayLines delayLines;
    private final NDList arrays;
    private final NDArray traces;
    private final int segment;
    /** For every row of the batch whether a state is not finite at the end. */
    private final boolean[] lost;

    private final List<NDArray[]> checkpoints = new ArrayList<>();

    TorchRun(
            TorchKernel kernel,
            BatchPlan plan,
            NDManager owner,
            RunArguments arguments,
            boolean differentiable,
            RunControl control) {
        this.kernel = kernel;
        this.program = kernel.program();
        this.plan = plan;
        this.arguments = arguments;
        lost = new boolean[arguments.batch()];
        segment = (int) Math.ceil(Math.sqrt(arguments.steps()));
        // Not below the owner, who may close it before the adjoint.
        manager = kernel.newManager();
        boolean mode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray perNanoampere = kernel.constant(CableStep.NANOAMPERE * program.timeStep());
            places = new RunPlaces(program, arguments, manager, kernel.type(), perNanoampere);
            delayLines = new DelayLines(program, arguments, manager, kernel.type());
            arrays = kernel.cast(manager, arguments.arrays());
            traces = forward(owner, differentiable, control);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        } finally {
            JniUtils.setGradMode(mode);
        }
        if (differentiable) {
            kernel.retain();
            plan.retain();
        } else {
            manager.close();
        }
    }

    @Override
    public NDArray traces() {
        return traces;
    }

    @Override
    public int[] lostRows() {
        return IntStream.range(0, lost.length).filter(row -> lost[row]).toArray();
    }

    @Override
    public LostStep lostStep(NDManager owner, int row, int stride, RunControl control) {
        RunArguments own = arguments.row(row);
        boolean mode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDManager scratch = kernel.newManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            BatchPlan ownPlan = kernel.newPlan(1);
            try {
                NDArray perNanoampere = kernel.constant(CableStep.NANOAMPERE * program.timeStep());
                RunPlaces ownPlaces = new RunPlaces(program, own, scratch, kernel.type(), perNanoampere);
                DelayLines ownLines = new DelayLines(program, own, scratch, kernel.type());
                NDList ownArrays = kernel.cast(scratch, own.arrays());
                return new LostStepSearch(
                                program,
                                scratch,
                                loops -> new TimeLoop(kernel, ownPlan, ownPlaces, ownLines, loops, ownArrays),
                                control)
                        .find(own.steps(), stride);
            } finally {
                ownPlan.release();
            }
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    private void markLost(NDArray[] states) {
        for (int i = 0; i < program.variables().size(); i++) {
            if (program.changesInTime(i) && states[i] != null && states[i].size() > 0) {
                double[] sums = states[i]
                        .toType(DataType.FLOAT64, false)
                        .sum(new int[] {1})
                        .toDoubleArray();
                for (int row = 0; row < sums.length; row++) {
                    lost[row] |= !Double.isFinite(sums[row]);
                }
            }
        }
    }

    private NDArray forward(NDManager owner, boolean differentiable, RunControl control) {
        NDList parts = new NDList();
        NDArray[] states = null;
        for (int from = 0; from < arguments.steps(); from += segment) {
            int to = Math.min(from + segment, arguments.steps());
            try (NDManager scratch = manager.newSubManager()) {
                TimeLoop loop = new TimeLoop(kernel, plan, places, delayLines, scratch, arrays);
                List<NDArray[]> recorded = new ArrayList<>();
                if (from == 0) {
                    states = checkpoint(loop.initialStates());
                    recorded.add(loop.record(states));
                }
                NDArray[] end = loop.run(states, from, to, recorded, step -> {
                    control.check();
                    control.advanced(1.0 / arguments.steps());
                });
                NDArray part = TimeLoop.stack(recorded);
                NDScope.unregister(part);
                part.attach(manager);
                parts.add(part);
                NDArray[] next = checkpoint(end);
                if (differentiable) {
                    checkpoints.add(states);
                } else {
                    StateCopies.free(states);
                }
                states = next;
            }
        }
        markLost(states);
        StateCopies.free(states);
        NDArray joined = Concatenation.of(parts, 2);
        NDArray result = joined.toType(DataType.FLOAT64, true);
        NDScope.unregister(result);
        result.attach(owner);
        parts.forEach(NDArray::close);
        return result;
    }

    @Override
    public NDList adjoint(NDManager owner, NDArray cotangent, boolean[] wanted, RunControl control) {
        if (checkpoints.isEmpty()) {
            throw new IllegalStateException("this run was not made for differentiation, or is closed");
        }
        boolean mode = JniUtils.isGradMode();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            JniUtils.setGradMode(false);
            NDList leaves = leaves(wanted);
            // A copy, since PyTorch may add to the array.
            NDArray pulled = cotangent.duplicate().toType(kernel.type(), true);
            NDArray[] later = null;
            for (int s = checkpoints.size() - 1; s >= 0; s--) {
                later = pull(s, leaves, pulled, later, control);
            }
            JniUtils.setGradMode(false);
            return gradients(owner, leaves, wanted);
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    /**
     * Differentiates one segment: adds to the gradients of the leaves.
     *
     * @param later cotangents of the states at the segment's end; null at the end of the run
     * @return cotangents of the states at the segment's start
     */
    private NDArray[] pull(int s, NDList leaves, NDArray cotangent, NDArray[] later, RunControl control) {
        int from = s * segment;
        int to = Math.min(from + segment, arguments.steps());
        NDArray[] before = new NDArray[checkpoints.get(s).length];
        try (NDManager scratch = manager.newSubManager()) {
            JniUtils.setGradMode(true);
            TimeLoop loop = new TimeLoop(kernel, plan, places, delayLines, scratch, leaves);
            List<NDArray[]> recorded = new ArrayList<>();
            NDArray[] start;
            if (s == 0) {
                // The initial states are functions of the arguments, so their gradients arrive there.
                start = loop.initialStates();
                recorded.add(loop.record(start));
            } else {
                start = startLeaves(checkpoints.get(s), scratch);
            }
            NDArray[] end = loop.run(start, from, to, recorded, step -> control.check());
            NDList outputs = new NDList();
            NDList weights = new NDList();
            outputs.add(TimeLoop.stack(recorded).flatten());
            int firstColumn = s == 0 ? 0 : from + 1;
            weights.add(cotangent
                    .get(new NDIndex().addAllDim(2).addSliceDim(firstColumn, to + 1))
                    .flatten());
            for (int i = 0; i < end.length; i++) {
                if (later != null && later[i] != null) {
                    outputs.add(end[i].flatten());
                    weights.add(later[i].flatten());
                }
            }
            PtNDArray output = (PtNDArray) Concatenation.of(outputs, 0);
            if (Tracking.isTracked(output)) {
                JniUtils.backward(output, (PtNDArray) Concatenation.of(weights, 0), false, false);
            }
            JniUtils.setGradMode(false);
            if (s > 0) {
                for (int i = 0; i < start.length; i++) {
                    if (start[i] != null) {
                        PtNDArray gradient = JniUtils.getGradient((PtNDArray) start[i]);
                        if (gradient != null) {
                            before[i] = gradient.duplicate();
                            before[i].attach(manager);
                        }
                    }
                }
            }
        }
        return before;
    }

    private NDArray[] startLeaves(NDArray[] states, NDManager scratch) {
        JniUtils.setGradMode(false);
        NDArray[] leaves = new NDArray[states.length];
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null) {
                leaves[i] = states[i].duplicate();
                leaves[i].attach(scratch);
                leaves[i].setRequiresGradient(true);
            }
        }
        JniUtils.setGradMode(true);
        return leaves;
    }

    private NDList leaves(boolean[] wanted) {
        NDList leaves = new NDList(arrays.size());
        for (int i = 0; i < arrays.size(); i++) {
            NDArray leaf = arrays.get(i);
            if (wanted[i]) {
                leaf = leaf.duplicate();
                leaf.setRequiresGradient(true);
            }
            leaves.add(leaf);
        }
        return leaves;
    }

    private NDList gradients(NDManager owner, NDList leaves, boolean[] wanted) {
        NDList gradients = new NDList(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            if (!wanted[i]) {
                gradients.add(null);
                continue;
            }
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) leaves.get(i));
            Shape shape = leaves.get(i).getShape();
            NDArray result =
                    gradient == null ? owner.zeros(shape, DataType.FLOAT64) : gradient.toType(DataType.FLOAT64, true);
            NDScope.unregister(result);
            result.attach(owner);
            gradients.add(result);
        }
        return gradients;
    }

    /** Copies of the states that the program changes, in the run's manager. */
    private NDArray[] checkpoint(NDArray[] states) {
        int variables = program.variables().size();
        return StateCopies.of(
                states, i -> i >= variables || program.variables().get(i).kind() != Kind.PARAMETER, manager);
    }

    @Override
    public void close() {
        manager.close();
        if (!checkpoints.isEmpty()) {
            checkpoints.clear();
            plan.release();
            kernel.release();
        }
    }
}
