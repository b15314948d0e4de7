package dev.huxley.neuron;

import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The synapses of a network, as a table of a program in Python: those that NEURON has, imported
 * ones with their files, and those that are written as point processes. */
final class SynapseTable {
    private static final Pattern ARGUMENTS = Pattern.compile("\\bNET_RECEIVE\\s*\\(((?:[^()]|\\([^()]*\\))*)\\)");
    private static final Pattern POINTER = Pattern.compile("\\bPOINTER\\s+(\\w+)");

    private final NeuronModel model;
    private final SectionTable sections;
    private final double timeStep;
    private final SpikeTrains trains;
    private final Map<Synapse, WrittenSynapse> written = new LinkedHashMap<>();
    private final Set<String> refused = new TreeSet<>();
    private final List<String> rows = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> tabulated = new TreeSet<>();
    private boolean hasDecaying;

    SynapseTable(NeuronModel model, SectionTable sections, double timeStep, List<String> problems) {
        this.timeStep = timeStep;
        this.model = model;
        trains = new SpikeTrains(model, timeStep);
        this.sections = sections;
        List<Synapse> types = List.copyOf(model.synapseTypes());
        for (int row = 0; row < model.edges().rows(); row++) {
            add(types.get(model.edges().indices(Edges.TYPE).value(row)), row);
        }
        problems.addAll(refused);
    }

    List<String> rows() {
        return rows;
    }

    /** The files of imported synapses by their names. */
    Map<String, String> files() {
        return files;
    }

    /** The imported point processes whose functions have tables, which Huxley does not use. */
    Set<String> tabulated() {
        return tabulated;
    }

    /** Tells whether some synapses are an ExpSyn or Exp2Syn of NEURON's. */
    boolean hasDecaying() {
        return hasDecaying;
    }

    private void add(Synapse type, int row) {
        String state = type instanceof NmodlSynapse imported
                ? imported.presynaptic()
                : type.constants().isEmpty() ? "v" : type.constants().get(0).toString();
        boolean isSource = trains.isSource(model.edges().indices(Edges.PRE).value(row));
        if (!state.equals("v") && !(isSource && trains.isSpikes(state))) {
            refused.add("the synapses of type " + type.name()
                    + " are driven by a state, not by the presynaptic voltage;"
                    + " drive them by a threshold, or by the spikes of a SpikeSource");
        } else if (type instanceof GapJunction) {
            addJunction(type, row);
        } else if (type instanceof ExpSyn) {
            hasDecaying = true;
            add(type, row, "ExpSyn", List.of("tau", "e"), ", " + connection(type, row));
        } else if (type instanceof Exp2Syn) {
            hasDecaying = true;
            add(type, row, "Exp2Syn", List.of("tau1", "tau2", "e"), ", " + connection(type, row));
        } else if (type instanceof NmodlSynapse imported) {
            addImported(imported, row);
        } else {
            addWritten(type, row);
        }
    }

    /** Adds the two sides of a gap junction. */
    private void addJunction(Synapse type, int row) {
        try {
            String values = literal(Map.of("g", HalfGap.conductance(model, type, row, timeStep)));
            files.put(HalfGap.NAME, HalfGap.TEXT);
            int pre = model.edges().indices(Edges.PRE).value(row);
            int post = model.edges().indices(Edges.POST).value(row);
            requireNoSource(type, pre);
            requireNoSource(type, post);
            add(pre, post, HalfGap.NAME, values, ", \"pointer\": \"vother\"");
            add(post, pre, HalfGap.NAME, values, ", \"pointer\": \"vother\"");
        } catch (UnwritableException reason) {
            refused.add(reason.getMessage());
        }
    }

    private void requireNoSource(Synapse type, int compartment) {
        if (trains.isSource(compartment)) {
            throw new UnwritableException("the synapses of type " + type.name()
                    + " read the voltage of a SpikeSource, which has no cell in NEURON; connections by events do not");
        }
    }

    private void addWritten(Synapse type, int row) {
        try {
            requireNoSource(type, model.edges().indices(Edges.PRE).value(row));
            WrittenSynapse synapse = written.get(type);
            if (synapse == null) {
                synapse = WrittenSynapse.of(type, ReadableQuantities.of(model));
                written.put(type, synapse);
                files.put(synapse.file().suffix(), synapse.file().text());
            }
            Matcher pointer = POINTER.matcher(synapse.file().text());
            String drive = pointer.find() ? ", \"pointer\": " + PythonLiteral.text(pointer.group(1)) : "";
            String starts = literal(synapse.starts(model, row, timeStep));
            if (model.edges().numbers(Edges.DELAY).value(row) > 0) {
                refused.add("the synapses of type " + type.name()
                        + " have a delay, and a POINTER sees the presynaptic voltage without one");
            }
            add(
                    row,
                    synapse.file().suffix(),
                    literal(synapse.values(model, row, timeStep)),
                    drive + (starts.equals("{}") ? "" : ", \"states\": " + starts));
        } catch (UnwritableException reason) {
            refused.add(reason.getMessage());
        }
    }

