package dev.huxley.recording;

import dev.huxley.text.Quotation;
import java.util.Objects;

/**
 * One input of the digitizer.
 *
 * @param name the channel's name in the file; {@code "?"} where the file leaves it empty
 * @param unit the unit of its values as the file spells it, for instance {@code "mV"}; {@code "?"} where it is empty
 */
public record RecordedChannel(String name, String unit) {
    public RecordedChannel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
    }

    @Override
    public String toString() {
        return Quotation.of(name) + " [" + Quotation.bare(unit) + "]";
    }
}
