package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.SourceText;
import dev.huxley.mechanism.nmodl.syntax.SourceText.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a file together with the files that it includes. */
final class NmodlFiles {
    private static final Pattern INCLUDE = Pattern.compile("[ \\t]*INCLUDE[ \\t]+\"([^\"]+)\"(.*)", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("[^:?]*\\bCOMMENT\\b.*", Pattern.DOTALL);
    private static final int MOST_INCLUDES = 50;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<Origin> origins = new ArrayList<>();
    private int included;

    private NmodlFiles(String name) {
        this.name = name;
    }

    /**
     * The text of a file with those that it includes, which are looked for beside the file that does.
     *
     * @throws NmodlException if an included file is not there
     * @throws UncheckedIOException if a file cannot be read
     */
    static SourceText read(Path file) {
        NmodlFiles files = new NmodlFiles(String.valueOf(file.getFileName()));
        files.add(text(file), file, "");
        boolean isOne = files.included == 0;
        return new SourceText(files.text.toString(), files.name, isOne ? List.of() : files.origins);
    }

    /** Adds the lines of a file, each that includes another replaced by those of the other. */
    private void add(String content, Path file, String shown) {
        String[] lines = content.split("\n", -1);
        boolean isComment = false;
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                text.append('\n');
            }
            isComment = lines[i].contains("ENDCOMMENT")
                    ? false
                    : isComment || COMMENT.matcher(lines[i]).matches();
            Matcher include = INCLUDE.matcher(lines[i]);
            if (!isComment && include.matches()) {
                Position at = new Position(shown, i + 1, lines[i].indexOf("INCLUDE") + 1);
                include(include.group(1), file, at);
                if (!include.group(2).isBlank()) {
                    text.append('\n');
                    line(include.group(2), new Origin(shown, i + 1));
                }
            } else {
                line(lines[i], new Origin(shown, i + 1));
            }
        }
    }

    private void line(String line, Origin origin) {
        text.append(line);
        origins.add(origin);
    }

    private void include(String other, Path by, Position at) {
        if (++included > MOST_INCLUDES) {
            throw refusal(at, "more than " + MOST_INCLUDES + " files are included; does one include itself?");
        }
        Path file = by.resolveSibling(other);
        if (!Files.isRegularFile(file)) {
            throw refusal(
                    at,
                    "INCLUDE \"" + other + "\": there is no file " + file + "; put it beside " + by.getFileName()
                            + ", or its text in place of the INCLUDE");
        }
        add(text(file), file, other);
    }

    private NmodlException refusal(Position at, String reason) {
        return new NmodlException(name, List.of(new Problem(at, reason)));
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
}
