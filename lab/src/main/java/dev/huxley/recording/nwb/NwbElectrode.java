package dev.huxley.recording.nwb;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file says in words about an electrode.
 *
 * @param name its name
 * @param accessMegohm its access resistance, MOhm
 * @param sealGigohm its seal, GOhm
 * @param junctionPotential the liquid junction potential with the file's sign, mV
 */
record NwbElectrode(
        String name, OptionalDouble accessMegohm, OptionalDouble sealGigohm, OptionalDouble junctionPotential) {
    private static final Pattern RESISTANCE = Pattern.compile(
            "^\\s*([0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)\\s*([kMG]?)\\s*(?:\\p{IsGreek}|\u2126|[Oo]hms?)?\\s*$");
    private static final Pattern JUNCTION = Pattern.compile(
            "junction potential[^-+0-9]{0,40}([-+]?[0-9]+(?:\\.[0-9]+)?)\\s*mV", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TEXT = 10_000;

    /** A resistance in ohm: {@code "11.2 MOhm"} or a plain number of ohms; empty for any other text. */
    static OptionalDouble ohm(Optional<String> text) {
        if (text.isEmpty() || text.get().length() > 100) {
            return OptionalDouble.empty();
        }
        Matcher matcher = RESISTANCE.matcher(text.get());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double factor =
                switch (matcher.group(2)) {
                    case "k" -> 1e3;
                    case "M" -> 1e6;
                    case "G" -> 1e9;
                    default -> 1;
                };
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
    }

    /** A liquid junction potential in mV that a text states; empty if it states none. */
    static OptionalDouble junction(String text) {
        Matcher matcher = JUNCTION.matcher(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        return matcher.find() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }
}
