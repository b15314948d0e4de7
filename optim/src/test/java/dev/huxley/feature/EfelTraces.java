package dev.huxley.feature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.testing.Reference;
import java.util.ArrayList;
import java.util.List;

/** The traces on which eFEL's own program was run, and what it gave. */
final class EfelTraces {
    static final double DT = 0.1;

    private EfelTraces() {}

    static JsonNode all() {
        return Reference.of("efel").get("traces");
    }

    /** The names of the traces that knots or formulas make. */
    static List<String> formulaNames() {
        List<String> names = new ArrayList<>();
        all().properties().forEach(each -> {
            if (each.getValue().has("knots") || each.getValue().has("formula")) {
                names.add(each.getKey());
            }
        });
        return names;
    }

    static FeatureTrace trace(String name) {
        JsonNode entry = all().get(name);
        return trace(entry, samples(name));
    }

    static FeatureTrace trace(JsonNode entry, double[] samples) {
        return FeatureTrace.of(samples, DT)
                .stimulus(
                        entry.get("stim_start").asDouble(),
                        entry.get("stim_end").asDouble(),
                        entry.get("current_nA").asDouble());
    }

    static double[] samples(String name) {
        JsonNode entry = all().get(name);
        double[] samples = new double[entry.get("samples").asInt()];
        for (int i = 0; i < samples.length; i++) {
            double t = DT * i;
            samples[i] = entry.has("knots") ? onKnots(entry.get("knots"), t) : formula(name, entry, t);
        }
        return samples;
    }

    private static double onKnots(JsonNode knots, double t) {
        for (int k = 0; k + 1 < knots.size(); k++) {
            double left = knots.get(k).get(0).asDouble();
            double right = knots.get(k + 1).get(0).asDouble();
            if (t <= right) {
                double from = knots.get(k).get(1).asDouble();
                return from + (knots.get(k + 1).get(1).asDouble() - from) * (t - left) / (right - left);
            }
        }
        return knots.get(knots.size() - 1).get(1).asDouble();
    }

    private static double formula(String name, JsonNode entry, double t) {
        double s = entry.get("stim_start").asDouble();
        double e = entry.get("stim_end").asDouble();
        return switch (name) {
            case "noise_at_threshold" -> t > s && t < e
                    ? -20.3 + 1.7 * Math.sin(2 * Math.PI * t / 7.3) + 0.9 * Math.sin(2 * Math.PI * t / 1.7)
                    : -65;
            case "flat" -> -70;
            case "flat_inexact_mean" -> -70.1;
            case "depolarising_no_spike" -> charging(t, s, e, 18, 15);
            case "sag" -> charging(t, s, e, -14, 8, 6, 60);
            default -> charging(t, s, e, -10, 20);
        };
    }

    private static double charging(double t, double s, double e, double... terms) {
        double v = -70;
        for (int k = 0; k < terms.length; k += 2) {
            double tau = terms[k + 1];
            if (t > s) {
                double risen = 1 - Math.exp(-(Math.min(t, e) - s) / tau);
                v += terms[k] * risen * (t > e ? Math.exp(-(t - e) / tau) : 1);
            }
        }
        return v;
    }
}
