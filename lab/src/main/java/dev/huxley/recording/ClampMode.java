package dev.huxley.recording;

/** The mode of the amplifier during a sweep. */
public enum ClampMode {
    /** A current is injected and the voltage recorded. */
    CURRENT_CLAMP("current clamp"),
    /** The voltage is recorded with the current output off (I = 0). */
    NO_CURRENT("I = 0"),
    /** The voltage is commanded and the current recorded. */
    VOLTAGE_CLAMP("voltage clamp"),
    /** The file does not tell; {@link CurrentClampSweeps} concludes it from channels and command. */
    UNKNOWN("not stated");

    private final String words;

    ClampMode(String words) {
        this.words = words;
    }

    /** The mode in words, for messages. */
    @Override
    public String toString() {
        return words;
    }
}
