package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.huxley.array.Concatenation;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Records computations with arrays, simulations included, so that gradients can be pulled back through all of them:
 * through any loss of a simulation's traces written in NDArrays, and through whatever made its inputs, for instance a
 * DJL network.
 *
 * <p>Method: DJL cannot give an operation a derivative of its own. So the traces of a simulation are a fresh leaf for
 * PyTorch, and {@link #backward} works piecewise, newest simulation first: PyTorch pulls the loss back to the traces,
 * the engine's adjoint from there to the simulation's inputs, PyTorch from these inputs further down.
 *
 * <p>A tape belongs to the thread that opened it: it records what this thread computes, is used and closed there, and
 * there is one at a time. Other threads may have tapes of their own at the same time. They may share parameters; each
 * gets its own {@link #gradients}, while {@link #backward} adds up in the arrays what all of them pull back. A run is
 * differentiated by the tape that recorded it, while that is open; to any other tape its traces are constants.
 */
public final class Tape implements GradientCollector {
    private static final ThreadLocal<Tape> OPEN = new ThreadLocal<>();

    private record Node(AdjointFunction function, NDList inputs, boolean[] wanted, NDArray value) {}

    private final boolean modeBefore;
    private final NDManager manager;
    private final Thread thread = Thread.currentThread();
    private final List<Node> nodes = new ArrayList<>();
    /** Nodes whose values hold the gradient of an earlier backward pass. */
    private final List<Node> pulled = new ArrayList<>();

    private boolean keepsDivergedRows;
    private boolean closed;

    private Tape(boolean modeBefore) {
        this.modeBefore = modeBefore;
        manager = TorchRuntime.newManager();
    }

    /**
     * Opens a tape on this thread.
     *
     * @throws IllegalStateException if one is open on this thread, or one of DJL's own collectors anywhere
     */
    public static Tape open() {
        TorchRuntime.requireOwnedMemory();
        if (OPEN.get() != null) {
            throw new IllegalStateException("a tape is open on the thread '"
                    + Thread.currentThread().getName() + "' already; close it first, or take all gradients from it");
        }
        boolean modeBefore = JniUtils.isGradMode();
        ForeignCollectors.bar();
        Tape tape = new Tape(modeBefore);
        OPEN.set(tape);
        JniUtils.setGradMode(true);
        return tape;
    }

    /**
     * The gradients of a loss with respect to a tree of arrays that require gradients. Unlike with {@link #backward},
     * gradients of earlier backward passes do not add up.
     *
     * @param loss a scalar, or the losses of a batch, whose sum is differentiated
     * @return arrays of the same paths and shapes, owned by the managers of the parameters; zeros where the loss does
     *     not depend on a parameter
     * @throws IllegalArgumentException if the loss does not depend on anything that requires a gradient
     */
    public ArrayTree gradients(NDArray loss, ArrayTree parameters) {
        requireUsable();
        try (NDArray ones = loss.onesLike()) {
            return gradients(loss, ones, parameters);
        }
    }

    /**
     * The gradients of the sum of a value's elements, each times its cotangent: the product of the cotangent and the
     * Jacobian matrix. If the cotangent of a voltage is its difference from a recording, for instance, this is half the
     * gradient of the squared error.
     *
     * @param value of any shape
     * @param cotangent of the same shape; a constant, whatever it was computed from
     * @return as for {@link #gradients(NDArray, ArrayTree)}
     * @throws IllegalArgumentException if the shapes differ, or the value does not depend on anything that requires a
     *     gradient
     */
    public ArrayTree gradients(NDArray value, NDArray cotangent, ArrayTree parameters) {
        requireUsable();
        requireFitting(value, cotangent);
        parameters.forEach((path, array) -> {
            if (!array.hasGradient()) {
                throw new IllegalArgumentException("'" + path
                        + "' does not require a gradient; call setRequiresGradient(true) on it before the run");
            }
        });
        LeavesInUse leaves = LeavesInUse.of(parameters);
        try {
            parameters.forEach((path, array) -> clear(array));
            pullBack(value, cotangent);
            ArrayTree gradients = parameters.map(Tape::copyOfGradient);
            // Only now: PyTorch may let the gradients of several arrays share memory.
            parameters.forEach((path, array) -> clear(array));
            return gradients;
        } finally {
            leaves.close();
        }
    }

    private static NDArray copyOfGradient(NDArray array) {
        try (PtNDArray gradient = JniUtils.getGradient((PtNDArray) array)) {
            if (gradient == null) {
                return array.getManager().zeros(array.getShape(), array.getDataType());
            }
            NDArray copy = gradient.duplicate();
            copy.attach(array.getManager());
            return copy;
        }
    }

    @Override
    public void backward(NDArray loss) {
        requireUsable();
        try (NDArray ones = loss.onesLike()) {
            pullBack(loss, ones);
        }
    }

    private void pullBack(NDArray loss, NDArray cotangent) {
        if (!Tracking.isTracked(loss)) {
            throw new IllegalArgumentException(
                    "the loss does not depend on anything that requires a gradient; was the simulation run before the"
                            + " tape was opened, or the graph cut (toType, duplicate, stopGradient)?");
        }
        boolean mode = JniUtils.isGradMode();
        boolean complete = false;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // A second backward pass must add nothing twice; a single pass need not clear what nobody reads again.
            pulled.forEach(node -> clear(node.value));
            pulled.clear();
            boolean shared = !nodes.isEmpty();
            pull(loss, cotangent, shared);
            for (int i = nodes.size() - 1; i >= 0; i--) {
                pullThrough(nodes.get(i));
            }
            complete = true;
        } finally {
            if (!complete) {
                nodes.forEach(node -> clear(node.value));
            }
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

    /** Sets the gradients of all arrays of the process to zero, as DJL's collectors do. */
    @Override
    public void zeroGradients() {
        requireUsable();
        ForeignCollectors.zeroGradients();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        requireOwnThread();
        closed = true;
        OPEN.remove();
        try {
            nodes.forEach(node -> node.function.release());
        } finally {
            nodes.clear();
            pulled.clear();
            manager.close();
            ForeignCollectors.unbar();
            JniUtils.setGradMode(modeBefore);
        }
    }

    private static void requireFitting(NDArray value, NDArray cotangent) {
        if (!value.getShape().equals(cotangent.getShape())) {
            throw new IllegalArgumentException("the cotangent has the shape " + cotangent.getShape()
                    + ", the value that is differentiated " + value.getShape() + "; they must be the same");
        }
        if (value.getDataType() != cotangent.getDataType()) {
            throw new IllegalArgumentException("the cotangent holds " + cotangent.getDataType()
                    + ", the value that is differentiated " + value.getDataType() + "; convert it with toType");
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("the tape is closed; take gradients before its try block ends");
        }
        requireOwnThread();
    }

    private void requireOwnThread() {
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException("the tape was opened on the thread '" + thread.getName()
                    + "' and is used on '" + Thread.currentThread().getName() + "'; use it where it was opened");
        }
    }

    /**
     * Lets recorded runs return rows of a batch that leave the finite numbers, instead of throwing a {@code
     * DivergenceException}: where several fits share a batch, the others continue.
     *
     * @return this
     */
    public Tape keepDivergedRows() {
        keepsDivergedRows = true;
        return this;
    }

    /** Tells whether the tape that records on this thread keeps rows that leave the finite numbers. */
    public static boolean keepsDivergedRows() {
        Tape tape = OPEN.get();
        return tape != null && tape.thread == Thread.currentThread() && tape.keepsDivergedRows;
    }

    /** Tells whether computations on this thread are being recorded. */
    public static boolean isRecording() {
        return OPEN.get() != null && JniUtils.isGradMode();
    }

    /**
     * Evaluates a function as one node of the graph.
     *
     * @param manager owns the value
     */
    public static NDArray apply(AdjointFunction function, NDManager manager, NDList inputs) {
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
     * The same numbers, as the only part of a split into one: the numbers are not copied, but their gradient is.
     *
     * <p>It must be one: PyTorch takes over the gradient of a leaf without copying it, so the gradients of two leaves
     * that meet in a sum, reshaped, share memory, and accumulating or clearing one corrupts the other.
     */
    private static NDArray parted(NDArray value) {
        return JniUtils.split((PtNDArray) value, value.getShape().get(0), 0).get(0);
    }

    /**
     * A second handle on the same tensor, with the same gradient and graph, which stays valid whatever the caller does
     * with its own.
     */
    private NDArray secondHandle(NDArray array) {
        NDArray handle = JniUtils.to((PtNDArray) array, array.getDataType(), array.getDevice());
        NDScope.unregister(handle);
        handle.attach(manager);
        return handle;
    }

    private static void clear(NDArray array) {
        JniUtils.zeroGrad((PtNDArray) array);
    }

    @Override
    public String toString() {
        return "Tape[" + (closed ? "closed" : "open") + "]";
    }
}
