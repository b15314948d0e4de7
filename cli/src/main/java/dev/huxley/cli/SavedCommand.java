package dev.huxley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The command line of a fit, kept in its folder so that {@code --resume} can go on with it.
 *
 * @param arguments the arguments behind {@code fit}
 * @param recording the recording's absolute path
 * @param digest the SHA-256 of the recording
 */
record SavedCommand(List<String> arguments, Path recording, String digest) {
    private static final String NAME = "fit.json";
    private static final long LARGEST = 1 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    SavedCommand {
        arguments = List.copyOf(arguments);
    }

    static SavedCommand of(List<String> arguments, Path recording) {
        return new SavedCommand(arguments, recording.toAbsolutePath(), digest(recording));
    }

    /** Writes the command into the folder of its fit. */
    void write(Path folder) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("format", "Huxley fit command");
        document.put("recording", recording.toString());
        document.put("sha256", digest);
        arguments.forEach(document.putArray("arguments")::add);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(NAME),
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + folder.resolve(NAME) + " (" + e.getMessage()
                            + "); make room or choose another folder with --out",
                    e);
        }
    }

    /**
     * Reads the command of the fit in a folder.
     *
     * @throws IllegalArgumentException if there is none, or the recording is missing or has changed since
     */
    static SavedCommand read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no fit to go on with in '" + folder + "': it has no " + NAME
                    + "; give the folder of a fit, as in --resume huxley-fit");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for the command of a fit");
            }
            JsonNode document = MAPPER.readTree(Files.readString(file));
            List<String> arguments = new ArrayList<>();
            document.path("arguments").forEach(node -> arguments.add(node.asText()));
            Path recording = Path.of(document.path("recording").asText());
            SavedCommand saved = new SavedCommand(
                    arguments, recording, document.path("sha256").asText());
            if (!Files.isRegularFile(recording)) {
                throw new IllegalArgumentException(
                        "the recording " + recording + " of this fit is not there any more; put it back to go on");
            }
            if (!digest(recording).equals(saved.digest)) {
                throw new IllegalArgumentException("the recording " + recording
                        + " has changed since the fit began; begin a new fit, without --resume");
            }
            return saved;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
