package dev.huxley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The comparison of a trace's features with what eFEL gave, with or without its resampling. */
public final class EfelReference {
    private EfelReference() {}

    /**
     * The features that differ.
     *
     * @param run what eFEL gave: {@code default}, {@code strict} or {@code strict_0.025} of a trace
     * @param values the entries of a feature, by its name in eFEL
     * @param relative the allowed relative difference, beside 1e-9
     * @param halfWidthSlack the allowed difference of AP_duration_half_width, ms, where two samples are equally near
     */
    public static List<String> differences(
            JsonNode run, Function<String, double[]> values, double relative, double halfWidthSlack) {
        Set<String> ignored = new HashSet<>();
        for (String list : List.of("not_the_bar", "undefined")) {
            if (run.has(list)) {
                run.get(list).forEach(each -> ignored.add(each.asText().split(" ")[0]));
            }
        }
        List<String> differences = new ArrayList<>();
        run.get("features").properties().forEach(each -> {
            String name = each.getKey();
            if (ignored.contains(name)) {
                return;
            }
            double[] actual = values.apply(name);
            double slack = name.equals("AP_duration_half_width") ? halfWidthSlack : 0;
            boolean met = agrees(each.getValue(), actual, relative, slack);
            JsonNode plain = run.path("plain").path(name);
            if (!met && !plain.isMissingNode()) {
                met = agrees(plain, actual, relative, slack);
            }
            if (!met) {
                differences.add(name + ": " + Arrays.toString(actual) + " but eFEL has " + each.getValue()
                        + (plain.isMissingNode() ? "" : " or " + plain));
            }
        });
        return differences;
    }

    private static boolean agrees(JsonNode expected, double[] actual, double relative, double slack) {
        if (expected.isNull()
                || expected.size() == 1 && expected.get(0).asText().equals("nan")) {
            return actual.length == 0;
        }
        if (expected.size() != actual.length) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            double value = expected.get(i).asDouble();
            if (!(Math.abs(actual[i] - value) <= relative * Math.abs(value) + 1e-9 + slack)) {
                return false;
            }
        }
        return true;
    }
}
