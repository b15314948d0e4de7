package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.nmodl.syntax.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads mechanisms from files in NMODL, NEURON's language ({@code .mod}).
 *
 * <pre>{@code
 * cell.insert(Nmodl.read(Path.of("nafast.mod")));
 * cell.set("nafast_gbar", 0.1);
 * }</pre>
 *
 * <p>Channels and pools of ions (SUFFIX), current clamps (POINT_PROCESS) and artificial cells are {@link NmodlChannel}s,
 * which are inserted; a POINT_PROCESS with NET_RECEIVE or a POINTER is an {@link NmodlSynapse}, which connects:
 *
 * <pre>{@code
 * network.connect(cell, other, Nmodl.readSynapse(Path.of("synexp.mod"))).set("SynExp_weight", 5e-4);
 * }</pre>
 *
 * <p>The guide's page on NMODL says what is refused. A file with faults gives one exception with all of them.
 */
public final class Nmodl {
    private Nmodl() {}

    /** Reads a file; warnings go to standard error. */
    public static NmodlChannel read(Path file) {
        return read(file, text -> System.err.println("huxley: " + text));
    }

    /**
     * Reads a file.
     *
     * @param warnings receives what a reader should know, each with file, line and column
     * @throws NmodlException if the file is no mechanism that Huxley can run, with all its problems
     * @throws UncheckedIOException if the file cannot be read
     */
    public static NmodlChannel read(Path file, Consumer<String> warnings) {
        SourceText text = NmodlFiles.read(file);
        NmodlReading reading = reading(text, warnings);
        return new NmodlChannel(reading.file().name(), text.text(), reading, false);
    }

    /** Reads a synapse from a file; warnings go to standard error. */
    public static NmodlSynapse readSynapse(Path file) {
        return readSynapse(file, text -> System.err.println("huxley: " + text));
    }

    /**
     * Reads a synapse from a file: a POINT_PROCESS with NET_RECEIVE or a POINTER.
     *
     * @param warnings receives what a reader should know, each with file, line and column
     * @throws NmodlException if the file is no mechanism that Huxley can run, with all its problems
     * @throws UncheckedIOException if the file cannot be read
     */
    public static NmodlSynapse readSynapse(Path file, Consumer<String> warnings) {
        SourceText text = NmodlFiles.read(file);
        NmodlReading reading = reading(text, warnings);
        return new NmodlSynapse(reading.file().name(), text.text(), "v", reading);
    }

    /**
     * Reads a file of any kind: returns an {@link NmodlSynapse} if it is a synapse, else an {@link NmodlChannel}.
     *
     * @param warnings receives what a reader should know, each with file, line and column
     * @throws NmodlException if the file is no mechanism that Huxley can run, with all its problems
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Mechanism readAny(Path file, Consumer<String> warnings) {
        SourceText text = NmodlFiles.read(file);
        NmodlReading reading = reading(text, warnings);
        String name = reading.file().name();
        return reading.kind() == MechanismKind.SYNAPSE
                ? new NmodlSynapse(name, text.text(), "v", reading)
                : new NmodlChannel(name, text.text(), reading, false);
    }

    private static NmodlReading reading(SourceText text, Consumer<String> warnings) {
        NmodlReading reading = NmodlReading.of(text, false);
        reading.warnings().forEach(warning -> warnings.accept(warning.in(text.name())));
        return reading;
    }

    /**
     * Reads a text.
     *
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all its problems
     */
    public static NmodlChannel parse(String text) {
        NmodlReading reading = NmodlReading.of(SourceText.of(text, "text"), false);
        return new NmodlChannel(reading.file().name(), text, reading, false);
    }

    /**
     * Reads the text of a synapse: a POINT_PROCESS with NET_RECEIVE or a POINTER.
     *
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all its problems
     */
    public static NmodlSynapse parseSynapse(String text) {
        NmodlReading reading = NmodlReading.of(SourceText.of(text, "text"), false);
        return new NmodlSynapse(reading.file().name(), text, "v", reading);
    }

    /**
     * Reads all files of a folder that end in {@code .mod}; returns the mechanisms by their names in alphabetical order,
     * each as {@link #readAny} does.
     *
     * @throws NmodlException if one cannot be read
     */
    public static Map<String, Mechanism> folder(Path folder, Consumer<String> warnings) {
        Map<String, Mechanism> mechanisms = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".mod"))
                    .sorted()
                    .toList();
            for (Path file : found) {
                Mechanism mechanism = readAny(file, warnings);
                if (mechanisms.put(mechanism.name(), mechanism) != null) {
                    throw new IllegalArgumentException("the folder " + folder + " has two files of the mechanism "
                            + mechanism.name() + "; one of them is " + file.getFileName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return mechanisms;
    }
}
