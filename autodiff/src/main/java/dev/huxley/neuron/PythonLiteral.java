package dev.huxley.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Values as Python and JSON write them. */
final class PythonLiteral {
    private PythonLiteral() {}

    static String text(String value) {
        return '"' + MechanismLayout.ascii(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    static String numbers(double[] values) {
        return list(Arrays.stream(values).mapToObj(NmodlNumber::text).toList());
    }

    static String integers(List<Integer> values) {
        return list(values.stream().map(String::valueOf).toList());
    }

    /**
     * Values of segments: one number where all are equal, else an element for each section, which is a number or a list
     * over its segments.
     */
    static String values(List<Integer> sections, IntFunction<double[]> ofSection) {
        List<double[]> all = sections.stream().map(ofSection::apply).toList();
        double first = all.get(0)[0];
        if (all.stream().flatMapToDouble(Arrays::stream).allMatch(value -> value == first)) {
            return NmodlNumber.text(first);
        }
        List<String> items = new ArrayList<>();
        for (double[] values : all) {
            boolean isUniform = Arrays.stream(values).allMatch(value -> value == values[0]);
            items.add(isUniform ? NmodlNumber.text(values[0]) : numbers(values));
        }
        return list(items);
    }
}
