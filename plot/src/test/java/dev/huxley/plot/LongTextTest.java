package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long texts take several lines, and a figure can grow with them. */
class LongTextTest {
    /** Every word of a long title, label and name of an axis is there, on as many lines as it needs. */
    @Test
    void longTextsAreNotCut() {
        for (String part : new String[] {"title", "head", "x", "y", "label", "scale"}) {
            String text =
                    IntStream.range(0, 9).mapToObj(i -> part + "-word-" + i).collect(Collectors.joining(" "));
            Panel panel = Panel.of(Line.sampled(0, 1, new double[] {1, 2}).label(part.equals("label") ? text : "line"))
                    .title(part.equals("head") ? text : "panel")
                    .x(part.equals("x") ? text : "x", "ms")
                    .y(part.equals("y") ? text : "y", "mV")
                    .legend(true);
            if (part.equals("scale")) {
                panel = panel.colorScale(ColorScale.of(0, 1, text, ""));
            }
            String svg = Figure.of(600, 400)
                    .title(part.equals("title") ? text : "")
                    .row(1, panel, panel)
                    .toSvg();
            for (int i = 0; i < 9; i++) {
                assertTrue(svg.contains(part + "-word-" + i), part + "-word-" + i + " is cut off:\n" + svg);
            }
            assertFalse(svg.contains("…"), "an ellipsis in\n" + svg);
        }
    }

    /** A figure that fits the height of its panels is higher by what its title and legend take. */
    @Test
    void panelsGetTheirHeightWhateverStandsAboveThem() {
        Panel plain = Panel.of(Line.sampled(0, 1, new double[] {1, 2}));
        Panel named = Panel.of();
        for (int i = 0; i < 9; i++) {
            named = named.with(Line.sampled(0, 1, new double[] {i, 2}).label("a line with a long label, number " + i));
        }
        for (Panel panel : List.of(plain, named.legend(true).title("panel").x("time", "ms"))) {
            for (double height : new double[] {60, 200}) {
                Figure figure = Figure.of(500, 500)
                        .title("a title that takes more than a line ".repeat(3))
                        .row(1, panel)
                        .row(0.5, plain)
                        .panelHeight(height);
                List<Place> places = FigureLayout.of(figure).places();
                assertEquals(height, places.get(0).height, 1, "of a panel in " + figure);
                assertEquals(0.5 * height, places.get(1).height, 1, "of a panel in " + figure);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Figure.of(500, 500).panelHeight(100));
        assertThrows(
                IllegalArgumentException.class,
                () -> Figure.of(500, 500).row(1, plain).panelHeight(9990));
    }
}
