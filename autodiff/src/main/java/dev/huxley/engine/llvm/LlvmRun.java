package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the llvm engine: the batch goes through the kernel in blocks of the layout's lanes, each block in segments of
 * steps.
 *
 * <p><b>Checkpoints.</b> Forward, nothing is kept but the states at the segments' starts. The adjoint goes through the
 * segments backwards: it repeats a segment with the tape on and then goes back through the tape. Segments are so short
 * that the tape stays in the processor's second-level cache, unless the checkpoints would then exceed their budget. The
 * result does not depend on the length.
 */
final class LlvmRun implements Run {
    /** The size (floats) of a tape that stays in the cache. */
    private static final int CACHED_TAPE = 1 << 16;
    /** The floats that all checkpoints of a run may take, 256 MB in float64, before segments become longer. */
    private static final long CHECKPOINTS = 1 << 25;
    /** The floats of waveforms and traces that are handled at once: they stay in the first-level cache. */
    private static final int BUFFER_FLOATS = 1 << 12;

    private final LlvmKernel kernel;
    private final Program program;
    private final Layout layout;
    private final RunValues values;
    private final int recordings;
    private final int segment;
    private final NDArray traces;
    /** The checkpoints of every block; empty if the run is not differentiable or closed. */
    private final List<NativeMemory> checkpoints = new ArrayList<>();

    private final boolean differentiable;
    private boolean closed;

    LlvmRun(LlvmKernel kernel, Layout layout, NDManager owner, RunArguments arguments, boolean differentiable) {
        this.kernel = kernel;
        this.layout = layout;
        this.differentiable = differentiable;
        program = kernel.program();
        values = new RunValues(arguments);
        recordings = program.recordings().length;
        ForwardKernel forward = kernel.forward(layout);
        segment = differentiable ? checkpointedSegment(forward.plan()) : bufferedSegment(forward.plan());
        try {
            traces = array(owner, forward(forward), new Shape(values.batch(), recordings, values.steps() + 1));
        } catch (RuntimeException | Error e) {
            freeCheckpoints();
            throw e;
        }
        if (differentiable) {
            kernel.retain();
        }
    }

    @Override
    public NDArray traces() {
        return traces;
    }

