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
    private final Function<Program, CompiledProgram> compiler;
    private final VectorField field;
    private final StateLayout layout;
    private final CompiledProgram compiled;
    /** Null until needed. */
    private StepTangents derivative;

    /**
     * @param compiler compiles a program
     */
    VectorFieldRuns(NeuronModel model, Function<Program, CompiledProgram> compiler) {
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
     * @param source with states among the inputs
     * @param direction null if no tangents are asked for
     */
    NDList rates(RunSource source, ArrayTree direction) {
        NDManager manager = source.manager();
        Program program = field.program();
        RunBinding binding = new RunBinding(source, program, 1);
        Map<Integer, NDArray> directions = new HashMap<>();
        if (direction != null) {
            layout.requireNames(direction);
            for (int state : field.states()) {
                directions.put(state, binding.of(direction, "direction", state));
            }
        }
        for (int variable : field.collected()) {
            NDArray nothing = nothing(manager, variable);
            binding.give(variable, nothing);
            directions.put(variable, nothing);
        }
        RunArguments arguments = binding.argumentsOfRows();
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

    /** The rates from the traces at both ends of the step. */
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
