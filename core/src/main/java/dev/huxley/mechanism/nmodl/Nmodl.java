package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.Mechanism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*INCLUDE\\s+\"([^\"\\n]+)\".*$");
    private static final int MOST_INCLUDES = 50;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

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
        String text = whole(file);
        NmodlReading reading = reading(text, file, warnings);
        return new NmodlChannel(reading.file().name(), text, reading, false);
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
        String text = whole(file);
        NmodlReading reading = reading(text, file, warnings);
        return new NmodlSynapse(reading.file().name(), text, "v", reading);
    }

    /**
     * Reads a file of any kind: returns an {@link NmodlSynapse} if it is a synapse, else an {@link NmodlChannel}.
     *
     * @param warnings receives what a reader should know, each with file, line and column
     * @throws NmodlException if the file is no mechanism that Huxley can run, with all its problems
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Mechanism readAny(Path file, Consumer<String> warnings) {
        String text = whole(file);
        NmodlReading reading = reading(text, file, warnings);
        String name = reading.file().name();
        return reading.kind() == MechanismKind.SYNAPSE
                ? new NmodlSynapse(name, text, "v", reading)
                : new NmodlChannel(name, text, reading, false);
    }

    private static String whole(Path file) {
        return withIncludes(text(file), file, new int[] {MOST_INCLUDES});
    }

    private static NmodlReading reading(String text, Path file, Consumer<String> warnings) {
        String name = String.valueOf(file.getFileName());
        NmodlReading reading = NmodlReading.of(text, name, false);
        reading.warnings().forEach(warning -> warnings.accept(name + ":" + warning));
        return reading;
    }

    /**
     * Reads a text.
     *
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all its problems
     */
    public static NmodlChannel parse(String text) {
        NmodlReading reading = NmodlReading.of(text, "text", false);
        return new NmodlChannel(reading.file().name(), text, reading, false);
    }

    /**
     * Reads the text of a synapse: a POINT_PROCESS with NET_RECEIVE or a POINTER.
     *
     * @throws NmodlException if the text is no mechanism that Huxley can run, with all its problems
     */
    public static NmodlSynapse parseSynapse(String text) {
        NmodlReading reading = NmodlReading.of(text, "text", false);
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

    private static String withIncludes(String text, Path file, int[] left) {
        Matcher include = INCLUDE.matcher(text);
        StringBuilder whole = new StringBuilder();
        while (include.find()) {
            if (--left[0] < 0) {
                throw new IllegalArgumentException(
                        file + " includes more than " + MOST_INCLUDES + " files; does one include itself?");
            }
            Path other = file.resolveSibling(include.group(1));
            include.appendReplacement(whole, Matcher.quoteReplacement(withIncludes(text(other), other, left)));
        }
        return include.appendTail(whole).toString();
    }

    /** The text of UTF-8, and of other encodings with a character for every byte, so that comments in any pass. */
    private static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > NmodlReading.LONGEST) {
                throw new IllegalArgumentException(file + " has " + Files.size(file) + " bytes, more than the "
                        + NmodlReading.LONGEST + " that a mechanism may have");
            }
            return decoded(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
