package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.huxley.engine.RunArguments;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.lower.Lowering;
import dev.huxley.program.lower.SynapticDelays;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs behind {@link Dynamics}, compiled when first needed and again when the form of the model has changed,
 * and the arguments of their runs.
 */
final class StepPrograms {
    private final Simulation simulation;
    private final NeuronModel model;
    private final List<CompiledProgram> open = new ArrayList<>();
    private long revision = -1;

    private final Propagator.Known propagators = new Propagator.Known();

    /** The model as it is lowered for runs. */
    private Program plain;

    private StateLayout layout;
    /** Takes and gives the states; records the model's recordings before them. */
    private CompiledProgram step;
    /** Gives the currents at the initial states; null until needed. */
    private CompiledProgram start;
    /** Null until needed. */
    private StepTangents derivative;
    /** Null until needed. */
    private VectorFieldRuns field;

    StepPrograms(Simulation simulation) {
        this.simulation = simulation;
        model = simulation.model();
    }

    double timeStep() {
        return simulation.timeStep();
    }

    /** The states of the model as it is now; later calls use the same programs. */
    StateLayout layout() {
        refresh();
        return layout;
    }

    CompiledProgram step() {
        return step;
    }

    /** The number of traces that a step records before the states. */
    int recordings() {
        return plain.recordings().length;
    }

    boolean isCurrent(int variable) {
        return plain.variables().get(variable).isCurrent();
    }

    /** The sources of the arguments of runs. */
    RunSource source(NDManager manager, Inputs inputs, Batch batch) {
        return new RunSource(model, simulation.timeStep(), inputs, batch, manager, propagators);
    }

    /** The arguments of a run of the model that begins with initial states. */
    Arguments arguments(RunSource source) {
        return new Arguments(source, plain);
    }

    /** The binding of steps from the states of the inputs. */
    RunBinding binding(RunSource source, int steps) {
        return new RunBinding(source, step.program(), steps);
    }

    /** The carried currents at the initial states, (batch, rows) each. */
    NDList initialCurrents(RunSource source) {
        int[] currents =
                Arrays.stream(layout.variables()).filter(this::isCurrent).toArray();
        if (start == null) {
            start = compiled(CarriedState.recording(plain, currents));
        }
        RunArguments arguments = new RunBinding(source, start.program(), 1).argumentsOfRows();
        NDArray traces = start.run(source.manager(), arguments);
        NDArray first = traces.get(new NDIndex().addAllDim(2).addSliceDim(0, 1))
                .reshape(traces.getShape().get(0), traces.getShape().get(1));
        return new StateLayout(model, plain, currents).rows(first, 0);
    }

    /** The direction by variable, as arrays (1 or batch, rows). */
    Map<Integer, NDArray> directions(RunSource source, ArrayTree direction) {
        Arguments arguments = new Arguments(source, step.program());
        Map<Integer, NDArray> directions = new HashMap<>();
        for (int variable : layout.variables()) {
            directions.put(
                    variable,
                    arguments.of(direction, "direction", plain.variables().get(variable)));
        }
        return directions;
    }

    /** The derivative of a step. */
    StepTangents derivative() {
        if (derivative == null) {
            derivative = new StepTangents(step.program(), this::compiled);
        }
        return derivative;
    }

    /** Arrays in the order of the states by their variables. */
    Map<Integer, NDArray> byVariable(NDList values) {
        Map<Integer, NDArray> map = new HashMap<>();
        int[] variables = layout.variables();
        for (int i = 0; i < variables.length; i++) {
            map.put(variables[i], values.get(i));
        }
        return map;
    }

    /** The vector field of the model as it is now. */
    VectorFieldRuns field() {
        refresh();
        if (field == null) {
            field = new VectorFieldRuns(model, this::compiled);
        }
        return field;
    }

    /** Frees the compiled code. */
    void close() {
        open.forEach(CompiledProgram::close);
        open.clear();
        revision = -1;
    }

    private void refresh() {
        requireNoDelays();
        if (revision == model.revision()) {
            return;
        }
        Program lowered = Lowering.lower(model, simulation.timeStep(), simulation.integrator());
        close();
        plain = lowered;
        layout = new StateLayout(model, plain, CarriedState.carried(plain));
        start = null;
        derivative = null;
        field = null;
        step = compiled(CarriedState.of(plain));
        revision = model.revision();
    }

    /** Refuses a model with delayed synapses: the values on their way through the delays are not among the states. */
    private void requireNoDelays() {
        SynapticDelays delays = SynapticDelays.of(model, simulation.timeStep());
        for (Synapse type : model.synapseTypes()) {
            if (delays.slots(type.name()) > 0) {
                throw new UnsupportedOperationException(
                        "synapses of type " + type.name() + " have delays; a network with delays cannot be stepped,"
                                + " nor its run continue where another ended: run it as a"
                                + " whole, or set \"delay\" to 0");
            }
        }
    }

    private CompiledProgram compiled(Program program) {
        CompiledProgram compiled = simulation.compiled(program);
        open.add(compiled);
        return compiled;
    }
}
