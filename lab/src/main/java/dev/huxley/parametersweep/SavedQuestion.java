package dev.huxley.parametersweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.fit.recording.SoftwareVersions;
import dev.huxley.storage.ModelFile;
import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The question whose table is in a folder, kept as {@code sweep.json}: columns with units, the command line, and a digest of
 * each part on which the rows depend.
 */
final class SavedQuestion {
    static final String NAME = "sweep.json";
    private static final String FORMAT = "Huxley parameter sweep";
    private static final String PARTS = "digests";
    private static final long LARGEST = 64L << 20;

    private final ObjectNode document;
    private final Map<String, String> parts;

    private SavedQuestion(ObjectNode document, Map<String, String> parts) {
        this.document = document;
        this.parts = parts;
    }

    static SavedQuestion of(ParameterSweep sweep, ParameterSweepRun run, List<String> arguments) {
        ObjectNode document = JsonMapper.builder().build().createObjectNode();
        document.put("format", FORMAT);
        arguments.forEach(document.putArray("arguments")::add);
        document.put("combinations", run.combinations());
        document.put("stimuli", sweep.stimuli().size());
        ArrayNode columns = document.putArray("columns");
        sweep.table().paths().forEach(path -> column(columns, path, run.unit(path)));
        column(columns, TableLines.CURRENT, "nA");
        if (sweep.features().isEmpty()) {
            column(columns, "v_...", "mV");
        } else {
            run.columns().forEach(column -> column(columns, column.name(), column.unit()));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("software", "huxley " + SoftwareVersions.huxley() + ", engine " + run.engineName());
        parts.put("model", model(run.model()));
        parts.put("values", values(sweep.table()));
        parts.put("stimuli", stimuli(sweep.stimuli()));
        parts.put(
                "features",
                new Digest().add(run.columns() + " " + sweep.settings()).text());
        ObjectNode digests = document.putObject(PARTS);
        parts.forEach(digests::put);
        return new SavedQuestion(document, parts);
    }

    private static void column(ArrayNode columns, String name, String unit) {
        columns.addObject().put("name", name).put("unit", unit);
    }

    private static String model(VariedModel model) {
        return new Digest()
                .add(model.cell().trainables().toString())
                .add(ModelFile.bytes(model.cell()))
                .add(model.electrode().compartments()[0])
                .add(model.rigText())
                .add(model.initialVoltage())
                .text();
    }

    private static String values(ParameterTable table) {
        Digest digest = new Digest().add(table.paths().toString());
        if (table instanceof ParameterGrid grid) {
            grid.parameters().forEach(parameter -> digest.add(parameter.count()).add(parameter.values()));
        } else {
            for (long number = 0; number < table.combinations(); number++) {
                digest.add(table.values(number));
            }
        }
        return digest.text();
    }

    private static String stimuli(List<SweepStimulus> stimuli) {
        Digest digest = new Digest();
        for (SweepStimulus stimulus : stimuli) {
            digest.add(stimulus.label())
                    .add(stimulus.amplitude(), stimulus.start(), stimulus.end(), stimulus.timeStep())
                    .add(stimulus.initialVoltage().orElse(Double.NaN))
                    .add(stimulus.current());
        }
        return digest.text();
    }

    /**
     * Compares the question with that of a folder.
     *
     * @return whether the folder has one, which is the same
     * @throws IllegalArgumentException if it has another one; the message says in what they differ
     */
    boolean check(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(NAME))) {
            return false;
        }
        JsonNode saved = read(folder.resolve(NAME));
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (!part.getValue().equals(saved.path(PARTS).path(part.getKey()).asText())) {
                different.add(part.getKey());
            }
        }
        if (!different.isEmpty()) {
            throw new IllegalArgumentException("the folder " + Quotation.of(folder.toString())
                    + " has the table of another parameter sweep, which differs in " + String.join(", ", different)
                    + "; choose another folder (--out), or delete " + NAME + " in it to begin anew");
        }
        return true;
    }

    /** The arguments of the command line with which the sweep in a folder began. */
    static List<String> arguments(Path folder) {
        Path file = folder.resolve(NAME);
        List<String> arguments = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                read(file).path("arguments").forEach(node -> arguments.add(node.asText()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("there is no parameter sweep of the command line to go on with in "
                    + Quotation.of(folder.toString()) + "; give the folder of one, as in --resume huxley-sweep");
        }
        return arguments;
    }

    private static JsonNode read(Path file) throws IOException {
        JsonNode saved;
        try {
            saved = Files.size(file) > LARGEST
                    ? null
                    : JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            saved = null;
        }
        if (saved == null || !FORMAT.equals(saved.path("format").asText())) {
            throw new IllegalArgumentException("the file " + Quotation.of(file.toString())
                    + " is damaged or not of a parameter sweep; choose another folder (--out), or delete it");
        }
        return saved;
    }

    /** Writes the question into a folder; there is a whole one at any moment. */
    void write(Path folder) throws IOException {
        Path part = folder.resolve("." + NAME + ".part");
        Files.writeString(part, document.toPrettyString() + "\n");
        Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The SHA-256 of numbers and texts. */
    private static final class Digest {
        private final MessageDigest digest;

        Digest() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        Digest add(byte[] bytes) {
            digest.update(bytes);
            return this;
        }

        Digest add(String text) {
            return add(text.getBytes(StandardCharsets.UTF_8)).add(new byte[1]);
        }

        Digest add(double... values) {
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
            for (double value : values) {
                bytes.putDouble(value);
            }
            return add(bytes.array());
        }

        String text() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
