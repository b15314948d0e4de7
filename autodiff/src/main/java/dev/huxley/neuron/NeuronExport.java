package dev.huxley.neuron;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.protocol.Waveform;
import dev.huxley.text.Brief;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model written for NEURON: a folder with its mechanisms in NMODL, {@code mod/}, a program in Python that builds the
 * cell and runs it, {@code model.py}, and a README.
 *
 * <pre>{@code
 * NeuronExport.of(cell).write(Path.of("for-neuron"));
 * }</pre>
 *
 * <p>Imported mechanisms keep their text, in ASCII, and their name unless NEURON has one of that name; Huxley's own are written so that NEURON takes the same steps. All values are
 * those of the model, compartment by compartment; its stimuli, clamps, recordings and its initial state are in the
 * program. What has no form in NEURON is named in an error, and nothing is written then.
 */
public final class NeuronExport {
    /** The duration (ms) of a run without a stimulus. */
    private static final double USUAL_DURATION = 100;

    /**
     * A run.
     *
     * @param stimulus the stimulus besides those of the model
     * @param voltage the voltage at which it begins, mV; NaN for the model's
     */
    record Sweep(PlacedWaveform stimulus, double voltage) {}

    private final NeuronModel model;
    private final double timeStep;
    private final double duration;
    private final Map<String, Sweep> sweeps;
    private final List<String> notes;

    private NeuronExport(
            NeuronModel model, double timeStep, double duration, Map<String, Sweep> sweeps, List<String> notes) {
        this.model = model;
        this.timeStep = timeStep;
        this.duration = duration;
        this.sweeps = new LinkedHashMap<>(sweeps);
        this.notes = List.copyOf(notes);
    }

    /**
     * A model as it is now, with the time step and the duration of its stimuli; without any, with 0.025 ms and 100 ms.
     * Later changes of the model are changes of the export.
     */
    public static NeuronExport of(NeuronModel model) {
        List<PlacedWaveform> protocols = new ArrayList<>(model.stimuli());
        protocols.addAll(model.clamps());
        double timeStep =
                protocols.isEmpty() ? 0.025 : protocols.get(0).waveform().timeStep();
        double duration = protocols.stream()
                .mapToDouble(
                        each -> (each.waveform().length() - 1) * each.waveform().timeStep())
                .max()
                .orElse(USUAL_DURATION);
        return new NeuronExport(model, timeStep, duration, Map.of(), List.of());
    }

    /** The same with another time step (ms). */
    public NeuronExport dt(double milliseconds) {
        return new NeuronExport(model, positive(milliseconds, "time step"), duration, sweeps, notes);
    }

    /** The same with another duration of runs (ms). */
    public NeuronExport tMax(double milliseconds) {
        return new NeuronExport(model, timeStep, positive(milliseconds, "duration"), sweeps, notes);
    }

    /**
     * The same with one more run, which has this stimulus beside those of the model.
     *
     * @param name the name of the run: letters, digits, '-' and '_'
     * @param place the compartments that are stimulated
     * @param current nA, one lane, or one for each compartment
     */
    public NeuronExport sweep(String name, Selection place, Waveform current) {
        return sweep(name, place, current, Double.NaN);
    }

