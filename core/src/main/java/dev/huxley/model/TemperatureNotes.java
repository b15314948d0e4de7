package dev.huxley.model;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Temperature;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences on mechanisms of one model whose rates belong to different temperatures. */
final class TemperatureNotes {
    /** The difference (°C) from which a sentence is worth it: rates then differ by some 1.7. */
    private static final double WORTH_SAYING = 5;

    private static final double ROOM_FOR_ROUNDING = 0.01;

    private final NeuronModel model;
    private final Map<String, Temperature> known = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private TemperatureNotes(NeuronModel model) {
        this.model = model;
        List<Mechanism> mechanisms = new ArrayList<>(model.channels());
        mechanisms.addAll(model.pumps());
        mechanisms.addAll(model.synapseTypes());
        mechanisms.forEach(mechanism ->
                mechanism.temperature().ifPresent(temperature -> known.put(mechanism.name(), temperature)));
    }

    static List<String> of(NeuronModel model) {
        TemperatureNotes notes = new TemperatureNotes(model);
        if (model.globals().contains(Temperature.CELSIUS)) {
            double celsius = model.globals().get(Temperature.CELSIUS)[0];
            notes.ratesThatStay(celsius);
            notes.ratesThatFollowADefault(celsius);
            notes.reversalPotentials(celsius);
        } else {
            notes.differences();
        }
        return notes.notes;
    }

    private void differences() {
        double lowest =
                known.values().stream().mapToDouble(Temperature::usual).min().orElse(0);
        double highest =
                known.values().stream().mapToDouble(Temperature::usual).max().orElse(0);
        if (highest - lowest < WORTH_SAYING) {
            return;
        }
        List<String> each = known.entrySet().stream()
                .map(entry -> entry.getKey() + " at " + entry.getValue().usual() + " °C"
                        + (entry.getValue().hasQ10() ? "" : " (fixed)"))
                .toList();
        notes.add("the mechanisms run at different temperatures: " + Brief.list(each)
                + "; globals().set(\"celsius\", ...) sets one for all whose rates follow it");
    }

    private void ratesThatStay(double celsius) {
        List<String> each = known.entrySet().stream()
                .filter(entry -> !entry.getValue().hasQ10())
                .filter(entry -> Math.abs(entry.getValue().measured() - celsius) >= WORTH_SAYING)
                .map(entry -> entry.getKey() + " (" + entry.getValue().measured() + " °C)")
                .toList();
        if (!each.isEmpty()) {
            notes.add("celsius is " + celsius + ", but the rates of " + Brief.list(each)
                    + " stay those at which they were measured: they have no Q10");
        }
    }

    /** Rates that follow a temperature which nobody has set, but a mechanism has brought. */
    private void ratesThatFollowADefault(double celsius) {
        Globals globals = model.globals();
        boolean isSet = globals.defined().stream().anyMatch(each -> each.key().equals(Temperature.CELSIUS))
                || globals.declaration(Temperature.CELSIUS).value() != celsius;
        List<String> each = known.entrySet().stream()
                .filter(entry -> entry.getValue().hasQ10())
                .filter(entry -> Math.abs(entry.getValue().usual() - celsius) >= WORTH_SAYING)
                .map(entry -> entry.getKey() + " (else at " + entry.getValue().usual() + " °C)")
                .toList();
        if (!isSet && !each.isEmpty()) {
            notes.add("celsius is " + celsius + ", the default of a mechanism that reads it, and the rates of "
                    + Brief.list(each) + " follow it; globals().set(\"celsius\", ...) sets another");
        }
    }

    /** A temperature of the Nernst equation that somebody has set, and that celsius replaces. */
    private void reversalPotentials(double celsius) {
        for (Mechanism mechanism : model.channels()) {
            mechanism.parameters().stream()
                    .filter(parameter -> parameter.unit().equals("K") && parameter.isScalar())
                    .forEach(parameter -> Arrays.stream(model.get(parameter.key()))
                            .filter(kelvin -> !Double.isNaN(kelvin) && kelvin != parameter.value())
                            .filter(kelvin -> Math.abs(kelvin - Temperature.ZERO_CELSIUS - celsius) > ROOM_FOR_ROUNDING)
                            .findFirst()
                            .ifPresent(kelvin -> notes.add("celsius is " + celsius + ", so that " + parameter.key()
                                    + " = " + kelvin + " K (" + (kelvin - Temperature.ZERO_CELSIUS)
                                    + " °C) is not used")));
        }
    }
}
