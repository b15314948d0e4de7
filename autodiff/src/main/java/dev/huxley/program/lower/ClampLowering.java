package dev.huxley.program.lower;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.Program.ClampSlot;
import dev.huxley.program.Stage;
import dev.huxley.program.WriteClamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Lowers the clamps of a model: clamps of quantities that flow along the cable belong to the equations of these, all
 * others are stages.
 */
final class ClampLowering {
    // No quantity of a model has a space in its name.
    static final String INERTIA = "inertia of v";
    static final String IMPULSE = "impulse of v";
    /** The quantities that are computed in a step on behalf of clamps, for all compartments. */
    static final Set<String> CURRENTS = Set.of(PlacedWaveform.CLAMP_CURRENT, INERTIA, IMPULSE);

    private final NeuronModel model;
    private final ToIntFunction<String> variableOfState;

    /**
     * @param variableOfState gives the variable of a state by its name
     */
    ClampLowering(NeuronModel model, ToIntFunction<String> variableOfState) {
        this.model = model;
        this.variableOfState = variableOfState;
    }

    List<ClampSlot> slots() {
        return model.clamps().stream()
                .map(clamp -> new ClampSlot(
                        variableOfState.applyAsInt(clamp.key()), lanes(clamp), clamp.seriesResistance() > 0))
                .toList();
    }

    /** The numbers of the clamps of a state. */
    List<Integer> of(String state) {
        return IntStream.range(0, model.clamps().size())
                .filter(i -> model.clamps().get(i).key().equals(state))
                .boxed()
                .toList();
    }

    /**
     * The stages with the clamps of quantities that do not flow along the cable: at the beginning, and after each stage
     * that writes the quantity.
     */
    List<Stage> insertedInto(List<Stage> stages) {
        Map<Integer, Stage> writes = new LinkedHashMap<>();
        for (PlacedWaveform clamp : model.clamps()) {
            String state = clamp.key();
            if (!state.equals("v") && !model.diffusingStates().contains(state)) {
                int variable = variableOfState.applyAsInt(state);
                writes.put(variable, new WriteClamp(state, variable, of(state)));
            }
        }
        List<Stage> all = new ArrayList<>(writes.values());
        for (Stage stage : stages) {
            all.add(stage);
            stage.writes().stream().filter(writes::containsKey).map(writes::get).forEach(all::add);
        }
        return all;
    }

    /** The number of lanes of a clamp; a quantity that exists once in the model has one in every compartment. */
    private int lanes(PlacedWaveform clamp) {
        return clamp.domain() == Domain.GLOBALS ? model.structure().compartments() : clamp.rows().length;
    }
}
