package dev.huxley.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.ModFiles;
import dev.huxley.testing.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The models of NEURON's cases with NMODL files, in Huxley's words. */
final class NmodlCases {
    static final List<String> ALL = List.of(
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
            "m_table",
            "m_no_table",
            "nap_kind_1",
            "nap_kind_2",
            "pulses",
            "syn_exp",
            "syn_two",
            "syn_nmda",
            "gap",
            "k_array",
            "ca_shells",
            "t_ghk",
            "lif",
            "everything");

    /** Those files write the concentration that others read, so NEURON runs them first. */
    private static final List<String> WRITERS = List.of("capool", "capump", "cashells");

    private static final Map<String, String> FILES = Map.of(
            "Pulses", "pulses",
            "SynExp", "synexp",
            "SynTwo", "syntwo",
            "SynNMDA", "synnmda",
            "GapJunction", "gapj",
            "LifCell", "lifcell");

    private static final String SPIKES = "SpikeSource_spikes";

    private final JsonNode reference;
    private final double timeStep;
    private final double duration;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    private NmodlCases(JsonNode reference, double timeStep, double duration) {
        this.reference = reference;
        this.timeStep = timeStep;
        this.duration = duration;
    }

    /** A synapse that is not yet there, since networks are made of whole cells. */
    private record Connection(Cell from, Cell to, NmodlSynapse synapse, Map<String, Double> values) {}

    static JsonNode of(String name) {
        return Reference.of("nmodl").get("cases").get(name);
    }

    /** The model of a case, with recordings of the voltages of its cells. */
    static Network network(JsonNode reference, double timeStep, double duration) {
        return new NmodlCases(reference, timeStep, duration).build();
    }

    private Network build() {
        JsonNode setup = reference.get("setup");
        setup.get("cells").forEach(cell -> cells.add(cell(setup, cell.get("mechs"))));
        int recorded = cells.size();
        List<Cell> ofStimuli = new ArrayList<>();
        for (JsonNode stimulus : setup.get("stimuli")) {
            int at = stimulus.has("cell") ? stimulus.get("cell").asInt() : 0;
            stimulate(cells.get(at), stimulus, ofStimuli);
        }
        Network network = new Network(cells.toArray(Cell[]::new));
        for (Connection connection : connections) {
            Selection from = network.cell(cells.indexOf(connection.from()));
            Selection to = network.cell(cells.indexOf(connection.to()));
            SynapseSelection synapse = network.connect(from, to, connection.synapse());
            connection.values().forEach(synapse::set);
        }
        SteadyState.apply(network);
        if (setup.at("/cells/0/mechs").has("capool")) {
            bringPoolOneStepBack(network);
        }
        for (int i = 0; i < recorded; i++) {
            network.cell(i).record("v");
        }
        return network;
    }

