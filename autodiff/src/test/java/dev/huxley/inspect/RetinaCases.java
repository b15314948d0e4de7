package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The set-ups of the reference's cells and synapses of the retina, and the comparison with its traces. */
final class RetinaCases {
    static final double DT = 0.025;

    /** The samples of a trace: 50 ms. */
    static final int SAMPLES = 2001;

    /** Relative to the larger of 1 and the value. */
    static final double TOLERANCE = 1e-8;

    private RetinaCases() {}

    static JsonNode setup(String name) {
        return Reference.of("retina").at("/setup/cases/" + name);
    }

    static JsonNode expected(String name, String what) {
        return Reference.of("retina").at("/expected/" + name + "/" + what);
    }

    /** A compartment with these mechanisms and the parameters of a case, but for some. */
    static Cell cell(JsonNode setup, List<MembraneMechanism> mechanisms, Set<String> without) {
        Cell cell = new Cell(new Compartment());
        mechanisms.forEach(cell::insert);
        set(cell, setup.get("geometry"), without);
        cell.set("v", setup.get("v").asDouble());
        set(cell, setup.get("parameters"), without);
        return cell;
    }

    static void set(Cell cell, JsonNode values, Set<String> without) {
        values.properties().forEach(value -> {
            if (!without.contains(value.getKey())) {
                cell.set(value.getKey(), value.getValue().asDouble());
            }
        });
    }

    /** Sets the initial states, the current and, where there is a photoreceptor, the light of a case. */
    static void begin(Cell cell, JsonNode setup) {
        set(cell, setup.get("initial_states"), Set.of());
        cell.stimulate(samples(setup.get("stimulus"), "amplitude", 0));
        JsonNode light = setup.get("light");
        if (light != null) {
            // The reference writes sample k at the end of step k, where step k + 1 is the first to use it.
            cell.clamp(light.get("state").asText(), samples(light, "value", 1));
        }
    }

    /** A constant over the samples of a stimulus, zero elsewhere, some samples later. */
    static Waveform samples(JsonNode stimulus, String value, int later) {
        double[] samples = new double[SAMPLES];
        int last = stimulus.at("/samples/1").asInt() + later;
        for (int k = stimulus.at("/samples/0").asInt() + later; k <= last; k++) {
            samples[k] = stimulus.get(value).asDouble();
        }
        return Waveform.of(samples, DT);
    }

    /** Fails unless a trace has the expected values, which are those of every so-many-th sample. */
    static void assertClose(String what, JsonNode expected, double[] trace, int every, double tolerance) {
        assertTrue(expected.size() > SAMPLES / every, what + " has " + expected.size() + " values");
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            double want = expected.get(i).asDouble();
            double error = Math.abs(want - trace[every * i]) / Math.max(1, Math.abs(want));
            if (!(error <= worst)) {
                worst = error;
                at = i;
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%s differs by %.3g in sample %d: %s instead of %s",
                what,
                worst,
                every * at,
                trace[every * at],
                expected.get(at));
        assertTrue(worst <= tolerance, text);
    }
}
