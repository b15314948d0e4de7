package dev.huxley.simulate;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.huxley.engine.torch.TorchRuntime;
import dev.huxley.engine.torch.Tracking;
import dev.huxley.tree.Concatenation;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records what is computed with arrays, simulations included, so that gradients can be pulled back through all of it: any
 * loss written in NDArrays above a simulation, anything that made its inputs below, for instance a DJL network.
 *
 * <p>How: DJL has no way to give an operation a derivative of its own. So a simulation's traces are a fresh leaf for
 * PyTorch, and {@link #backward} works piecewise, newest simulation first: PyTorch pulls the loss back to the traces, the
 * engine's adjoint from there to the simulation's inputs, PyTorch from these inputs further down.
 *
 * <p>DJL allows one open collector per process; use a tape on the thread that opened it and close it.
 */
public final class Tape implements GradientCollector {
    private static final AtomicReference<Tape> OPEN = new AtomicReference<>();

    private record Node(AdjointFunction function, NDList inputs, boolean[] wanted, NDArray value) {}

    private final GradientCollector collector;
    private final NDManager manager;
    private final Thread thread = Thread.currentThread();
    private final List<Node> nodes = new ArrayList<>();
    /** Nodes whose values hold the gradient of an earlier backward pass. */
    private final List<Node> pulled = new ArrayList<>();

    private boolean closed;

    private Tape(GradientCollector collector) {
        this.collector = collector;
        manager = TorchRuntime.newManager();
    }

    /** Opens a tape. */
    public static Tape open() {
        TorchRuntime.prepare();
        GradientCollector collector;
        try {
            collector = Engine.getEngine("PyTorch").newGradientCollector();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "a tape or another DJL gradient collector is open already; close it first (one per process)", e);
        }
        Tape tape = new Tape(collector);
        OPEN.set(tape);
        return tape;
    }

    /**
     * The gradients of a loss with respect to a tree of arrays that require gradients. Unlike {@link #backward}, what
     * earlier backward passes left in the arrays' own gradients does not add up.
     *
     * @param loss a scalar, or the losses of a batch, whose sum is differentiated
     * @return arrays of the same paths and shapes, owned by the managers of the parameters; zeros where the loss does not
     *     depend on a parameter
     * @throws IllegalArgumentException if the loss does not depend on anything that requires a gradient
     */
    public Tree gradients(NDArray loss, Tree parameters) {
        parameters.forEach((path, array) -> {
            if (!array.hasGradient()) {
                throw new IllegalArgumentException("'" + path
                        + "' does not require a gradient; call setRequiresGradient(true) on it before the run");
            }
            clear(array);
        });
        backward(loss);
        Tree gradients = parameters.map(array -> {
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) array);
            NDArray copy = gradient == null
                    ? array.getManager().zeros(array.getShape(), array.getDataType())
                    : gradient.duplicate();
            if (gradient != null) {
                copy.attach(array.getManager());
                gradient.close();
            }
            return copy;
        });
        // Only now: PyTorch may let the gradients of several arrays share memory.
        parameters.forEach((path, array) -> clear(array));
        return gradients;
    }

    @Override
    public void backward(NDArray loss) {
        requireUsable();
        if (!Tracking.isTracked(loss)) {
            throw new IllegalArgumentException(
                    "the loss does not depend on anything that requires a gradient; was the"
                            + " simulation run before the tape was opened, or the graph cut (toType, duplicate, stopGradient)?");
        }
        boolean mode = JniUtils.isGradMode();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // So that a second backward pass adds nothing twice; one pass need not clear what nobody reads again.
            pulled.forEach(node -> clear(node.value));
            pulled.clear();
            boolean shared = !nodes.isEmpty();
            pull(loss, loss.onesLike(), shared);
            for (int i = nodes.size() - 1; i >= 0; i--) {
                pullThrough(nodes.get(i));
            }
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    private void pullThrough(Node node) {
        PtNDArray cotangent = JniUtils.getGradient((PtNDArray) node.value);
        if (cotangent == null) {
            return;
        }
        JniUtils.setGradMode(false);
        NDList gradients = node.function.backward(manager, cotangent, node.wanted);
        pulled.add(node);
        NDList inputs = new NDList();
        NDList weights = new NDList();
        JniUtils.setGradMode(true);
        for (int i = 0; i < node.wanted.length; i++) {
            if (node.wanted[i]) {
                inputs.add(node.inputs.get(i).flatten());
                weights.add(gradients.get(i).flatten());
            }
        }
        // One traversal for all inputs: the vector-Jacobian product of their concatenation.
        pull(Concatenation.of(inputs, 0), Concatenation.of(weights, 0), true);
    }

    private static void pull(NDArray value, NDArray cotangent, boolean keepGraph) {
        JniUtils.backward((PtNDArray) value, (PtNDArray) cotangent, keepGraph, false);
    }

    @Override
    public void zeroGradients() {
        collector.zeroGradients();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.compareAndSet(this, null);
        nodes.forEach(node -> node.function.release());
        nodes.clear();
        pulled.clear();
        manager.close();
        collector.close();
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("the tape is closed; take gradients before its try block ends");
        }
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException("the tape was opened on the thread '" + thread.getName()
                    + "' and is used on '" + Thread.currentThread().getName() + "'; use it where it was opened");
        }
    }

    /** Whether what is computed now on this thread is recorded. */
    static boolean isRecording() {
        Tape tape = OPEN.get();
        if (tape != null) {
            return tape.thread == Thread.currentThread() && JniUtils.isGradMode();
        }
        return false;
    }

    /**
     * Evaluates a function as one node of the graph.
     *
     * @param manager owns the value
     */
    static NDArray apply(AdjointFunction function, NDManager manager, NDList inputs) {
        boolean recording = isRecording();
        boolean[] wanted = new boolean[inputs.size()];
        boolean any = false;
        for (int i = 0; recording && i < wanted.length; i++) {
            wanted[i] = Tracking.isTracked(inputs.get(i));
            any |= wanted[i];
        }
        boolean mode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            NDArray value = function.forward(manager, inputs, any);
            if (!any) {
                function.release();
                return value;
            }
            try (value) {
                value.setRequiresGradient(true);
                Tape tape = OPEN.get();
                NDList own = new NDList(inputs.size());
                inputs.forEach(input -> own.add(tape.secondHandle(input)));
                tape.nodes.add(new Node(function, own, wanted, tape.secondHandle(value)));
                JniUtils.setGradMode(true);
                return parted(value);
            }
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    /**
     * The same numbers, as what splitting into one part gives: no copy is made of them, but one of their gradient.
     *
     * <p>It must be one: PyTorch takes over the gradient of a leaf without copying it, so the gradients of two leaves that
     * meet in a sum, reshaped, share memory, and accumulating or clearing one corrupts the other.
     */
    private static NDArray parted(NDArray value) {
        return JniUtils.split((PtNDArray) value, value.getShape().get(0), 0).get(0);
    }

    /** Throws an error when inputs are tracked for a collector that cannot see through simulations. */
    static void requireNoForeignCollector() {
        if (OPEN.get() != null) {
            return;
        }
        try (GradientCollector probe = Engine.getEngine("PyTorch").newGradientCollector()) {
            assert probe != null;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "a DJL gradient collector is open that cannot differentiate a simulation; use Tape.open() instead",
                    e);
        }
    }

    /** A handle on the same tensor: the same gradient and graph, whatever the caller does with its own handle. */
    private NDArray secondHandle(NDArray array) {
        NDArray handle = JniUtils.to((PtNDArray) array, array.getDataType(), array.getDevice());
        NDScope.unregister(handle);
        handle.attach(manager);
        return handle;
    }

    private static void clear(NDArray array) {
        JniUtils.zeroGrad((PtNDArray) array);
    }
}