    private Cell cell(JsonNode setup, JsonNode mechanisms) {
        Cell cell = compartment(setup.get("v_init").asDouble());
        List<String> names = new ArrayList<>();
        mechanisms.fieldNames().forEachRemaining(names::add);
        names.sort((a, b) -> Boolean.compare(WRITERS.contains(b), WRITERS.contains(a)));
        boolean usesTables = setup.has("usetable") && setup.get("usetable").asInt() == 1;
        for (String name : names) {
            JsonNode values = mechanisms.get(name);
            if (name.equals("pas")) {
                cell.insert(new Leak());
                cell.set("Leak_gLeak", values.get("g").asDouble());
                cell.set("Leak_eLeak", values.get("e").asDouble());
            } else {
                NmodlChannel mechanism = Nmodl.parse(ModFiles.text(name));
                cell.insert(usesTables ? mechanism.withTables() : mechanism);
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
        return cell;
    }

    private static Cell compartment(double voltage) {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.set("capacitance", 1);
        cell.set("v", voltage);
        return cell;
    }

    private void stimulate(Cell cell, JsonNode stimulus, List<Cell> ofStimuli) {
        String type = stimulus.get("type").asText();
        ofStimuli.add(null);
        switch (type) {
            case "IClamp" -> cell.stimulate(Waveform.step(
                    stimulus.get("del").asDouble(),
                    stimulus.get("dur").asDouble(),
                    stimulus.get("amp").asDouble(),
                    timeStep,
                    duration));
            case "SEClamp" -> clamp(cell, stimulus);
            case "Pulses" -> {
                cell.insert(Nmodl.parse(ModFiles.text("pulses")));
                numbers(stimulus).forEach((name, value) -> cell.set("Pulses_" + name, value));
            }
            case "LifCell" -> ofStimuli.set(ofStimuli.size() - 1, lif(stimulus));
            default -> synapses(cell, stimulus, ofStimuli);
        }
    }

    private Cell lif(JsonNode stimulus) {
        Cell unit = compartment(-70);
        unit.insert(Nmodl.parse(ModFiles.text("lifcell")));
        JsonNode input = stimulus.at("/inputs/0");
        unit.set("LifCell_weight", input.at("/weight/0").asDouble());
        unit.clamp("LifCell_events", Waveform.spikes(times(input), timeStep, duration));
        cells.add(unit);
        return unit;
    }

    private void synapses(Cell cell, JsonNode stimulus, List<Cell> ofStimuli) {
        String type = stimulus.get("type").asText();
        NmodlSynapse synapse = Nmodl.parseSynapse(ModFiles.text(FILES.get(type)));
        Map<String, Double> values = new HashMap<>();
        numbers(stimulus).forEach((name, value) -> values.put(type + "_" + name, value));
        if (stimulus.has("pointer")) {
            Cell other = cells.get(stimulus.at("/pointer/1").asInt());
            connections.add(new Connection(other, cell, synapse, values));
        }
        stimulus.path("inputs").forEach(input -> {
            Cell source = compartment(-70);
            source.insert(new SpikeSource());
            source.clamp(SPIKES, Waveform.spikes(times(input), timeStep, duration));
            cells.add(source);
            Map<String, Double> ofInput = new HashMap<>(values);
            ofInput.put(type + "_weight", input.at("/weight/0").asDouble());
            connections.add(new Connection(source, cell, synapse.drivenBy(SPIKES), ofInput));
        });
        stimulus.path("from").forEach(input -> {
            Cell source = ofStimuli.get(input.get("source").asInt());
            Map<String, Double> ofInput = new HashMap<>(values);
            ofInput.put(type + "_weight", input.at("/weight/0").asDouble());
            ofInput.put("delay", input.get("delay").asDouble());
            connections.add(new Connection(source, cell, synapse.drivenBy("LifCell_spikes"), ofInput));
        });
    }

    private double[] times(JsonNode input) {
        return Arrays.stream(Reference.doubles(input.get("times")))
                .filter(time -> time < duration)
                .toArray();
    }

    private static Map<String, Double> numbers(JsonNode stimulus) {
        Map<String, Double> numbers = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : stimulus.properties()) {
            if (entry.getValue().isNumber() && !entry.getKey().equals("cell")) {
                numbers.put(entry.getKey(), entry.getValue().asDouble());
            }
        }
        return numbers;
    }

    private void clamp(Cell cell, JsonNode stimulus) {
        double[] command = new double[(int) Math.round(duration / timeStep) + 1];
        double end = 0;
        int from = 0;
        for (JsonNode level : stimulus.get("steps")) {
            end += level.get(0).asDouble();
            int to = (int) Math.min(command.length, Math.round(end / timeStep));
            Arrays.fill(command, from, command.length, level.get(1).asDouble());
            from = to;
        }
        cell.clamp("v", Waveform.of(command, timeStep), stimulus.get("rs").asDouble());
    }

    /**
     * The pool begins at its resting concentration, which is no steady state: the calcium current fills it. Huxley advances
     * states at the beginning of a step and NEURON at its end, so Huxley's pool must begin one step earlier to be where
     * NEURON's is when currents are computed.
     */
    private void bringPoolOneStepBack(Network network) {
        JsonNode parameters = reference.at("/all/cells/0/parameters/capool");
        double tau = parameters.get("tau").asDouble();
        double current = reference.at("/dt0.025/ica/0").asDouble();
        double filling = -1e4
                * current
                * parameters.get("gamma").asDouble()
                / (2 * 96485.33212331001 * parameters.get("depth").asDouble());
        double grown = Math.expm1(timeStep / tau);
        network.cell(0).set("cai", parameters.get("rest").asDouble() - filling * tau * grown);
    }
}
