package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.array.Precision;
import dev.huxley.autograd.AdjointFunction;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.torch.TorchEngine;
import dev.huxley.library.Resources;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Domain;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.SynapseSelection;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Variable;
import dev.huxley.program.lower.SteadyStateLowering;
import dev.huxley.text.ElementName;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The steady states of a model as a program of one step, lowered once; see {@link SteadyState}. Its kernel is given, or
 * made on the torch engine for each call, since code is compiled only where it is used again.
 */
final class SteadyStateProgram implements AutoCloseable {
    private final NeuronModel model;
    private final Program program;
    /** For every key of a state the columns of the program's recordings at which its elements begin. */
    private final Map<String, List<Integer>> states = new LinkedHashMap<>();
    /** Null if every call makes its own. */
    private final Kernel kernel;

    /** Steady states that are computed once. */
    SteadyStateProgram(NeuronModel model) {
        this(model, program -> null);
    }

    /**
     * @param compiler makes the kernel
     */
    SteadyStateProgram(NeuronModel model, Function<Program, Kernel> compiler) {
        this.model = model;
        program = SteadyStateLowering.lower(model);
        int[] recordings = program.recordings();
        for (int i = 0;
                i < recordings.length;
                i += program.variables().get(recordings[i]).size()) {
            Variable variable = program.variables().get(recordings[i]);
            states.computeIfAbsent(ElementName.key(variable.name()), key -> new ArrayList<>())
                    .add(i);
        }
        kernel = states.isEmpty() ? null : compiler.apply(program);
    }

    /** The steady states by the model's keys. */
    ArrayTree of(NDManager manager, Inputs inputs) {
        return of(manager, List.of(inputs)).get(0);
    }

    /** The inputs with the steady states as initial states. */
    Inputs inputs(NDManager manager, Inputs inputs) {
        return inputs(manager, List.of(inputs)).get(0);
    }

    /** Several inputs, each with its steady states as initial states. */
    List<Inputs> inputs(NDManager manager, List<Inputs> batches) {
        List<ArrayTree> steady = of(manager, batches);
        return IntStream.range(0, batches.size())
                .mapToObj(i -> with(batches.get(i), steady.get(i)))
                .toList();
    }

    private Inputs with(Inputs inputs, ArrayTree steady) {
        Inputs with = inputs;
        for (String key : steady.paths()) {
            NDArray values = steady.get(key);
            with = model.nodes().contains(key)
                    ? with.with(model.select(all(model)), key, values)
                    : with.with(synapses(model, key), key, values);
        }
        return with;
    }

    private List<ArrayTree> of(NDManager manager, List<Inputs> batches) {
        if (states.isEmpty()) {
            return batches.stream().map(inputs -> ArrayTree.empty()).toList();
        }
        NDList results = CompiledProgram.record(
                manager,
                scratch -> {
                    NDList arrays = new NDList();
                    Arguments arguments = null;
                    for (Inputs inputs : batches) {
                        Batch batch = new Batch();
                        RunSource source = new RunSource(
                                model, program.timeStep(), inputs, batch, scratch, new Propagator.Known());
                        arguments = new Arguments(source, program, arguments);
                        NDArray values = values(scratch, arguments, batch);
                        states.forEach((key, starts) -> arrays.add(array(key, starts, values, batch)));
                    }
                    return arrays;
                },
                batches.stream().map(Inputs::tree).toArray(ArrayTree[]::new));
        List<ArrayTree> trees = new ArrayList<>();
        for (int i = 0; i < results.size(); ) {
            ArrayTree.Builder tree = ArrayTree.builder();
            for (String key : states.keySet()) {
                tree.set(key, results.get(i++));
            }
            trees.add(tree.build());
        }
        return trees;
    }

    /** The recorded states, (batch, rows of all states). */
    private NDArray values(NDManager manager, Arguments arguments, Batch batch) {
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            arrays.add(arguments.of(argument));
        }
        int[][] rows = {CarriedState.rows(program, 0)};
        RunArguments run = new RunArguments(batch.size(), 1, arrays, new int[1][0], new int[0], List.of(), rows);
        KernelRun ofKernel = kernel == null ? new KernelRun(torch(), run, true) : new KernelRun(kernel, run, false);
        NDArray traces = Tape.apply(ofKernel, manager, arrays);
        return traces.get(new NDIndex().addAllDim(2).addSliceDim(1, 2)).reshape(batch.size(), rows[0].length);
    }

    private Kernel torch() {
        return Engines.named(TorchEngine.NAME).compile(program, Precision.FLOAT64, new Resources(1, Long.MAX_VALUE));
    }

    /** One state, whose elements begin at these columns. */
    private NDArray array(String key, List<Integer> starts, NDArray values, Batch batch) {
        int rows = program.variables().get(program.recordings()[starts.get(0)]).size();
        NDList elements = new NDList();
        for (int start : starts) {
            elements.add(values.get(new NDIndex().addAllDim().addSliceDim(start, start + rows))
                    .reshape(batch.size(), rows, 1));
        }
        Domain domain = model.nodes().contains(key) ? Domain.NODES : Domain.EDGES;
        int[] extents = model.columns(domain).numbers(key).rowShape();
        Shape shape = batch.isPresent() ? new Shape(batch.size(), rows) : new Shape(rows);
        for (int extent : extents) {
            shape = shape.add(extent);
        }
        NDArray all = elements.size() == 1 ? elements.get(0) : Concatenation.of(elements, 2);
        return all.reshape(shape);
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
    }

    static SynapseSelection synapses(NeuronModel model, String key) {
        String type = model.synapseTypes().stream()
                .filter(synapse ->
                        synapse.states().stream().map(Declaration::key).anyMatch(key::equals))
                .map(Synapse::name)
                .findFirst()
                .orElseThrow();
        return ((Network) model).synapses(type);
    }

    static int[] all(NeuronModel model) {
        return IntStream.range(0, model.structure().compartments()).toArray();
    }

    /** A run of a kernel as a node of the autograd graph. */
    private static final class KernelRun implements AdjointFunction {
        private final Kernel kernel;
        private final RunArguments arguments;
        private final boolean isOnly;
        private Run run;

        /**
         * @param isOnly whether it is the kernel's only run, with which the kernel is freed
         */
        KernelRun(Kernel kernel, RunArguments arguments, boolean isOnly) {
            this.kernel = kernel;
            this.arguments = arguments;
            this.isOnly = isOnly;
        }

        @Override
        public NDArray forward(NDManager manager, NDList inputs, boolean differentiable) {
            run = kernel.run(manager, arguments, differentiable, RunControl.none());
            return run.traces();
        }

        @Override
        public NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted) {
            return run.adjoint(manager, cotangent, wanted, RunControl.none());
        }

        @Override
        public void release() {
            run.close();
            if (isOnly) {
                kernel.close();
            }
        }
    }
}
