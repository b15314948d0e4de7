package dev.huxley.fit.description;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Temperature;
import dev.huxley.model.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The temperature of a described cell, and sentences on the mechanisms that do not follow it. */
final class Temperatures {
    private Temperatures() {}

    /** Sets the temperature (°C) of the cell. */
    static void set(Cell cell, double celsius) {
        cell.globals().set(Temperature.CELSIUS, celsius);
        // Not used beside celsius, but tables of the cell should not show another temperature.
        if (cell.nodes().contains("CaNernstReversal_T")) {
            cell.set("CaNernstReversal_T", celsius + Temperature.ZERO_CELSIUS);
        }
    }

    /** The sentences: on mechanisms of different temperatures, and on those that do not tell theirs if the cell has one. */
    static List<String> notes(Cell cell) {
        List<String> notes = new ArrayList<>(cell.globals().temperatureNotes());
        String unknown = cell.channels().stream()
                .filter(channel -> !channel.states().isEmpty()
                        && channel.temperature().isEmpty()
                        && channel.globalParameters().isEmpty())
                .map(Mechanism::name)
                .collect(Collectors.joining(", "));
        if (cell.globals().names().contains(Temperature.CELSIUS) && !unknown.isEmpty()) {
            notes.add("the rates of " + unknown + " do not depend on the temperature: they are those of their papers");
        }
        return notes;
    }
}
