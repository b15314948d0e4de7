package dev.huxley.neuron;

import dev.huxley.mechanism.Temperature;
import dev.huxley.model.NeuronModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The program in Python that builds a model in NEURON and runs it: tables of the model's values, and code that reads them. */
final class PythonProgram {
    /** NEURON's own temperature (degC), at which a model without one runs. */
    private static final double USUAL_CELSIUS = 6.3;

    private final NeuronModel model;
    private final SectionTable sections;
    private final Map<String, WrittenMechanism> mechanisms;
    private final MechanismTables tables;
    private final ProtocolTables protocols;
    private final SynapseTable synapses;
    private final Map<String, NeuronExport.Sweep> sweeps;
    private final double timeStep;
    private final double duration;

    PythonProgram(
            NeuronModel model,
            Map<String, WrittenMechanism> mechanisms,
            Map<String, NeuronExport.Sweep> sweeps,
            double timeStep,
            double duration,
            List<String> problems) {
        this.model = model;
        this.mechanisms = mechanisms;
        this.sweeps = sweeps;
        this.timeStep = timeStep;
        this.duration = duration;
        sections = SectionTable.of(model, problems);
        tables = new MechanismTables(model, sections, mechanisms, timeStep, problems);
        protocols = new ProtocolTables(model, sections, mechanisms, timeStep, problems);
        synapses = new SynapseTable(model, sections, timeStep, problems);
    }

    /** The text of the program. */
    String text() {
        List<Integer> all =
                IntStream.range(0, sections.sections().size()).boxed().toList();
        List<String> segments = new ArrayList<>();
        segments.add("{\"name\": \"cm\", \"sections\": " + PythonLiteral.integers(all) + ", \"values\": "
                + tables.literal(all, row -> value("capacitance", row)) + "}");
        segments.addAll(tables.segmentValues());
        Map<String, Double> once = new LinkedHashMap<>(tables.globals());
        synapses.tabulated().forEach(process -> once.put("usetable_" + process, 0.0));
        List<String> globals = once.entrySet().stream()
                .map(each -> PythonLiteral.text(each.getKey()) + ": " + NmodlNumber.text(each.getValue()))
                .toList();
        String text = template();
        text = text.replace("@TITLE@", title()).replace("@VERSION@", version());
        text = text.replace("@DT@", NmodlNumber.text(timeStep)).replace("@TSTOP@", NmodlNumber.text(duration));
        text = text.replace("@V_INIT@", tables.literal(all, row -> value("v", row)));
        text = text.replace("@CELSIUS@", NmodlNumber.text(celsius()));
        text = text.replace(
                "@SECTIONS@",
                table(sections.sections().stream().map(PythonProgram::row).toList()));
        text = text.replace("@MECHANISMS@", table(tables.inserted())).replace("@POINTS@", table(tables.points()));
        text = text.replace("@SEGMENTS@", table(segments)).replace("@STARTS@", table(tables.starts()));
        text = text.replace("@GLOBALS@", "{" + String.join(", ", globals) + "}");
        text = text.replace("@ION_STYLES@", table(tables.ionStyles()));
        text = text.replace("@SYNAPSES@", table(synapses.rows())).replace("@CLAMPS@", table(protocols.clamps()));
        return text.replace("@SWEEPS@", table(runs())).replace("@RECORDINGS@", table(protocols.recordings()));
    }

    /** The files of synapses by the names of their point processes. */
    Map<String, String> synapseFiles() {
        return synapses.files();
    }

