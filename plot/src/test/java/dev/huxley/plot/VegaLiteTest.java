package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VegaLiteTest {
    private static final double STEP = 0.025;

    private static Map<?, ?> view(Figure figure, int row) {
        return (Map<?, ?>) ((List<?>) figure.toVegaLite().get("vconcat")).get(row);
    }

    private static String data(Map<?, ?> view) {
        return (String) ((Map<?, ?>) view.get("data")).get("values");
    }

    /** The points of a line: x, and y or NaN for a break. */
    private static List<double[]> points(String csv, int line) {
        List<double[]> points = new ArrayList<>();
        for (String row : csv.split("\n")) {
            String[] cells = row.split(",", -1);
            if (cells[2].equals(Integer.toString(line))) {
                points.add(new double[] {
                    Double.parseDouble(cells[0]), cells[1].isEmpty() ? Double.NaN : Double.parseDouble(cells[1])
                });
            }
        }
        return points;
    }

    private static Figure figure(double[]... lines) {
        Panel panel = Panel.of(Arrays.stream(lines)
                .map(line -> Line.sampled(0, STEP, line).label("a \"line\""))
                .toList());
        return Figure.of(600, 300).row(1, panel.x("time", "ms").y("v", "mV").legend(true));
    }

    @Test
    void aShortLineKeepsItsPoints() {
        List<double[]> points = points(data(view(figure(new double[] {1, -2.5, 1e-7}, new double[] {4}), 0)), 0);
        assertEquals(3, points.size());
        assertEquals(0.05, points.get(2)[0], 0);
        assertEquals(-2.5, points.get(1)[1], 0);
        assertEquals(1e-7, points.get(2)[1], 0);
    }

    /** A spike of one sample must not be lost, whatever the number of points. */
    @Test
    void aLongLineKeepsEverySpikeAndStaysSmall() {
        double[] trace = new double[200_000];
        for (int spike = 777; spike < trace.length; spike += 20_000) {
            trace[spike] = 40 + spike * 1e-4;
            trace[spike + 5] = -80;
        }
        String csv = data(view(figure(trace, trace.clone(), trace.clone()), 0));
        assertTrue(csv.length() < 250_000, csv.length() + " characters");
        for (int line = 0; line < 3; line++) {
            List<double[]> points = points(csv, line);
            for (int spike = 777; spike < trace.length; spike += 20_000) {
                double at = spike * STEP;
                double height = trace[spike];
                assertTrue(
                        points.stream()
                                .anyMatch(point -> Math.abs(point[0] - at) < 2e-5 * at + 1e-9
                                        && Math.abs(point[1] - height) < 1e-3),
                        "the spike at " + at + " ms is lost in line " + line);
            }
            assertEquals(10, points.stream().filter(point -> point[1] == -80).count());
        }
    }

    /** JSON has no NaN: an empty cell is read as null and breaks the line. */
    @Test
    void valuesThatAreNotFiniteBreakTheLine() {
        double[] gap = {1, Double.NaN, 2, Double.POSITIVE_INFINITY, 3};
        List<double[]> points = points(data(view(figure(gap), 0)), 0);
        assertEquals(5, points.size());
        assertTrue(Double.isNaN(points.get(1)[1]) && Double.isNaN(points.get(3)[1]));
        String csv = data(view(figure(new double[40_000], nans(40_000)), 0));
        assertFalse(csv.contains("NaN") || csv.contains("Infinity"), "NaN in the text");
        requireJson(figure(gap).toVegaLite());
    }

    private static double[] nans(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** A specification consists of what JSON has. */
    private static void requireJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                assertEquals(String.class, key.getClass());
                requireJson(entry);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(VegaLiteTest::requireJson);
        } else if (value instanceof Double number) {
            assertTrue(Double.isFinite(number), "not finite: " + number);
        } else {
            assertTrue(
                    value == null || value instanceof String || value instanceof Integer || value instanceof Boolean);
        }
    }

    @Test
    void labelsAreQuotedAndColorsThoseOfThePicture() {
        Map<?, ?> color = (Map<?, ?>)
                ((Map<?, ?>) view(figure(new double[3], new double[3]), 0).get("encoding")).get("color");
        assertEquals(List.of(Color.ofLine(0), Color.ofLine(1)), ((Map<?, ?>) color.get("scale")).get("range"));
        String labels = (String) ((Map<?, ?>) color.get("legend")).get("labelExpr");
        assertEquals("[\"a \\\"line\\\"\",\"a \\\"line\\\"\"][datum.value]", labels);
    }

    @Test
    void panelsThatShareTheirAxisZoomTogether() {
        Panel panel = Panel.of(Line.sampled(0, 1, new double[5]));
        Figure shared =
                Figure.of(600, 400).row(2, panel.sharesXWithPanelBelow(true)).row(1, panel);
        Map<?, ?> scales = (Map<?, ?>) ((Map<?, ?>) shared.toVegaLite().get("resolve")).get("scale");
        assertEquals("shared", scales.get("x"));
        assertNull(((Map<?, ?>) ((Map<?, ?>)
                                Figure.of(600, 400).row(1, panel).toVegaLite().get("resolve"))
                        .get("scale"))
                .get("x"));
        int above = (int) view(shared, 0).get("height");
        int below = (int) view(shared, 1).get("height");
        assertEquals(2, (double) above / below, 0.05, above + " and " + below + " pixels");
    }

    @Test
    void aPanelOfTubesIsRefused() {
        Panel map = Panel.of().tubes(List.of(Tube.ball(0, 0, 1)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Figure.of(300, 300).row(1, map.title("cell")).toVegaLite())
                .getMessage();
        assertTrue(message.contains("cell") && message.contains("SVG"), message);
    }
}
