package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.RunArguments;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.derive.VectorField;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.program.lower.Lowering;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The vector field of a model, compiled, and the arguments of its runs: see {@link VectorField}. */
final class VectorFieldRuns {
    private final NeuronModel model;
    /** The model as it is lowered for runs. */
    private final Program plain;

    private final Function<Program, CompiledProgram> compiler;
    private final VectorField field;
    private final StateLayout layout;
    private final CompiledProgram compiled;
    /** Null until needed. */
    private StepTangents derivative;

    /**
     * @param plain the model as it is lowered for runs
     * @param compiler compiles a program
     */
    VectorFieldRuns(NeuronModel model, Program plain, Function<Program, CompiledProgram> compiler) {
        this.model = model;
        this.plain = plain;
        this.compiler = compiler;
        field = VectorField.of(timeStep -> Lowering.lower(model, timeStep, Integrators.forwardEuler()));
        layout = new StateLayout(model, field.program(), field.states());
        compiled = compiler.apply(field.program());
    }

    /** The states of which there are rates. */
    StateLayout layout() {
        return layout;
    }

    /** The states among these that have rates. */
    ArrayTree own(ArrayTree states) {
        ArrayTree own = ArrayTree.empty();
        for (String name : layout.names()) {
            own = own.with(name, states.get(name));
        }
        return own;
    }

    /**
     * The rates, (batch, elements) per state, then their tangents.
     *
     * @param inputs with states
     * @param direction null if no tangents are asked for
     */
    NDList rates(NDManager manager, Inputs inputs, ArrayTree direction, Batch batch) {
        Program program = field.program();
        Arguments values = new Arguments(model, program, inputs, batch, manager);
        Map<Integer, NDArray> directions = new HashMap<>();
        if (direction != null) {
            layout.requireNames(direction);
            for (int state : field.states()) {
                directions.put(
                        state,
                        values.of(direction, "direction", program.variables().get(state)));
            }
            for (int variable : field.collected()) {
                directions.put(variable, nothing(manager, variable));
            }
        }
        WaveformBinding protocol = new WaveformBinding(model, plain, inputs, batch, manager, 1);
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            boolean isCollected = argument.kind() == ArgumentKind.VARIABLE && isCollected(argument.index());
            arrays.add(
                    isCollected
                            ? nothing(manager, argument.index())
                            : argument.kind() == ArgumentKind.STIMULUS ? protocol.stimuli() : values.of(argument));
        }
        int[][] rows = {CarriedState.rows(program, 0)};
        RunArguments arguments = new RunArguments(
                batch.size(),
                1,
                arrays,
                protocol.stimulusPlaces(),
                protocol.stimulusWaveforms(),
                new ArrayList<>(),
                rows);
        NDArray traces = compiled.run(manager, arguments);
        NDList result = rates(traces, program.recordings());
        if (direction != null) {
            if (derivative == null) {
                derivative = new StepTangents(program, compiler);
            }
            int[] carried = CarriedState.carried(program);
            NDArray tangents = derivative.tangents(manager, arguments, directions, Map.of());
            result.addAll(rates(tangents, expanded(program, carried)));
        }
        return result;
    }

    /** The rates from what was recorded at both ends of the step. */
    private NDList rates(NDArray traces, int[] variables) {
        Map<Integer, NDArray> before = new HashMap<>();
        Map<Integer, NDArray> after = new HashMap<>();
        long batch = traces.getShape().get(0);
        for (int from = 0; from < variables.length; ) {
            int variable = variables[from];
            int to = from + field.program().variables().get(variable).size();
            NDArray own =
                    traces.get(new NDIndex().addAllDim().addSliceDim(from, to).addAllDim());
            before.put(
                    variable,
                    own.get(new NDIndex().addAllDim(2).addSliceDim(0, 1)).reshape(batch, to - from));
            after.put(
                    variable,
                    own.get(new NDIndex().addAllDim(2).addSliceDim(1, 2)).reshape(batch, to - from));
            from = to;
        }
        NDList rates = new NDList();
        for (int i = 0; i < field.states().length; i++) {
            int state = field.states()[i];
            NDArray rate = after.get(field.collected()[i]);
            if (field.flows()[i]) {
                rate = rate.add(after.get(state).sub(before.get(state)));
            } else if (field.isPumped()[i]) {
                rate = rate.add(after.get(state));
            }
            rates.add(rate);
        }
        return layout.elements(rates);
    }

    private boolean isCollected(int variable) {
        for (int collected : field.collected()) {
            if (collected == variable) {
                return true;
            }
        }
        return false;
    }

    private NDArray nothing(NDManager manager, int variable) {
        long rows = field.program().variables().get(variable).size();
        return manager.zeros(new Shape(1, rows), DataType.FLOAT64);
    }

    private static int[] expanded(Program program, int[] variables) {
        List<Integer> all = new ArrayList<>();
        for (int variable : variables) {
            for (int row = 0; row < program.variables().get(variable).size(); row++) {
                all.add(variable);
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
