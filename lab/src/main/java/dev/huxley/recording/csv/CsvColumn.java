package dev.huxley.recording.csv;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One title of a text file's header line, such as {@code voltage [mV]} or {@code time (s)}.
 *
 * @param name without unit
 * @param unit empty when the title has none
 */
record CsvColumn(String name, Optional<String> unit) {
    /** The beginning of the title of a column that holds a command instead of a recorded channel. */
    static final String COMMAND_PREFIX = "command ";

    private static final Pattern WITH_UNIT = Pattern.compile("(.*?)\\s*(?:\\[([^\\[\\]]+)]|\\(([^()]+)\\))\\s*");
    private static final Pattern NUMBERED = Pattern.compile("(.*\\S)_([0-9]{1,6})");

    static CsvColumn parse(String title) {
        Matcher matcher = WITH_UNIT.matcher(title);
        if (!matcher.matches()) {
            return new CsvColumn(title.strip(), Optional.empty());
        }
        String unit = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return new CsvColumn(matcher.group(1).strip(), Optional.of(unit.strip()));
    }

    boolean isTime() {
        return name.equalsIgnoreCase("time") || name.equalsIgnoreCase("t");
    }

    boolean isSweep() {
        return name.equalsIgnoreCase("sweep");
    }

    boolean isCommand() {
        return name.toLowerCase(Locale.ROOT).startsWith(COMMAND_PREFIX);
    }

    /** The name without the prefix of commands. */
    String plainName() {
        return isCommand() ? name.substring(COMMAND_PREFIX.length()).strip() : name;
    }

    /** 3 for {@code voltage_3}; empty when the name has no number. */
    Optional<Integer> number() {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(2))) : Optional.empty();
    }

    /** {@code voltage [mV]} for {@code voltage_3 [mV]}. */
    CsvColumn withoutNumber() {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? new CsvColumn(matcher.group(1), unit) : this;
    }

    String title() {
        return unit.map(u -> name + " [" + u + "]").orElse(name);
    }
}
