package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.torch.TorchEngine;
import dev.huxley.library.Resources;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Domain;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.SynapseSelection;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Variable;
import dev.huxley.program.lower.SteadyStateLowering;
import dev.huxley.text.ElementName;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The steady states of mechanisms and synapses at given voltages, as a function of the model and of voltages,
 * parameters and other values that replace the model's.
 *
 * <pre>{@code
 * Inputs inputs = Inputs.of(parameters).with(cell, "v", voltages);
 * NDArray traces = simulation.run(manager, SteadyState.inputs(manager, cell, inputs)); // begins at rest, whatever they
 * are }</pre>
 *
 * <p>Each mechanism is <b>steady</b> by itself: its gates keep their values while the voltages that they depend on are
 * constant, those of a synapse while its presynaptic voltage is constant and no spike arrives. The voltage is given,
 * not solved for: it is constant only if the currents happen to balance. Concentrations are given too: pumps are not
 * run to rest, and a value that depends on a concentration, such as the gate of a calcium-activated channel or a Nernst
 * potential, is steady at the present concentration. States of the whole model, and of mechanisms without a steady
 * state, keep their values.
 *
 * <p>An open {@link Tape} records it: a gate's steady state is a function of the voltage and of parameters, and so is
 * its gradient.
 */
public final class SteadyState {
    private SteadyState() {}

    /**
     * The steady states; the model stays as it is.
     *
     * @param manager owns the result
     * @param inputs voltages, parameters and other values in place of the model's, as for a run; waveforms are ignored
     * @return the steady states by the model's key: one element per compartment or synapse that has the state, with a
     *     batch (batch, elements), followed by the axes of states that are arrays
     */
    public static ArrayTree of(NDManager manager, NeuronModel model, Inputs inputs) {
        TorchRuntime.prepare();
        Program program = SteadyStateLowering.lower(model);
        if (program.recordings().length == 0) {
            return ArrayTree.empty();
        }
        Map<String, List<Integer>> states = new LinkedHashMap<>();
        int[] recordings = program.recordings();
        for (int i = 0;
                i < recordings.length;
                i += program.variables().get(recordings[i]).size()) {
            Variable variable = program.variables().get(recordings[i]);
            states.computeIfAbsent(ElementName.key(variable.name()), key -> new ArrayList<>())
                    .add(i);
        }
        NDList results = CompiledProgram.record(
                manager,
                scratch -> {
                    Batch batch = new Batch();
                    NDArray values = values(scratch, model, program, inputs, batch);
                    NDList arrays = new NDList();
                    states.forEach((key, starts) -> arrays.add(array(model, program, key, starts, values, batch)));
                    return arrays;
                },
                inputs.tree());
        ArrayTree.Builder tree = ArrayTree.builder();
        int number = 0;
        for (String key : states.keySet()) {
            tree.set(key, results.get(number++));
        }
        return tree.build();
    }

    /**
     * The steady states at these voltages (mV), one per compartment or (batch, compartments), and with these
     * parameters.
     */
    public static ArrayTree of(NeuronModel model, NDArray voltages, ArrayTree parameters) {
        Inputs inputs = Inputs.of(parameters).with(model.select(all(model)), "v", voltages);
        return of(voltages.getManager(), model, inputs);
    }

    /** The same inputs with the steady states as initial states: a run with them begins at rest. */
    public static Inputs inputs(NDManager manager, NeuronModel model, Inputs inputs) {
        Inputs with = inputs;
        ArrayTree states = of(manager, model, inputs);
        for (String key : states.paths()) {
            NDArray values = states.get(key);
            with = model.nodes().contains(key)
                    ? with.with(model.select(all(model)), key, values)
                    : with.with(synapses(model, key), key, values);
        }
        return with;
    }

    /** Writes the steady states at the model's voltages into the model, as its initial states. */
    public static void apply(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            of(manager, model, Inputs.none()).forEach((key, values) -> {
                if (model.nodes().contains(key)) {
                    NumberColumn column = model.nodes().numbers(key);
                    int[] rows =
                            Arrays.stream(all(model)).filter(column::isPresent).toArray();
                    model.select(rows).set(key, values.toDoubleArray());
                } else {
                    synapses(model, key).set(key, values.toDoubleArray());
                }
            });
        }
    }

    /** The recorded states, (batch, rows of all states). */
    private static NDArray values(NDManager manager, NeuronModel model, Program program, Inputs inputs, Batch batch) {
        Arguments arguments = new Arguments(new RunSource(model, program.timeStep(), inputs, batch, manager), program);
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            arrays.add(arguments.of(argument));
        }
        int[][] rows = {CarriedState.rows(program, 0)};
        RunArguments run = new RunArguments(batch.size(), 1, arrays, new int[1][0], new int[0], List.of(), rows);
        Resources resources = new Resources(1, Long.MAX_VALUE);
        Kernel kernel = Engines.named(TorchEngine.NAME).compile(program, Precision.FLOAT64, resources);
        NDArray traces = Tape.apply(new KernelRun(kernel, run), manager, arrays);
        return traces.get(new NDIndex().addAllDim(2).addSliceDim(1, 2)).reshape(batch.size(), rows[0].length);
    }

    /** One state, whose elements begin at these columns. */
    private static NDArray array(
            NeuronModel model, Program program, String key, List<Integer> starts, NDArray values, Batch batch) {
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

    private static SynapseSelection synapses(NeuronModel model, String key) {
        String type = model.synapseTypes().stream()
                .filter(synapse ->
                        synapse.states().stream().map(Declaration::key).anyMatch(key::equals))
                .map(Synapse::name)
                .findFirst()
                .orElseThrow();
        return ((Network) model).synapses(type);
    }

    private static int[] all(NeuronModel model) {
        return IntStream.range(0, model.structure().compartments()).toArray();
    }
}
