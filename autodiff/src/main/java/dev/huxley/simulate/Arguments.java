package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.LastingArrays;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.tree.ArrayTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The arguments of a program in one run, except waveforms, made from the model's values and the run's inputs. */
final class Arguments {
    private final NeuronModel model;
    private final Program program;
    private final ArrayTree states;
    private final Batch batch;
    private final DenseValues values;
    private final RunSource source;
    private final Geometry geometry;
    private final Inputs inputs;
    /** Arguments of another run with the same parameters; null if there is none. */
    private final Arguments like;
    /** The arguments that do not change in time, for other runs with the same parameters. */
    private final Map<Argument, NDArray> constants = new HashMap<>();

    /** The arguments that were made of the model's own values, for later runs of the same program. */
    static final class Known {
        private record Entry(NDArray array, List<DenseValues.Read> reads) {}

        private final LastingArrays arrays;
        private final Map<Argument, Entry> entries = new HashMap<>();

        Known(LastingArrays arrays) {
            this.arrays = arrays;
        }

        /** The array of an argument, if no value that it was made of has changed; else null. */
        private NDArray find(Argument argument, DenseValues values) {
            Entry entry = entries.get(argument);
            return entry != null && values.areCurrent(entry.reads) ? entry.array : null;
        }

        private NDArray keep(Argument argument, NDArray array, List<DenseValues.Read> reads) {
            Entry entry = new Entry(arrays.copyOf(array), reads);
            Entry before = entries.put(argument, entry);
            if (before != null) {
                arrays.discard(before.array);
            }
            return entry.array;
        }
    }

    Arguments(RunSource source, Program program) {
        this(source, program, null);
    }

    /**
     * @param other arguments of the same program whose arrays are still open: those that depend on parameters only are
     *     taken from there if the inputs differ in nothing else; may be null
     */
    Arguments(RunSource source, Program program, Arguments other) {
        this.source = source;
        inputs = source.inputs();
        model = source.model();
        like = other != null && inputs.haveParametersOf(other.inputs, model) ? other : null;
        this.program = program;
        batch = source.batch();
        states = source.inputs().states();
        if (like != null) {
            batch.note(like.batch);
        }
        values = new DenseValues(model, like == null ? inputs : inputs.statesOnly(model), batch, source.manager());
        geometry = new Geometry(model, values);
        for (String path : states.paths()) {
            int variable = program.variable(path);
            if (variable < 0 || !program.changesInTime(variable)) {
                throw new IllegalArgumentException("the model has no state '" + path + "'; it has " + names());
            }
        }
    }

    /** An array in the shape that a run takes; gradients pass to what it was computed from. */
    NDArray of(Argument argument) {
        boolean isInitial = argument.kind() == ArgumentKind.VARIABLE && program.changesInTime(argument.index());
        if (!isInitial && like != null) {
            return like.of(argument);
        }
        if (isInitial && !states.isEmpty()) {
            return made(argument);
        }
        NDArray known = source.known() == null ? null : source.known().values().find(argument, values);
        if (known != null) {
            return known;
        }
        return isInitial ? kept(argument) : constants.computeIfAbsent(argument, this::kept);
    }

    /** Makes an array, which stays for later runs if it is made of the model's own values. */
    private NDArray kept(Argument argument) {
        values.beginReading();
        NDArray array = made(argument);
        List<DenseValues.Read> reads = values.reads();
        return source.known() == null || reads == null
                ? array
                : source.known().values().keep(argument, array, reads);
    }

    private NDArray made(Argument argument) {
        return switch (argument.kind()) {
            case VARIABLE -> variable(program.variables().get(argument.index()));
            case AXIAL_CONDUCTANCE -> geometry.axialConductances(program.cable());
            case DIFFUSIVE_COUPLING -> geometry.diffusiveCouplings(
                    program.cable(), program.variables().get(argument.index()).name());
            case PROPAGATOR -> throw new IllegalArgumentException(argument + " depends on what is held");
            case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> throw new IllegalArgumentException(argument + " is a waveform");
        };
    }

    /**
     * The values of a variable in a tree: (1 or batch, rows).
     *
     * @param what the tree, for messages
     */
    NDArray of(ArrayTree tree, String what, Variable variable) {
        int elements = StateLayout.elements(model, variable);
        NDArray matrix =
                DenseValues.matrix(what + "/" + variable.name(), tree.get(variable.name()), elements, 1, batch);
        return elements == variable.size()
                ? matrix
                : matrix.broadcast(new Shape(matrix.getShape().get(0), variable.size()));
    }

    private NDArray variable(Variable variable) {
        if (!states.isEmpty() && variable.kind() != Kind.PARAMETER) {
            if (!states.contains(variable.name())) {
                throw new IllegalArgumentException("the states with which the run begins lack '" + variable.name()
                        + "'; they have " + states.paths());
            }
            NDArray given = of(states, "states", variable);
            requireFinite(variable, given);
            return given;
        }
        return switch (variable.name()) {
            case "area" -> geometry.area();
            case "volume" -> geometry.volume();
            default -> values.values(variable.domain(), variable.name(), variable.rows());
        };
    }

    /**
     * The propagator of a variable in a step in which it is held at places: (1 or batch, compartments, compartments).
     */
    NDArray propagator(int variable, HeldPlaces held, int step) {
        NDArray couplings;
        NDArray capacity;
        if (variable == Program.VOLTAGE) {
            int[] everywhere = IntStream.range(0, program.compartments()).toArray();
            capacity = geometry.area().mul(values.values(Domain.NODES, "capacitance", everywhere));
            couplings = geometry.axialConductances(program.cable());
        } else {
            capacity = geometry.volume();
            couplings = geometry.diffusiveCouplings(
                    program.cable(), program.variables().get(variable).name());
        }
        Propagator propagator = new Propagator(program.cable(), values, held, step);
        Supplier<NDArray> made = () -> propagator.of(couplings, capacity, program.timeStep());
        return held.isEmpty()
                ? source.propagators().of(variable, program.cable(), couplings, capacity, source.manager(), made)
                : made.get();
    }

    /** Throws an error that names the first state which is not a number. */
    private void requireFinite(Variable variable, NDArray given) {
        double[] flat = given.toDoubleArray();
        for (int i = 0; i < flat.length; i++) {
            if (!Double.isFinite(flat[i])) {
                int element = i % variable.size();
                throw new IllegalArgumentException("'states/" + variable.name() + "' holds " + flat[i]
                        + " at element " + element + " ("
                        + model.place(variable.domain(), variable.rows()[element]) + ")"
                        + (batch.isPresent() ? " in row " + i / variable.size() + " of the batch" : "")
                        + "; a run begins with finite states");
            }
        }
    }

    private List<String> names() {
        return program.variables().stream()
                .filter(variable -> variable.kind() != Kind.PARAMETER)
                .map(Variable::name)
                .toList();
    }
}