    /**
     * The same with one more run, which begins at a voltage of its own.
     *
     * @param voltage mV, in all compartments; NaN for the model's
     */
    public NeuronExport sweep(String name, Selection place, Waveform current, double voltage) {
        if (!name.matches("[A-Za-z0-9_-]+") || sweeps.containsKey(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a run: use letters, digits, '-' and '_', and each name once");
        }
        if (place.model() != model) {
            throw new IllegalArgumentException("the stimulated place belongs to another model; take it from this one");
        }
        Map<String, Sweep> more = new LinkedHashMap<>(sweeps);
        PlacedWaveform stimulus =
                new PlacedWaveform(Domain.NODES, PlacedWaveform.CURRENT, place.compartments(), current);
        more.put(name, new Sweep(stimulus, voltage));
        return new NeuronExport(model, timeStep, duration, more, notes);
    }

    /** The same with one more remark in the README, one sentence without its full stop. */
    public NeuronExport note(String remark) {
        List<String> more = new ArrayList<>(notes);
        more.add(remark);
        return new NeuronExport(model, timeStep, duration, sweeps, more);
    }

    /** The texts of the mechanisms in NMODL by the names of their files, {@code "HH.mod"}. */
    public Map<String, String> mechanisms() {
        Map<String, String> files = new TreeMap<>();
        files().forEach((name, text) -> {
            if (name.startsWith("mod/")) {
                files.put(name.substring("mod/".length()), text);
            }
        });
        return files;
    }

    /**
     * The texts of all files by their paths in the folder: {@code "model.py"}, {@code "README.txt"}, {@code
     * "mod/HH.mod"}.
     *
     * @throws IllegalArgumentException if a part of the model has no form in NEURON; the message names all such parts
     */
    public Map<String, String> files() {
        List<String> problems = new ArrayList<>();
        Map<String, WrittenMechanism> mechanisms = mechanisms(problems);
        if (!model.diffusingStates().isEmpty()) {
            problems.add("the diffusion of " + String.join(", ", model.diffusingStates())
                    + " along the cable, for which NEURON has rxd; deleteDiffusion removes it");
        }
        model.globals()
                .processes()
                .forEach(process ->
                        problems.add("the process " + process.name() + " of the whole model, which NEURON has not"));
        PythonProgram program = null;
        if (problems.isEmpty()) {
            program = new PythonProgram(model, mechanisms, sweeps, timeStep, duration, problems);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the model cannot be written for NEURON: "
                    + String.join("; ", problems.stream().distinct().toList()));
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.txt", program.readme(notes));
        files.put("model.py", program.text());
        mechanisms
                .values()
                .forEach(written -> put(written.file().suffix(), written.file().text(), files));
        program.synapseFiles().forEach((name, text) -> put(name, text, files));
        return files;
    }

    /** Adds the file of a mechanism, under a name that differs from others not only by capitals: some systems mix those up. */
    private static void put(String mechanism, String text, Map<String, String> files) {
        String name = "mod/" + mechanism + ".mod";
        for (int number = 2; files.keySet().stream().anyMatch(name::equalsIgnoreCase); number++) {
            name = "mod/" + mechanism + "_" + number + ".mod";
        }
        files.put(name, text);
    }

    private Map<String, WrittenMechanism> mechanisms(List<String> problems) {
        ReadableQuantities readable = ReadableQuantities.of(model);
        Map<String, WrittenMechanism> mechanisms = new LinkedHashMap<>();
        for (MembraneMechanism mechanism : ModelMechanisms.written(model)) {
            try {
                mechanisms.put(mechanism.name(), WrittenMechanism.of(mechanism, readable, timeStep));
            } catch (UnwritableException reason) {
                problems.add(reason.getMessage());
            }
        }
        return mechanisms;
    }

    /**
     * Writes the files into a folder, which is made if need be.
     *
     * @throws IllegalArgumentException if a part of the model has no form in NEURON, or the folder has mechanisms of
     *     another model, which NEURON would compile too; nothing is written then
     * @throws UncheckedIOException if a file cannot be written
     */
    public void write(Path folder) {
        Map<String, String> files = files();
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        files.forEach((name, text) -> encoded.put(name, text.getBytes(StandardCharsets.US_ASCII)));
        try {
            requireNoOthers(folder.resolve("mod"), files);
            Files.createDirectories(folder.resolve("mod"));
            for (Map.Entry<String, byte[]> file : encoded.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void requireNoOthers(Path mod, Map<String, String> files) throws IOException {
        if (!Files.isDirectory(mod)) {
            return;
        }
        try (Stream<Path> present = Files.list(mod)) {
            List<String> others = present.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mod") && !files.containsKey("mod/" + name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new IllegalArgumentException("the folder " + mod + " has mechanisms of another model, "
                        + Brief.list(others) + "; remove them or give another folder");
            }
        }
    }

    private static double positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a " + what + " of " + value + " ms; it must be positive");
        }
        return value;
    }

    @Override
    public String toString() {
        return "NeuronExport[" + model + ", steps of " + timeStep + " ms for " + duration + " ms]";
    }
}
