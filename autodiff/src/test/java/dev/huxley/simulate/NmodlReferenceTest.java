package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.ModFiles;
import dev.huxley.testing.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of imported mechanisms give the traces that NEURON 9 computed with the same files. */
class NmodlReferenceTest {
    private static final double TIME_STEP = 0.025;

    /** The reference has 9 digits, so half of the last one of 100 mV. */
    private static final double TOLERANCE = 1e-7;

    /** Those files write the concentration that others read, so NEURON runs them first. */
    private static final List<String> WRITERS = List.of("capool", "capump", "cashells");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "na_k_spikes",
                "na_k_clamp",
                "a_type",
                "a_type_clamp",
                "ih_sag",
                "ih_globals",
                "ca_pool_sk",
                "markov_na",
                "markov_na_clamp",
                "markov_k",
                "pump_buffer",
                "m_no_table",
                "nap_kind_1",
                "nap_kind_2",
                "k_array",
                "ca_shells",
                "t_ghk",
                "everything"
            })
    void theVoltageIsNeurons(String name) {
        JsonNode reference = Reference.of("nmodl").get("cases").get(name);
        JsonNode expected = reference.at("/dt0.025/v");
        double duration = 10;
        Cell cell = cell(reference, duration);
        double[] v = NeuronModels.run(cell, TIME_STEP, duration)[0];
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(expected.get(i).asDouble() - v[i]);
            if (!(difference <= worst)) {
                worst = difference;
                at = i;
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%s: v differs by %.3g mV at %.3f ms: %s and NEURON's %s",
                name,
                worst,
                at * TIME_STEP,
                v[at],
                expected.get(at));
        assertTrue(worst <= TOLERANCE, text);
    }

    private static Cell cell(JsonNode reference, double duration) {
        JsonNode setup = reference.get("setup");
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.set("capacitance", 1);
        cell.set("v", setup.get("v_init").asDouble());
        JsonNode mechanisms = setup.at("/cells/0/mechs");
        List<String> names = new ArrayList<>();
        mechanisms.fieldNames().forEachRemaining(names::add);
        names.sort((a, b) -> Boolean.compare(WRITERS.contains(b), WRITERS.contains(a)));
        for (String name : names) {
            JsonNode values = mechanisms.get(name);
            if (name.equals("pas")) {
                cell.insert(new Leak());
                cell.set("Leak_gLeak", values.get("g").asDouble());
                cell.set("Leak_eLeak", values.get("e").asDouble());
            } else {
                NmodlChannel mechanism = Nmodl.parse(ModFiles.text(name));
                cell.insert(mechanism);
                for (Map.Entry<String, JsonNode> value : values.properties()) {
                    cell.set(name + "_" + value.getKey(), value.getValue().asDouble());
                }
            }
        }
        if (setup.has("globals")) {
            setup.get("globals").properties().forEach(global -> {
                String[] parts = global.getKey().split("_");
                cell.set(parts[1] + "_" + parts[0], global.getValue().asDouble());
            });
        }
        if (cell.globals().names().contains("celsius")) {
            cell.globals().set("celsius", setup.get("celsius").asDouble());
        }
        SteadyState.apply(cell);
        if (mechanisms.has("capool")) {
            bringPoolOneStepBack(cell, reference);
        }
        setup.get("stimuli").forEach(stimulus -> stimulate(cell, stimulus, duration));
        cell.record("v");
        return cell;
    }

    /**
     * The pool begins at its resting concentration, which is no steady state: the calcium current fills it. Huxley advances
     * states at the beginning of a step and NEURON at its end, so Huxley's pool must begin one step earlier to be where
     * NEURON's is when currents are computed.
     */
    private static void bringPoolOneStepBack(Cell cell, JsonNode reference) {
        JsonNode parameters = reference.at("/all/cells/0/parameters/capool");
        double tau = parameters.get("tau").asDouble();
        double current = reference.at("/dt0.025/ica/0").asDouble();
        double filling = -1e4
                * current
                * parameters.get("gamma").asDouble()
                / (2 * 96485.33212331001 * parameters.get("depth").asDouble());
        double grown = Math.expm1(TIME_STEP / tau);
        cell.set("cai", parameters.get("rest").asDouble() - filling * tau * grown);
    }

    private static void stimulate(Cell cell, JsonNode stimulus, double duration) {
        if (stimulus.get("type").asText().equals("IClamp")) {
            cell.stimulate(Waveform.step(
                    stimulus.get("del").asDouble(),
                    stimulus.get("dur").asDouble(),
                    stimulus.get("amp").asDouble(),
                    TIME_STEP,
                    duration));
            return;
        }
        double[] command = new double[(int) Math.round(duration / TIME_STEP) + 1];
        double end = 0;
        int from = 0;
        for (JsonNode level : stimulus.get("steps")) {
            end += level.get(0).asDouble();
            int to = (int) Math.min(command.length, Math.round(end / TIME_STEP));
            Arrays.fill(command, from, command.length, level.get(1).asDouble());
            from = to;
        }
        cell.clamp("v", Waveform.of(command, TIME_STEP), stimulus.get("rs").asDouble());
    }
}