    private static String literal(Map<String, Double> values) {
        List<String> items = new ArrayList<>();
        values.forEach((name, value) -> items.add(PythonLiteral.text(name) + ": " + NmodlNumber.text(value)));
        return "{" + String.join(", ", items) + "}";
    }

    private void addImported(NmodlSynapse type, int row) {
        String plain = WrittenMechanism.plain(type.source());
        ImportedText text = ImportedText.of(type.source(), type.name());
        String process = text.name();
        String other = files.putIfAbsent(process, text.text());
        if (other != null && !other.equals(text.text())) {
            refused.add("two files describe a POINT_PROCESS " + process + "; NEURON has one of a name");
        }
        if (WrittenMechanism.hasTables(type.source())) {
            tabulated.add(process);
        }
        Set<String> names = new LinkedHashSet<>();
        type.parameters().forEach(parameter -> names.add(parameter.name()));
        StringBuilder drive = new StringBuilder();
        Matcher arguments = ARGUMENTS.matcher(plain);
        if (arguments.find()) {
            String[] all =
                    arguments.group(1).replaceAll("\\([^()]*\\)", "").strip().split("\\s*,\\s*");
            names.remove("threshold");
            names.remove("weight");
            for (int i = 1; i < all.length; i++) {
                if (names.remove(all[i])) {
                    refused.add("the synapses of type " + type.name() + " have the weight " + all[i]
                            + " beside the first one; set it by hand in NEURON");
                }
            }
            drive.append(", ").append(connection(type, row));
        }
        Matcher pointer = POINTER.matcher(plain);
        if (pointer.find()) {
            if (trains.isSource(model.edges().indices(Edges.PRE).value(row))) {
                refused.add("the POINTER of " + type.name()
                        + " is the voltage of a SpikeSource, which has no cell in NEURON");
            }
            drive.append(", \"pointer\": ").append(PythonLiteral.text(pointer.group(1)));
        }
        Set<String> global = new LinkedHashSet<>(names);
        WrittenMechanism.removeRange(type.source(), global);
        for (String name : global) {
            double usual = type.parameters().stream()
                    .filter(parameter -> parameter.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .values()
                    .get(0);
            if (value(type, name, row) != usual) {
                refused.add("'" + type.key(name) + "' is not the value of the file of " + type.name()
                        + ", which has it once for all; add it to RANGE there");
            }
        }
        names.removeAll(global);
        add(type, row, process, List.copyOf(names), drive.toString());
    }

    private void add(Synapse type, int row, String process, List<String> parameters, String drive) {
        Map<String, Double> values = new LinkedHashMap<>();
        parameters.forEach(parameter -> values.put(parameter, value(type, parameter, row)));
        add(row, process, literal(values), drive);
    }

    private void add(int row, String process, String values, String drive) {
        add(
                model.edges().indices(Edges.PRE).value(row),
                model.edges().indices(Edges.POST).value(row),
                process,
                values,
                drive);
    }

    private void add(int pre, int post, String process, String values, String drive) {
        rows.add("{\"name\": " + PythonLiteral.text(process) + ", \"values\": " + values + ", \"section\": "
                + sections.section(post) + ", \"x\": " + sections.place(post) + ", \"source\": " + sections.section(pre)
                + ", \"source_x\": " + sections.place(pre) + drive + "}");
    }

    private String connection(Synapse type, int row) {
        int pre = model.edges().indices(Edges.PRE).value(row);
        if (trains.isSource(pre)) {
            boolean isByThreshold = model.edges().contains(type.key("threshold"));
            double delay = model.edges().numbers(Edges.DELAY).value(row);
            try {
                List<Double> times = trains.events(pre, delay, isByThreshold);
                return "\"events\": "
                        + PythonLiteral.numbers(
                                times.stream().mapToDouble(Double::doubleValue).toArray())
                        + ", \"weight\": " + NmodlNumber.text(value(type, "weight", row));
            } catch (UnwritableException reason) {
                refused.add(reason.getMessage());
                return "\"events\": [], \"weight\": 0";
            }
        }
        return "\"threshold\": " + NmodlNumber.text(value(type, "threshold", row)) + ", \"delay\": "
                + NmodlNumber.text(model.edges().numbers(Edges.DELAY).value(row)) + ", \"weight\": "
                + NmodlNumber.text(value(type, "weight", row));
    }

    private double value(Synapse type, String parameter, int row) {
        return model.edges().numbers(type.key(parameter)).value(row);
    }
}
