package dev.huxley.neuron;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a program in Python that was written for NEURON, and the geometry that NEURON makes of them. */
final class WrittenFolder {
    private WrittenFolder() {}

    /** A table of the program. */
    static JsonNode table(String program, String name) {
        Matcher found =
                Pattern.compile("(?m)^" + name + " = (\\[\\n(?s:.*?)^]|.*)$").matcher(program);
        if (!found.find()) {
            throw new AssertionError("the program has no " + name);
        }
        try {
            return new ObjectMapper().readTree(found.group(1).replaceFirst("\\s+#.*$", ""));
        } catch (JsonProcessingException e) {
            throw new AssertionError(name + " is no table: " + e.getMessage(), e);
        }
    }

    /** The value of a row of a table in a segment: one number, an element for each section, or one for each segment. */
    static double value(JsonNode values, int section, int segment) {
        JsonNode here = values.isArray() ? values.get(section) : values;
        return here.isArray() ? here.get(segment).asDouble() : here.asDouble();
    }

    /**
     * The segments of a section as NEURON makes them, of cylinders, or of the frusta between points.
     *
     * @return for each the area (um2) and the axial resistances of its halves for each Ohm cm (1/um)
     */
    static List<double[]> segments(JsonNode section) {
        int count = section.get("nseg").asInt();
        List<double[]> segments = new ArrayList<>();
        JsonNode points = section.get("points");
        if (points.isEmpty()) {
            double length = section.get("L").asDouble() / count;
            for (int i = 0; i < count; i++) {
                double diam = section.get("diam").get(i).asDouble();
                double half = length / 2 / (Math.PI * diam * diam / 4);
                segments.add(new double[] {Math.PI * diam * length, half, half});
            }
            return segments;
        }
        double[] arc = new double[points.size()];
        for (int i = 1; i < arc.length; i++) {
            double square = 0;
            for (int k = 0; k < 3; k++) {
                square += Math.pow(
                        points.get(i).get(k).asDouble()
                                - points.get(i - 1).get(k).asDouble(),
                        2);
            }
            arc[i] = arc[i - 1] + Math.sqrt(square);
        }
        double whole = arc[arc.length - 1];
        for (int i = 0; i < count; i++) {
            double[] first = piece(points, arc, whole * i / count, whole * (i + 0.5) / count);
            double[] second = piece(points, arc, whole * (i + 0.5) / count, whole * (i + 1) / count);
            segments.add(new double[] {first[0] + second[0], first[1], second[1]});
        }
        return segments;
    }

    /** Area and resistance of a part of the frusta. */
    private static double[] piece(JsonNode points, double[] arc, double from, double to) {
        double area = 0;
        double resistance = 0;
        for (int i = 1; i < arc.length; i++) {
            double begin = Math.max(from, arc[i - 1]);
            double end = Math.min(to, arc[i]);
            if (end > begin) {
                double d1 = diameter(points, arc, i, begin);
                double d2 = diameter(points, arc, i, end);
                area += Math.PI / 2 * (d1 + d2) * Math.hypot((d2 - d1) / 2, end - begin);
                resistance += 4 * (end - begin) / (Math.PI * d1 * d2);
            }
        }
        return new double[] {area, resistance};
    }

    private static double diameter(JsonNode points, double[] arc, int i, double at) {
        double before = points.get(i - 1).get(3).asDouble();
        double after = points.get(i).get(3).asDouble();
        return before + (after - before) * (at - arc[i - 1]) / (arc[i] - arc[i - 1]);
    }
}
