package dev.huxley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * @param recording the absolute path of the recording, or of the folder of recordings
 * @param digest the SHA-256 of the recording; empty for a folder, whose recordings have commands of their own
 */
record SavedCommand(List<String> arguments, Path recording, String digest) {
    private static final String NAME = "fit.json";
    private static final String FORMAT = "Huxley fit command";
    private static final String REMEDY =
            "give the folder of a fit, or begin a new fit with --recording, without --resume";
    private static final long LARGEST = 1 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    SavedCommand {
        arguments = List.copyOf(arguments);
    }

    static SavedCommand of(List<String> arguments, Path recording) {
        return new SavedCommand(arguments, absolute(recording), Files.isDirectory(recording) ? "" : digest(recording));
    }

    /** Tells whether a folder has the command of a fit. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * Checks that a folder has no fit of another recording, which a fit there would replace.
     *
     * @param recording the recording, or the folder of recordings; null for the demo
     * @throws IllegalArgumentException if it has one
     */
    static void requireNoOther(Path folder, Path recording) {
        if (!isIn(folder)) {
            return;
        }
        String other;
        try {
            other = MAPPER.readTree(Files.readString(folder.resolve(NAME)))
                    .path("recording")
                    .asText();
        } catch (IOException e) {
            return; // No fit that could go on.
        }
        if (!other.isEmpty()
                && !(recording != null && other.equals(absolute(recording).toString()))) {
            throw new IllegalArgumentException("the folder " + Quotation.of(folder.toString()) + " has the fit of "
                    + Quotation.of(other) + ", which this one would replace; give it a folder of its own (--out), or"
                    + " move that one");
        }
    }

    private static Path absolute(Path recording) {
        return recording.toAbsolutePath().normalize();
    }

    /**
     * Writes the command into the folder of its fit; there is a whole one at any moment.
     *
     * @return the file
     * @throws UncheckedIOException if it cannot be written
     */
    Path write(Path folder) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("format", FORMAT);
        document.put("recording", recording.toString());
        document.put("sha256", digest);
        arguments.forEach(document.putArray("arguments")::add);
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve("." + NAME + ".part");
            Files.writeString(part, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
            return Files.move(
                    part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + folder.resolve(NAME) + " (" + e + "); make room or choose another folder", e);
        }
    }

    /**
     * Reads the command of the fit in a folder.
     *
     * @throws IllegalArgumentException if there is none, it is damaged, or the recording is missing or has changed since
     */
    static SavedCommand read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!isIn(folder)) {
            throw new IllegalArgumentException("there is no fit to go on with in '" + folder + "': it has no " + NAME
                    + "; give the folder of a fit, as in --resume huxley-fit");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for the command of a fit");
            }
            JsonNode document = MAPPER.readTree(Files.readString(file));
            if (!FORMAT.equals(document.path("format").asText())
                    || !document.path("arguments").isArray()
                    || document.path("recording").asText().isBlank()) {
                throw new IllegalArgumentException(file + " is damaged or no command of a fit; " + REMEDY);
            }
            List<String> arguments = new ArrayList<>();
            document.path("arguments").forEach(node -> arguments.add(node.asText()));
            Path recording = Path.of(document.path("recording").asText());
            SavedCommand saved = new SavedCommand(
                    arguments, recording, document.path("sha256").asText());
            if (!Files.exists(recording)) {
                throw new IllegalArgumentException(
                        "the recording " + recording + " of this fit is not there any more; put it back to go on");
            }
            if (!Files.isDirectory(recording) && !digest(recording).equals(saved.digest)) {
                throw new IllegalArgumentException("the recording " + recording
                        + " has changed since the fit began; begin a new fit, without --resume");
            }
            return saved;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is damaged (" + e.getOriginalMessage() + "); " + REMEDY, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