    /**
     * The text of the README.
     *
     * @param remarks what else a reader should know
     */
    String readme(List<String> remarks) {
        Set<String> notes = new LinkedHashSet<>(remarks);
        notes.addAll(tables.notes());
        notes.addAll(protocols.notes());
        List<String> byHand = mechanisms.values().stream()
                .filter(each -> each.file().stepsByHand())
                .map(each -> each.file().suffix())
                .toList();
        if (!byHand.isEmpty()) {
            notes.add("the states of " + String.join(", ", byHand)
                    + " are advanced by a procedure that reads dt: use fixed time steps, not CVode");
        }
        Set<String> tabulated = new LinkedHashSet<>(synapses.tabulated());
        mechanisms.values().stream()
                .filter(WrittenMechanism::hasUnusedTables)
                .forEach(each -> tabulated.add(each.file().suffix()));
        tabulated.forEach(name -> notes.add("Huxley evaluates the functions of " + name
                + " exactly, not by its TABLE: model.py sets usetable_" + name + " = 0; with 1 NEURON interpolates"));
        if (synapses.hasDecaying()) {
            notes.add(
                    "conductances of ExpSyn and Exp2Syn are one decay smaller when they are recorded, since NEURON lets"
                            + " them decay after the step");
        }
        if (synapses.files().values().stream().anyMatch(file -> file.contains("POINTER"))) {
            notes.add("a POINTER is the presynaptic voltage at the beginning of a step; where a current depends on it"
                    + " directly, traces differ from Huxley's by terms of the order of the time step");
        }
        StringBuilder text = new StringBuilder(title()).append(", for NEURON\n\n");
        text.append("Written by Huxley ").append(version()).append(" for NEURON 9 and Python 3.\n\n");
        text.append("    nrnivmodl mod\n    python model.py\n\n");
        text.append(
                        "model.py builds the cell section by section and writes traces.csv, and traces.png where matplotlib is")
                .append(
                        "\ninstalled. mod/ holds the mechanisms: imported ones as they were, Huxley's own written in NMODL.\n");
        text.append("With steps of ").append(NmodlNumber.text(timeStep)).append(" ms voltages are those of Huxley.\n");
        if (!notes.isEmpty()) {
            text.append("\nTo know:\n");
            notes.forEach(note ->
                    text.append("- ").append(MechanismLayout.ascii(note)).append(".\n"));
        }
        return text.toString();
    }

    private List<String> runs() {
        if (sweeps.isEmpty()) {
            return List.of("{\"name\": \"run\", \"stimuli\": " + PythonLiteral.list(protocols.stimuli()) + "}");
        }
        List<String> rows = new ArrayList<>();
        sweeps.forEach((name, sweep) -> {
            List<String> all = new ArrayList<>(protocols.stimuli());
            all.addAll(protocols.stimulus(sweep.stimulus()));
            String voltage = Double.isNaN(sweep.voltage()) ? "" : ", \"v_init\": " + NmodlNumber.text(sweep.voltage());
            rows.add("{\"name\": " + PythonLiteral.text(name) + voltage + ", \"stimuli\": " + PythonLiteral.list(all)
                    + "}");
        });
        return rows;
    }

    private static String row(Section section) {
        return "{\"name\": " + PythonLiteral.text(section.name()) + ", \"parent\": " + section.parent() + ", \"at\": "
                + NmodlNumber.text(section.at()) + ", \"nseg\": " + section.segments() + ", \"Ra\": "
                + NmodlNumber.text(section.resistivity()) + ", \"L\": " + NmodlNumber.text(section.length())
                + ", \"diam\": " + PythonLiteral.numbers(section.diameters()) + ", \"points\": "
                + PythonLiteral.list(Arrays.stream(section.points())
                        .map(PythonLiteral::numbers)
                        .toList())
                + "}";
    }

    private static String table(List<String> rows) {
        return rows.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", rows) + "\n]";
    }

    private String title() {
        return model.structure().cells() == 1
                ? "A neuron of " + sections.sections().size()
                        + (sections.sections().size() == 1 ? " section" : " sections")
                : "A network of " + model.structure().cells() + " neurons";
    }

    private double celsius() {
        return model.globals().names().contains(Temperature.CELSIUS)
                ? model.globals().get(Temperature.CELSIUS)[0]
                : USUAL_CELSIUS;
    }

    private double value(String key, int row) {
        return model.nodes().numbers(key).value(row);
    }

    private static String version() {
        return Optional.ofNullable(PythonProgram.class.getPackage().getImplementationVersion())
                .orElse("0.1.0-SNAPSHOT");
    }

    private static String template() {
        try (InputStream stream = PythonProgram.class.getResourceAsStream("model.py")) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
