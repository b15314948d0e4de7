package dev.huxley.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** A text that no message may show as it is, for the tests of everything that reads files or command lines. */
public final class HostileText {
    /** 5000 letters with commands to a terminal; no characters that end a field or a word. */
    public static final String LONG = "\u001bc" + "Q".repeat(5000) + "\u0007";

    /** The same where control characters cannot be written. */
    public static final String LONG_WORD = "Q".repeat(5000);

    private static final int LONGEST_MESSAGE = 2500;
    private static final Pattern QUOTED = Pattern.compile("Q{81}");

    private HostileText() {}

    /** Fails unless the message quotes at most 80 characters at a time, and none that a terminal would obey. */
    public static void requireBounded(String message) {
        String start = message.substring(0, Math.min(300, message.length()));
        assertTrue(!QUOTED.matcher(message).find(), "more than 80 characters are quoted: " + start);
        assertTrue(message.length() <= LONGEST_MESSAGE, message.length() + " characters: " + start);
        assertTrue(
                message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
                "control characters: " + message.replace('\u001b', '!'));
    }
}
