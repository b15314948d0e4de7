package dev.huxley.recording.nwb;

import dev.huxley.recording.ElectricalUnit;
import java.util.Locale;
import java.util.Map;

/** The units of NWB files, which are written in many ways. */
final class NwbUnits {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("volt", "V"),
            Map.entry("millivolt", "mV"),
            Map.entry("microvolt", "uV"),
            Map.entry("ampere", "A"),
            Map.entry("amp", "A"),
            Map.entry("milliampere", "mA"),
            Map.entry("milliamp", "mA"),
            Map.entry("microampere", "uA"),
            Map.entry("microamp", "uA"),
            Map.entry("nanoampere", "nA"),
            Map.entry("nanoamp", "nA"),
            Map.entry("picoampere", "pA"),
            Map.entry("picoamp", "pA"));

    private NwbUnits() {}

    /** The short name of a unit of voltage or current; other units as they are, {@code "?"} if empty. */
    static String of(String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            return "?";
        }
        if (ElectricalUnit.millivoltPer(text).isPresent()
                || ElectricalUnit.nanoamperePer(text).isPresent()) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower, text);
    }
}