    @Override
    public NDList adjoint(NDManager owner, NDArray cotangent, boolean[] wanted) {
        if (!differentiable || closed) {
            throw new IllegalStateException("this run was not made for differentiation, or is closed");
        }
        double[] cotangents = cotangent.toDoubleArray();
        double[][] gradients = new double[wanted.length][];
        for (int i = 0; i < wanted.length; i++) {
            gradients[i] = wanted[i] ? new double[values.size(i)] : null;
        }
        AdjointKernel adjoint = kernel.adjoint(layout, Wanted.of(program, wanted));
        ForwardKernel taped = adjoint.taped();
        try (BlockMemory memory = new BlockMemory(
                taped.plan(),
                values,
                kernel.precision(),
                taped.tables(),
                taped.sweeps(),
                segment,
                (long) segment * adjoint.stepFloats(),
                adjoint.startFloats())) {
            for (int block = 0; block < checkpoints.size(); block++) {
                pull(memory, adjoint, block, cotangents, gradients);
            }
        }
        NDList result = new NDList(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            result.add(wanted[i] ? array(owner, gradients[i], values.shape(i)) : null);
        }
        return result;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            freeCheckpoints();
            if (differentiable) {
                kernel.release();
            }
        }
    }

    private double[] forward(ForwardKernel forward) {
        MemoryPlan plan = forward.plan();
        long size = (long) values.batch() * recordings * (values.steps() + 1);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a run of " + values.batch() + " rows would record " + size
                    + " values, the limit is " + Integer.MAX_VALUE + "; use fewer rows, recordings or steps");
        }
        double[] recorded = new double[(int) size];
        try (BlockMemory memory =
                new BlockMemory(plan, values, kernel.precision(), forward.tables(), forward.sweeps(), segment, 0, 0)) {
            for (int first = 0; first < values.batch(); first += layout.lanes()) {
                memory.load(first);
                NativeMemory saved = null;
                if (differentiable) {
                    saved = NativeMemory.ofNumbers((long) segments() * plan.changingFloats(), kernel.precision());
                    checkpoints.add(saved);
                    // Before the start, which the adjoint repeats.
                    memory.saveTo(saved, 0);
                }
                memory.callStart(forward.prepare());
                memory.callStart(forward.start());
                memory.readTraces(recorded, 0, 1);
                for (int s = 0; s < segments(); s++) {
                    if (saved != null && s > 0) {
                        memory.saveTo(saved, s);
                    }
                    memory.loadWaveforms(from(s), to(s));
                    memory.callSteps(forward.steps(), to(s) - from(s));
                    memory.readTraces(recorded, from(s) + 1, to(s) - from(s));
                }
            }
        }
        return recorded;
    }

    /** Adds what one block contributes to the gradients. */
    private void pull(BlockMemory memory, AdjointKernel adjoint, int block, double[] cotangents, double[][] gradients) {
        memory.load(block * layout.lanes());
        memory.callStart(adjoint.taped().prepare());
        memory.clearCotangents();
        for (int s = segments() - 1; s >= 0; s--) {
            int steps = to(s) - from(s);
            memory.restoreFrom(checkpoints.get(block), s);
            if (s == 0) {
                memory.callStart(adjoint.taped().start());
            }
            memory.loadWaveforms(from(s), to(s));
            memory.callSteps(adjoint.taped().steps(), steps);
            memory.loadCotangents(cotangents, from(s) + 1, steps);
            memory.callSteps(adjoint.stepsAdjoint(), steps);
            for (int i = 0; i < gradients.length; i++) {
                if (gradients[i] != null
                        && BlockMemory.isWaveform(program.arguments().get(i))) {
                    memory.addWaveformGradient(i, gradients[i], from(s), to(s));
                }
            }
        }
        memory.loadCotangents(cotangents, 0, 1);
        memory.callStart(adjoint.startAdjoint());
        memory.callStart(adjoint.prepareAdjoint());
        for (int i = 0; i < gradients.length; i++) {
            if (gradients[i] != null
                    && !BlockMemory.isWaveform(program.arguments().get(i))) {
                memory.addGradient(i, gradients[i]);
            }
        }
    }

    private int checkpointedSegment(MemoryPlan plan) {
        int frame = kernel.frameFloats(plan);
        long blocks = (values.batch() + layout.lanes() - 1) / layout.lanes();
        long fitting = CACHED_TAPE / frame;
        long affordable = blocks * plan.changingFloats() * values.steps() / CHECKPOINTS;
        return (int) Math.min(values.steps(), Math.max(1, Math.max(fitting, affordable)));
    }

    private int bufferedSegment(MemoryPlan plan) {
        PlaceCode places = new PlaceCode(plan);
        int perStep = (places.samples() + places.recordings()) * layout.lanes();
        return Math.min(values.steps(), Math.max(16, BUFFER_FLOATS / perStep));
    }

    private int segments() {
        return (values.steps() + segment - 1) / segment;
    }

    private int from(int number) {
        return number * segment;
    }

    private int to(int number) {
        return Math.min(from(number) + segment, values.steps());
    }

    private void freeCheckpoints() {
        checkpoints.forEach(NativeMemory::close);
        checkpoints.clear();
    }

    private static NDArray array(NDManager owner, double[] values, Shape shape) {
        // DJL's array borrows the memory of the values; the copy owns its own.
        try (NDArray borrowed = owner.create(values, shape)) {
            NDArray owned = borrowed.duplicate();
            NDScope.unregister(owned);
            owned.attach(owner);
            return owned;
        }
    }
}
