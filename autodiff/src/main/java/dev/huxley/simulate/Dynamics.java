package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model as a dynamical system: the map from the states to those one time step later, the vector field, and the
 * derivatives of both.
 *
 * <pre>{@code
 * try (NDManager manager = HuxleyRuntime.newManager();
 *         Simulation simulation = Simulation.of(cell).dt(0.025).build()) {
 *     Dynamics dynamics = simulation.dynamics();
 *     ArrayTree states = dynamics.initialStates(manager, Inputs.none());
 *     for (int k = 0; k < 200; k++) {
 *         states = dynamics.step(manager, states, Inputs.none().startingAt(k)); // sample k of the model's stimuli
 *     }
 * }
 * }</pre>
 *
 * <p>Steps are exactly those of a run: n steps give the trace of a run of n steps. The model's values are read anew at
 * every step. An open {@code Tape} records a step as it records a run, so a step has vector-Jacobian products too.
 *
 * <p>States are a tree by quantity: {@code "v"}, the gates and other states of all mechanisms and synapses, one element
 * per compartment or synapse that has the quantity, in their order; with a batch (batch, elements). A mechanism that
 * reads a membrane current gets that of the step before, so the current is a state too. Each element of a state that is
 * an array is a state of its own ({@code "trace[0]"}); a state that exists once in the model has one element. Networks
 * whose synapses have delays cannot be stepped.
 *
 * <p>Made by {@link Simulation#dynamics()} and closed with the simulation. The thread rules are those of a simulation.
 */
public final class Dynamics {
    /** The number of recorded values of states that are held at once: 32 MB. */
    private static final long HELD = 1L << 22;

    private final Simulation simulation;
    private final StepPrograms programs;
    private final long held;

    /**
     * A step, or the vector field, with its derivative.
     *
     * @param states the states after the step, or their rates
     * @param tangent their derivative in the given direction, in the same form
     */
    public record Moved(ArrayTree states, ArrayTree tangent) {
        @Override
        public String toString() {
            return "Moved[states " + Brief.list(states.paths()) + (tangent == null ? "" : ", with tangent") + "]";
        }
    }

    Dynamics(Simulation simulation) {
        this(simulation, HELD);
    }

    /**
     * @param held how many recorded states a run may hold at once
     */
    Dynamics(Simulation simulation, long held) {
        this.simulation = simulation;
        programs = new StepPrograms(simulation);
        this.held = held;
    }

    /** The time step in ms. */
    public double timeStep() {
        return programs.timeStep();
    }

    // ---- states as a vector ----

    /** The names of the states, in the order of the vector. */
    public List<String> names() {
        return alone(() -> programs.layout().names());
    }

    /** The number of elements of all states: the dimension of the dynamical system. */
    public long size() {
        return alone(() -> programs.layout().size());
    }

    /** The states, or their rates, in one vector: (size), with a batch (batch, size). Gradients pass. */
    public NDArray flatten(ArrayTree states) {
        return alone(() -> flattenAlone(states));
    }

    private NDArray flattenAlone(ArrayTree states) {
        boolean isOfField = states.size() < programs.layout().variables().length;
        return (isOfField ? programs.field().layout() : programs.layout()).flatten(states);
    }

    /** The states, or the rates, of a vector: the inverse of {@link #flatten}. Gradients pass. */
    public ArrayTree unflatten(NDArray vector) {
        return alone(() -> unflattenAlone(vector));
    }

    private ArrayTree unflattenAlone(NDArray vector) {
        Shape shape = vector.getShape();
        boolean isOfField = shape.dimension() > 0 && shape.get(shape.dimension() - 1) < size();
        return (isOfField ? programs.field().layout() : programs.layout()).unflatten(vector);
    }

    // ---- steps ----

    /**
     * The states at the start of a run with these inputs.
     *
     * @param manager owns the result
     */
    public ArrayTree initialStates(NDManager manager, Inputs inputs) {
        return alone(() -> initialStatesAlone(manager, inputs));
    }

    private ArrayTree initialStatesAlone(NDManager manager, Inputs inputs) {
        if (!inputs.states().isEmpty()) {
            throw new IllegalArgumentException(
                    "initial states are asked for, but the inputs set the states to begin with; leave those out");
        }
        StateLayout layout = programs.layout();
        return layout.tree(CompiledProgram.record(
                manager,
                scratch -> {
                    Batch batch = new Batch();
                    RunSource source = programs.source(scratch, inputs, batch);
                    Arguments arguments = programs.arguments(source);
                    NDList values = new NDList();
                    List<Integer> currents = new ArrayList<>();
                    for (int variable : layout.variables()) {
                        boolean isCurrent = programs.isCurrent(variable);
                        values.add(isCurrent ? null : arguments.of(new Argument(ArgumentKind.VARIABLE, variable)));
                        if (isCurrent) {
                            currents.add(values.size() - 1);
                        }
                    }
                    if (!currents.isEmpty()) {
                        NDList found = programs.initialCurrents(source);
                        for (int i = 0; i < currents.size(); i++) {
                            values.set(currents.get(i), found.get(i));
                        }
                    }
                    return shaped(layout.elements(values), batch);
                },
                inputs.tree()));
    }

    /**
     * The states one time step later.
     *
     * @param manager owns the result
     * @param states the states before
     * @param inputs parameters, waveforms and places as for a run; of every waveform the sample {@link
     *     Inputs#startingAt} is taken, the first one unless set, so one sample is enough
     */
    public ArrayTree step(NDManager manager, ArrayTree states, Inputs inputs) {
        RunResult outcome = advance(manager, inputs.states(states), 1);
        if (outcome.traces() != null) {
            outcome.traces().close();
        }
        return outcome.states();
    }

    /**
     * The states one time step later, and their derivative in a direction: the product of the step's Jacobian by its
     * states with a vector. Exact, by forward mode, with surrogate derivatives (such as that of a spike) where a
     * mechanism has them. Over many steps the growth of a tangent gives Lyapunov exponents.
     *
     * @param manager owns the result
     * @param states the states before
     * @param direction a vector in the form of states
     * @param inputs as for {@link #step(NDManager, ArrayTree, Inputs)}; constants of the derivative
     * @throws UnsupportedOperationException for an integrator whose derivative is not known; those of
     *     {@link dev.huxley.program.integrate.Integrators} are
     */
    public Moved step(NDManager manager, ArrayTree states, ArrayTree direction, Inputs inputs) {
        return alone(() -> stepAlone(manager, states, direction, inputs));
    }

    private Moved stepAlone(NDManager manager, ArrayTree states, ArrayTree direction, Inputs inputs) {
        StateLayout layout = programs.layout();
        layout.requireNames(direction);
        Inputs from = inputs.states(states);
        NDList results = CompiledProgram.record(
                manager,
                scratch -> {
                    Batch batch = new Batch();
                    RunSource source = programs.source(scratch, from, batch);
                    Map<Integer, NDArray> directions = programs.directions(source, direction);
                    RunArguments arguments = programs.binding(source, 1).arguments(List.of());
                    NDArray after = lastColumns(programs.step().run(scratch, arguments));
                    NDList rows = layout.rows(after, programs.recordings());
                    NDArray tangent = lastColumns(
                            programs.derivative().tangents(scratch, arguments, directions, programs.byVariable(rows)));
                    NDList values = layout.elements(rows);
                    values.addAll(layout.elements(layout.rows(tangent, 0)));
                    return shaped(values, batch);
                },
                from.tree(),
                direction);
        int half = results.size() / 2;
        return new Moved(layout.tree(results.subNDList(0, half)), layout.tree(results.subNDList(half)));
    }

    // ---- rates ----

    /**
     * The vector field: the rate (per ms) at which every state changes, in continuous time, whatever the time step and
     * the integrator. Membrane currents that are among the states are left out, since they follow from the others.
     * Recorded by an open {@code Tape}.
     *
     * <p>Jumps are not part of it: where a mechanism resets the voltage or raises a flag, the rate is that without the
     * jump.
     *
     * @param manager owns the result
     * @param states the states; membrane currents need not be among them
     * @param inputs as for {@link #step(NDManager, ArrayTree, Inputs)}: one sample of every stimulus is injected
     * @return the rates, by the names of the states
     * @throws UnsupportedOperationException if the model has clamps
     */
    public ArrayTree rates(NDManager manager, ArrayTree states, Inputs inputs) {
        return rates(manager, states, null, inputs).states();
    }

    /**
     * The vector field, and its derivative in a direction: the product of its Jacobian with a vector. Exact (forward
     * mode).
     *
     * @param direction a vector in the form of states, without membrane currents
     * @return the rates, and as tangent their derivative
     */
    public Moved rates(NDManager manager, ArrayTree states, ArrayTree direction, Inputs inputs) {
        return alone(() -> ratesAlone(manager, states, direction, inputs));
    }

    private Moved ratesAlone(NDManager manager, ArrayTree states, ArrayTree direction, Inputs inputs) {
        VectorFieldRuns field = programs.field();
        Inputs from = inputs.states(field.own(states));
        NDList results = CompiledProgram.record(
                manager,
                scratch -> {
                    Batch batch = new Batch();
                    return shaped(field.rates(programs.source(scratch, from, batch), direction), batch);
                },
                from.tree(),
                direction == null ? ArrayTree.empty() : direction);
        int count = field.layout().variables().length;
        StateLayout layout = field.layout();
        ArrayTree tangent = direction == null ? null : layout.tree(results.subNDList(count));
        return new Moved(layout.tree(results.subNDList(0, count)), tangent);
    }

    /**
     * Runs steps and gives the recorded traces, null if nothing is recorded, and the states at the end.
     *
     * @param steps the number of steps, -1 if the waveforms tell
     */
    RunResult advance(NDManager manager, Inputs inputs, int steps) {
        return alone(() -> advanceAlone(manager, inputs, steps));
    }

    private RunResult advanceAlone(NDManager manager, Inputs inputs, int steps) {
        StateLayout layout = programs.layout();
        int recorded = programs.recordings();
        if (inputs.states().isEmpty()) {
            ArrayTree initial = initialStates(manager, inputs);
            RunResult outcome = advanceAlone(manager, inputs.states(initial), steps);
            initial.forEach((path, array) -> array.close());
            return outcome;
        }
        NDList results = CompiledProgram.record(
                manager,
                scratch -> {
                    Batch batch = new Batch();
                    RunBinding binding = programs.binding(programs.source(scratch, inputs, batch), steps);
                    RunArguments whole = binding.arguments(List.of());
                    int chunk = (int) Math.max(1, Math.min(whole.steps(), held / (layout.size() * whole.batch())));
                    NDList traces = new NDList();
                    NDList states = null;
                    for (int first = 0, count; first < whole.steps(); first += count) {
                        int end = Math.min(whole.steps(), binding.nextChange(first));
                        count = Math.min(chunk, end - first);
                        RunArguments part = count == whole.steps() ? whole : binding.part(whole, states, first, count);
                        NDArray columns = programs.step().run(scratch, part, inputs.firstStep() + first);
                        states = layout.rows(lastColumns(columns), recorded);
                        if (recorded > 0) {
                            traces.add(columns.get(new NDIndex()
                                    .addAllDim()
                                    .addSliceDim(0, recorded)
                                    .addSliceDim(first == 0 ? 0 : 1, count + 1)));
                        }
                    }
                    NDList values = shaped(layout.elements(states), batch);
                    if (recorded > 0) {
                        NDArray joined = Concatenation.of(traces, 2);
                        Shape shape = joined.getShape();
                        values.add(batch.isPresent() ? joined : joined.reshape(shape.get(1), shape.get(2)));
                    }
                    return values;
                },
                inputs.tree());
        int count = layout.variables().length;
        NDArray traces = recorded > 0 ? results.get(count) : null;
        return new RunResult(traces, layout.tree(results.subNDList(0, count)));
    }

    private <T> T alone(Supplier<T> work) {
        return simulation.guard().alone(work);
    }

    void close() {
        programs.close();
    }

    /** The last column of (batch, recordings, columns): (batch, recordings). */
    private static NDArray lastColumns(NDArray traces) {
        Shape shape = traces.getShape();
        long last = shape.get(2) - 1;
        return traces.get(new NDIndex().addAllDim(2).addSliceDim(last, last + 1))
                .reshape(shape.get(0), shape.get(1));
    }

    /**
     * Arrays (1 or batch, rows) with the batch axis that the results have, or without; each with a handle of its own.
     */
    private static NDList shaped(NDList values, Batch batch) {
        NDList shaped = new NDList();
        for (NDArray value : values) {
            long rows = value.getShape().get(1);
            boolean isNarrow = value.getShape().get(0) != batch.size();
            NDArray wide = isNarrow ? value.broadcast(new Shape(batch.size(), rows)) : value;
            shaped.add(batch.isPresent() ? wide.reshape(batch.size(), rows) : wide.reshape(rows));
        }
        return shaped;
    }

    @Override
    public String toString() {
        return "Dynamics[of " + simulation + "]";
    }
}
