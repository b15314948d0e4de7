package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tubes on maps: what is drawn has the lengths and widths that it stands for. */
class TubeTest {
    private static RecordingCanvas drawn(int width, int height, Tube... tubes) {
        return RecordingCanvas.of(
                Figure.of(width, height).row(1, Panel.of().tubes(List.of(tubes)).scaleBar("µm")));
    }

    /** The area that all polygons cover together, which is what they fill if they all turn the same way. */
    private static Area covered(RecordingCanvas canvas) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (RecordingCanvas.Area area : canvas.areas) {
            double[][] polygon = area.polygon();
            path.moveTo(polygon[0][0], polygon[1][0]);
            for (int i = 1; i < polygon[0].length; i++) {
                path.lineTo(polygon[0][i], polygon[1][i]);
            }
            path.closePath();
        }
        return new Area(path);
    }

    private static double size(Area area) {
        double sum = 0;
        double[] at = new double[6];
        double[] first = new double[2];
        double[] last = new double[2];
        for (PathIterator i = area.getPathIterator(null); !i.isDone(); i.next()) {
            int kind = i.currentSegment(at);
            if (kind == PathIterator.SEG_MOVETO) {
                first = new double[] {at[0], at[1]};
            } else {
                double[] next = kind == PathIterator.SEG_CLOSE ? first : new double[] {at[0], at[1]};
                sum += (last[0] * next[1] - next[0] * last[1]) / 2;
            }
            last = kind == PathIterator.SEG_CLOSE ? first : new double[] {at[0], at[1]};
        }
        return Math.abs(sum);
    }

    /** Pixels per µm, by the scale bar: its length on the paper over the length that it says. */
    private static double scale(RecordingCanvas canvas) {
        double[] bar = canvas.lines.get(canvas.lines.size() - 1);
        assertEquals(bar[1], bar[3], "the scale bar is not level");
        String label = canvas.texts.stream()
                .map(RecordingCanvas.Boxed::string)
                .filter(text -> text.endsWith(" µm"))
                .findFirst()
                .orElseThrow();
        return (bar[2] - bar[0]) / Double.parseDouble(label.replace(" µm", ""));
    }

    private static Tube cylinder(double x, double y, double length, double radius) {
        return Tube.of(new double[] {x, x + length}, new double[] {y, y}, new double[2], new double[] {radius, radius});
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 40, 777, 12345})
    void scaleBarLengthMatchesTheScale(double length) {
        RecordingCanvas canvas = drawn(500, 300, cylinder(0, 0, length, length / 20));
        Rectangle2D box = covered(canvas).getBounds2D();
        assertEquals(length, box.getWidth() / scale(canvas), 1e-9 * length);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.004, 1, 3.3, 70, 99999, 123456})
    void scaleBarIsRoundAndFits(double width) {
        ScaleBar bar = ScaleBar.of(width, "µm");
        String digits = bar.label().replace(" µm", "").replace(".", "").replace("0", "");
        assertTrue(List.of("1", "2", "5").contains(digits), bar.label());
        assertEquals(bar.length(), Double.parseDouble(bar.label().replace(" µm", "")), 0, bar.label());
        assertTrue(bar.length() <= 0.3 * width && bar.length() > 0.3 * width / 2.6, bar + " of " + width);
    }

    @Test
    void widthsAreToScale() {
        for (double radius : new double[] {2, 5, 30}) {
            RecordingCanvas canvas = drawn(600, 300, cylinder(0, 0, 200, radius));
            Rectangle2D box = covered(canvas).getBounds2D();
            assertEquals(2 * radius, box.getHeight() / scale(canvas), 1e-9 * radius, "radius " + radius);
        }
        // Thin ones are strokes, rounded to a tenth of a pixel.
        RecordingCanvas canvas = drawn(600, 300, cylinder(0, 0, 200, 0.3), cylinder(0, 20, 200, 0.12));
        for (int i = 0; i < 2; i++) {
            double expected = 2 * (i == 0 ? 0.12 : 0.3) * scale(canvas);
            assertEquals(expected, canvas.strokes.get(i).pen().width(), 0.05, "stroke " + i);
        }
    }

    @Test
    void nothingIsThinnerThanAHair() {
        RecordingCanvas canvas = drawn(
                600, 300, cylinder(0, 0, 1000, 1e-3), cylinder(0, 20, 1000, 0).leastWidth(2));
        assertEquals(0.6, canvas.strokes.get(0).pen().width(), 1e-12);
        assertEquals(2, canvas.strokes.get(1).pen().width(), 1e-12);
    }

    @Test
    void aspectIsEqual() {
        for (int[] size : new int[][] {{900, 200}, {200, 900}, {400, 400}}) {
            RecordingCanvas canvas = drawn(size[0], size[1], Tube.ball(3, 4, 50));
            Rectangle2D box = covered(canvas).getBounds2D();
            assertEquals(1, box.getWidth() / box.getHeight(), 0.01, size[0] + " x " + size[1]);
        }
    }

    /** A cone has the outline of a trapezium. */
    @Test
    void taperIsToScale() {
        double[] x = {0, 100};
        RecordingCanvas canvas = drawn(600, 300, Tube.of(x, new double[2], new double[2], new double[] {30, 10}));
        double scale = scale(canvas);
        assertEquals(100 * (60 + 20) / 2.0, size(covered(canvas)) / scale / scale, 1e-6);
    }

    /** Seen along its axis a cylinder is a disc; seen obliquely its ends are half ellipses. */
    @Test
    void aCylinderLooksRoundFromItsEnd() {
        for (double angle : new double[] {0, 0.3, 1, Math.PI / 2}) {
            double[] x = {0, 100 * Math.cos(angle)};
            double[] depth = {0, 100 * Math.sin(angle)};
            RecordingCanvas canvas = drawn(500, 400, Tube.of(x, new double[2], depth, new double[] {20, 20}));
            double scale = scale(canvas);
            double expected = 40 * x[1] + Math.PI * 20 * 20 * Math.sin(angle);
            assertEquals(expected, size(covered(canvas)) / scale / scale, 0.01 * expected, "angle " + angle);
        }
    }

    /** A bend of a tube leaves no gap: the outer corner is filled, and the area is that of both legs and the wedge. */
    @Test
    void bendsHaveNoGap() {
        double[] x = {0, 100, 100};
        double[] y = {0, 0, 100};
        double[] r = {10, 10, 10};
        RecordingCanvas canvas = drawn(500, 500, Tube.of(x, y, new double[3], r));
        double scale = scale(canvas);
        // Two legs of 2000 um2 that share a square of 100, and a triangle of 50 at the outer corner.
        assertEquals(2000 + 2000 - 100 + 50, size(covered(canvas)) / scale / scale, 1e-6);
    }

    @Test
    void decimationKeepsTheOutline() {
        Random random = new Random(5);
        int n = 5000;
        double[][] walk = new double[4][n];
        Arrays.fill(walk[3], 0.8);
        for (int i = 1; i < n; i++) {
            walk[0][i] = walk[0][i - 1] + 0.05 * Math.abs(random.nextGaussian());
            walk[1][i] = walk[1][i - 1] + 0.05 * random.nextGaussian();
            walk[3][i] = Math.max(0.4, walk[3][i - 1] + 0.005 * random.nextGaussian());
        }
        TubeOutline outline =
                TubeOutline.of(Tube.of(walk[0], walk[1], walk[2], walk[3]), x -> 2 * x, y -> 300 - 2 * y, 2);
        assertTrue(outline.size() < n / 4, outline.size() + " of " + n + " points are left");
        double farthest = 0;
        for (int i = 0; i < n; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 1; k < outline.size(); k++) {
                nearest = Math.min(
                        nearest,
                        Line2D.ptSegDist(
                                outline.x()[k - 1],
                                outline.y()[k - 1],
                                outline.x()[k],
                                outline.y()[k],
                                2 * walk[0][i],
                                300 - 2 * walk[1][i]));
            }
            farthest = Math.max(farthest, nearest);
        }
        assertTrue(farthest <= 0.15 + 1e-9, "a point is " + farthest + " pixels away from the outline");
        assertEquals(2 * walk[0][n - 1], outline.x()[outline.size() - 1], 0, "the end moved");
        assertEquals(4 * walk[3][n - 1], outline.width()[outline.size() - 1], 0, "the width of the end changed");
    }

    /** A bulge on a straight way is no superfluous point. */
    @Test
    void decimationKeepsWidths() {
        double[] x = {0, 1, 2, 3, 4};
        double[] r = {1, 1, 3, 1, 1};
        TubeOutline outline = TubeOutline.of(Tube.of(x, new double[5], new double[5], r), v -> 10 * v, v -> v, 10);
        assertArrayEquals(new double[] {20, 20, 60, 20, 20}, outline.width(), 1e-12);
    }

    @Test
    void jointsLieBelowAllTubes() {
        Tube wide = cylinder(-50, 0, 50, 20).color("#111111");
        Tube narrow = cylinder(0, 0, 50, 10).color("#222222").joint(10).layer(3);
        RecordingCanvas canvas = drawn(500, 300, wide, narrow);
        List<String> colors =
                canvas.areas.stream().map(RecordingCanvas.Area::color).toList();
        assertEquals(List.of("#222222", "#111111", "#222222"), colors);
    }

    /** Steps between rounded places, as SVG has them, add up to the rounded places. */
    @Test
    void svgStepsDoNotDrift() {
        double[] x = new double[1000];
        double[] y = new double[1000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 3.0;
            y[i] = 7 * Math.sin(i);
        }
        SvgCanvas canvas = new SvgCanvas(400, 100, "");
        canvas.strokes(Collections.singletonList(new double[][] {x, y}), new Pen("#000000", 1));
        Matcher path = Pattern.compile(" d=\"M([^\"]*)\"").matcher(canvas.document());
        assertTrue(path.find());
        String[] numbers = path.group(1).split("[ l]");
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < x.length; i++) {
            sumX += Double.parseDouble(numbers[2 * i]);
            sumY += Double.parseDouble(numbers[2 * i + 1]);
            assertEquals(x[i], sumX, 0.0051, "x of point " + i);
            assertEquals(y[i], sumY, 0.0051, "y of point " + i);
        }
    }

    @Test
    void wrongTubesAreRefused() {
        double[] two = {0, 1};
        assertThrows(IllegalArgumentException.class, () -> Tube.of(two, two, two, new double[1]));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Tube.of(two, new double[] {0, Double.NaN}, two, two))
                .getMessage();
        assertTrue(message.contains("point 1 of a tube is at (1.0, NaN, 1.0)"), message);
        assertThrows(IllegalArgumentException.class, () -> Tube.ball(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> Tube.ball(0, 0, 1).leastWidth(0));
    }
}
