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
import dev.huxley.program.Program.Argument;
import dev.huxley.program.lower.Lowering;
import dev.huxley.program.lower.SynapticDelays;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs behind {@link Dynamics}, compiled when first needed and again when the form of the model has changed, and
 * the arguments of their runs.
 */
final class StepPrograms {
    private final Simulation simulation;
    private final NeuronModel model;
    private final List<CompiledProgram> open = new ArrayList<>();
    private long revision = -1;

    /** The model as it is lowered for runs. */
    private Program plain;

    private StateLayout layout;
    /** Takes and gives the states; records what the model records before them. */
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

    /** The states of the model as it is now: what is asked for next is of the same programs. */
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

    /** The arguments of a run of the model that begins with initial states. */
    Arguments arguments(NDManager manager, Inputs inputs, Batch batch) {
        return new Arguments(model, plain, inputs, batch, manager);
    }

    /**
     * The arguments of steps.
     *
     * @param arguments of all steps, with the propagators of the first
     * @param assembly where those of later steps come from
     */
    record Steps(RunArguments arguments, Assembly assembly) {}

    /** The arguments of steps from the states of the inputs. */
    Steps stepArguments(NDManager manager, Inputs inputs, int steps, Batch batch) {
        WaveformBinding protocol = new WaveformBinding(model, plain, inputs, batch, manager, steps);
        int[] rows = CarriedState.rows(step.program(), plain.recordings().length);
        int[][] own = protocol.recordingPlaces();
        int[][] all = new int[own.length][];
        for (int row = 0; row < own.length; row++) {
            all[row] = Arrays.copyOf(own[row], own[row].length + rows.length);
            System.arraycopy(rows, 0, all[row], own[row].length, rows.length);
        }
        Assembly assembly = assembly(manager, inputs, step.program(), protocol, batch);
        return new Steps(assembly.arguments(all, List.of()), assembly);
    }

    /** A part of the steps, from the states (batch, rows) with which the part before ended, null for the first. */
    RunArguments part(Steps steps, NDList states, int first, int count) {
        RunArguments whole = steps.arguments;
        NDList arrays = new NDList();
        List<Argument> arguments = step.program().arguments();
        int next = 0;
        for (int i = 0; i < arguments.size(); i++) {
            NDArray array = whole.arrays().get(i);
            switch (arguments.get(i).kind()) {
                case PROPAGATOR -> array = first == 0
                        ? array
                        : steps.assembly.propagator(arguments.get(i).index(), first);
                case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> array =
                        array.get(new NDIndex().addAllDim(2).addSliceDim(first, first + count));
                case VARIABLE -> {
                    if (states != null
                            && step.program().changesInTime(arguments.get(i).index())) {
                        array = states.get(next++);
                    }
                }
                default -> {
                    // The same for all steps.
                }
            }
            arrays.add(array);
        }
        return new RunArguments(
                whole.batch(),
                count,
                arrays,
                whole.stimulusPlaces(),
                whole.stimulusWaveforms(),
                whole.clampPlaces(),
                whole.recordingPlaces());
    }

    /** The carried currents at the initial states, (batch, rows) each. */
    NDList initialCurrents(NDManager manager, Inputs inputs, Batch batch) {
        int[] currents =
                Arrays.stream(layout.variables()).filter(this::isCurrent).toArray();
        if (start == null) {
            start = compiled(CarriedState.recording(plain, currents));
        }
        WaveformBinding protocol = new WaveformBinding(model, plain, inputs, batch, manager, 1);
        int[][] rows = {CarriedState.rows(start.program(), 0)};
        RunArguments arguments = runArguments(manager, inputs, start.program(), protocol, batch, rows);
        NDArray traces = start.run(manager, arguments);
        NDArray first = traces.get(new NDIndex().addAllDim(2).addSliceDim(0, 1))
                .reshape(traces.getShape().get(0), traces.getShape().get(1));
        return new StateLayout(model, plain, currents).rows(first, 0);
    }

    /** The direction as arrays (1 or batch, rows). */
    NDList directions(NDManager manager, Inputs inputs, ArrayTree direction, Batch batch) {
        Arguments arguments = new Arguments(model, step.program(), inputs, batch, manager);
        NDList directions = new NDList();
        for (int variable : layout.variables()) {
            directions.add(
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
            field = new VectorFieldRuns(model, plain, this::compiled);
        }
        return field;
    }

    /** Frees the compiled code. */
    void close() {
        open.forEach(CompiledProgram::close);
        open.clear();
        revision = -1;
    }

    private RunArguments runArguments(
            NDManager manager,
            Inputs inputs,
            Program program,
            WaveformBinding protocol,
            Batch batch,
            int[][] recordings) {
        return assembly(manager, inputs, program, protocol, batch).arguments(recordings, List.of());
    }

    private Assembly assembly(
            NDManager manager, Inputs inputs, Program program, WaveformBinding protocol, Batch batch) {
        Arguments values = new Arguments(model, program, inputs, batch, manager);
        return new Assembly(program, values, protocol, batch);
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

    /** Refuses a model with delayed synapses, because what is under way in them is not among the states. */
    private void requireNoDelays() {
        SynapticDelays delays = SynapticDelays.of(model, simulation.timeStep());
        for (Synapse type : model.synapseTypes()) {
            if (delays.slots(type.name()) > 0) {
                throw new UnsupportedOperationException(
                        "synapses of type " + type.name() + " have delays; a network with delays cannot be stepped,"
                                + " nor its run go on where another ended: run it as a"
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
