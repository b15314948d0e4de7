package dev.huxley.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/** Runs of one neuron in a batch, like those in a step of a fit: from arrays of parameters to traces or gradients. */
final class SimulationRuns implements AutoCloseable {
    /** The relative growth of the parameters from the first neuron of the batch to the last. */
    private static final double SPREAD = 0.1;

    private final MeasuredNeuron neuron;
    private final int batch;
    private final NDManager manager = HuxleyRuntime.newManager();
    private final Simulation simulation;
    private final ArrayTree parameters;
    private NDArray current;

    SimulationRuns(MeasuredNeuron neuron, int batch, String engine, Precision precision, int threads, int steps) {
        this.neuron = neuron;
        this.batch = batch;
        simulation = Simulation.of(neuron.cell())
                .dt(MeasuredNeuron.TIME_STEP)
                .engine(engine)
                .precision(precision)
                .threads(threads)
                .build();
        parameters = neuron.cell().parameters(manager).map(this::repeated);
        steps(steps);
    }

    /** Sets the number of steps of the runs from now on. */
    void steps(int steps) {
        if (current != null) {
            current.close();
        }
        current = manager.create(neuron.current(steps));
    }

    /** The steps of a run. */
    int steps() {
        return (int) current.getShape().get(0);
    }

    /** The factor by which the parameters of a neuron of the batch are multiplied. */
    double factor(int member) {
        return batch == 1 ? 1 : 1 + SPREAD * member / (batch - 1);
    }

    /** Runs to the traces. */
    void forward() {
        try (NDManager scratch = manager.newSubManager()) {
            requireFinite(run(scratch, leaves(scratch, false)), "voltage");
        }
    }

    /**
     * Runs, takes the Euclidean norm of the traces as a loss, and computes its gradient by all parameters. Among the
     * losses whose gradient depends on every value, PyTorch computes this one in the fewest passes over the traces: one
     * for the norm and two for its gradient; the mean square takes twice the time.
     */
    void gradient() {
        try (NDManager scratch = manager.newSubManager();
                Tape tape = Tape.open()) {
            ArrayTree leaves = leaves(scratch, true);
            NDArray loss = run(scratch, leaves).norm();
            tape.gradients(loss, leaves).forEach((path, array) -> requireFinite(array, "gradient of " + path));
        }
    }

    /** The trace of one neuron of the batch, mV. */
    double[] trace(int member) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray traces = run(scratch, leaves(scratch, false));
            return (batch == 1 ? traces : traces.get(member)).toDoubleArray();
        }
    }

    @Override
    public void close() {
        simulation.close();
        manager.close();
    }

    private NDArray run(NDManager scratch, ArrayTree leaves) {
        return simulation.run(scratch, Inputs.of(leaves).waveform(0, current));
    }

    private NDArray repeated(NDArray array) {
        double[] own = array.toDoubleArray();
        if (batch == 1) {
            return manager.create(own);
        }
        double[] values = new double[batch * own.length];
        Arrays.setAll(values, i -> own[i % own.length] * factor(i / own.length));
        return manager.create(values, new Shape(batch, own.length));
    }

    private ArrayTree leaves(NDManager scratch, boolean withGradient) {
        return parameters.map(array -> {
            NDArray leaf = array.duplicate();
            leaf.attach(scratch);
            leaf.setRequiresGradient(withGradient);
            return leaf;
        });
    }

    /** Checks only the last element, which depends on the whole run; reading all of a large batch takes time. */
    private static void requireFinite(NDArray array, String what) {
        long[] last =
                Arrays.stream(array.getShape().getShape()).map(size -> size - 1).toArray();
        double value = array.getDouble(last);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("the " + what + " is " + value + ", so its time would mean nothing");
        }
    }
}
