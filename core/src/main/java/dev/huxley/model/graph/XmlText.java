package dev.huxley.model.graph;

import dev.huxley.text.Quotation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes an XML file. Given bytes that are not in the file's encoding, Java's XML parser writes to standard error and
 * names no place, so it gets characters instead.
 */
final class XmlText {
    private static final Pattern DECLARATION =
            Pattern.compile("\\A(?:\u00ef\u00bb\u00bf)?<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"'>]*)[\"']");
    private static final int DECLARED_WITHIN = 300;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private XmlText() {}

    /**
     * @throws IllegalArgumentException if the bytes are not in the encoding that the file declares (UTF-8 by default)
     */
    static String decode(byte[] file) {
        Charset charset = charset(file);
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        CharBuffer characters = CharBuffer.allocate((int) Math.ceil(file.length * (double) decoder.maxCharsPerByte()));
        CoderResult result = decoder.decode(bytes, characters, true);
        characters.flip();
        if (result.isError()) {
            long line = 1 + characters.chars().filter(c -> c == '\n').count();
            throw new IllegalArgumentException("line " + line + ": byte " + bytes.position()
                    + " of the file is not text in " + charset + "; save the file in UTF-8");
        }
        boolean isMarked = characters.hasRemaining() && characters.charAt(0) == BYTE_ORDER_MARK;
        return characters.toString().substring(isMarked ? 1 : 0);
    }

    private static Charset charset(byte[] file) {
        if (file.length >= 2
                && (file[0] == (byte) 0xfe && file[1] == (byte) 0xff
                        || file[0] == (byte) 0xff && file[1] == (byte) 0xfe)) {
            return StandardCharsets.UTF_16;
        }
        String start = new String(file, 0, Math.min(DECLARED_WITHIN, file.length), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(start);
        if (!declaration.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declaration.group(1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line 1: the encoding " + Quotation.of(declaration.group(1))
                            + " is not known; save the file in UTF-8",
                    e);
        }
    }
}
