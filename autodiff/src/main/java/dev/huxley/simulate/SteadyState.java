package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

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
        return new SteadyStateProgram(model).of(manager, inputs);
    }

    /**
     * The steady states at these voltages (mV), one per compartment or (batch, compartments), and with these
     * parameters.
     */
    public static ArrayTree of(NeuronModel model, NDArray voltages, ArrayTree parameters) {
        Inputs inputs = Inputs.of(parameters).with(model.select(SteadyStateProgram.all(model)), "v", voltages);
        return of(voltages.getManager(), model, inputs);
    }

    /** The same inputs with the steady states as initial states: a run with them begins at rest. */
    public static Inputs inputs(NDManager manager, NeuronModel model, Inputs inputs) {
        TorchRuntime.prepare();
        return new SteadyStateProgram(model).inputs(manager, inputs);
    }

    /** Writes the steady states at the model's voltages into the model, as its initial states. */
    public static void apply(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            of(manager, model, Inputs.none()).forEach((key, values) -> {
                if (model.nodes().contains(key)) {
                    NumberColumn column = model.nodes().numbers(key);
                    int[] rows = Arrays.stream(SteadyStateProgram.all(model))
                            .filter(column::isPresent)
                            .toArray();
                    model.select(rows).set(key, values.toDoubleArray());
                } else {
                    SteadyStateProgram.synapses(model, key).set(key, values.toDoubleArray());
                }
            });
        }
    }
}
