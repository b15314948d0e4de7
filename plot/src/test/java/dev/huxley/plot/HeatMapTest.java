package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    private static final ColorScale SCALE = ColorScale.of(0, 6, "loss", "mV2");
    private static final double[] X = {1, 2, 3};
    private static final double[] Y = {10, 20};
    private static final double[][] VALUES = {{0, 1, 2}, {4, 4, Double.NaN}};

    private static Figure figure() {
        return Figure.of(500, 400).row(1, Panel.of().heatMap(HeatMap.of(X, Y, VALUES, SCALE)));
    }

    @Test
    void everyValueColorsTheRectangleAroundItsPoint() {
        List<RecordingCanvas.Filled> drawn = RecordingCanvas.of(figure()).rectangles;
        Place place = FigureLayout.of(figure()).places().get(0);
        for (int row = 0; row < Y.length; row++) {
            for (int column = 0; column < X.length; column++) {
                double x = place.x + place.width * place.xAxis.share(X[column]);
                double y = place.y + place.height * (1 - place.yAxis.share(Y[row]));
                String last = "nothing";
                for (RecordingCanvas.Filled each : drawn) {
                    last = each.box().contains(x, y) ? each.color() : last;
                }
                assertEquals(SCALE.color(VALUES[row][column]), last, "at " + X[column] + ", " + Y[row]);
            }
        }
    }

    @Test
    void theMapFillsThePanelWithoutGaps() {
        Place place = FigureLayout.of(figure()).places().get(0);
        double area = 0;
        for (RecordingCanvas.Filled each : RecordingCanvas.of(figure()).rectangles) {
            Rectangle2D box = each.box();
            // The background and the colors of the scale are not of the map.
            if (box.getWidth() < 500 && box.getMinX() < place.x + place.width - 1) {
                area += box.getWidth() * box.getHeight();
            }
        }
        double whole = place.width * place.height;
        assertTrue(Math.abs(area - whole) < 0.01 * whole, area + " of " + whole + " square pixels");
    }

    @Test
    void valuesThatDoNotFitAndPlacesThatDoNotIncreaseAreErrors() {
        assertMessage("one row of values for each y; it got 1 for 2", () -> HeatMap.of(X, Y, new double[1][3], SCALE));
        assertMessage("row 0 has 2 for 3", () -> HeatMap.of(X, Y, new double[2][2], SCALE));
        assertMessage(
                "in y must be finite and increase; number 1 is 1.0 after 2.0",
                () -> HeatMap.of(X, new double[] {2, 1}, VALUES, SCALE));
        assertMessage("at least two places in x", () -> HeatMap.of(new double[1], Y, new double[2][1], SCALE));
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
