package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FigureTest {
    @TempDir
    Path folder;

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "edge", "morphology", "axes", "map", "styles", "long"})
    void svgIsWellFormedXml(String name) throws Exception {
        Document document = parsed(Gallery.figure(name).toSvg());
        assertEquals("svg", document.getDocumentElement().getTagName());
    }

    @Test
    void anyTextSurvivesAsXml() throws Exception {
        String nasty = "a<b>&\"c' \u0000\u0007 ]]> \ud800 \uffff <script>alert(1)</script> 漢字 µ";
        Panel panel = Panel.of(Line.sampled(0, 1, new double[] {1, 2}).label(nasty))
                .title(nasty)
                .x(nasty, nasty)
                .y(nasty, nasty)
                .legend(true);
        Document document =
                parsed(Figure.of(1600, 1600).title(nasty).row(1, panel).toSvg());
        NodeList texts = document.getElementsByTagName("text");
        boolean found = false;
        for (int i = 0; i < texts.getLength(); i++) {
            found |= texts.item(i).getTextContent().contains("a<b>&\"c'");
        }
        assertTrue(found, "no text element holds the label");
        assertEquals(0, document.getElementsByTagName("script").getLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "edge", "morphology", "axes", "map", "styles", "long"})
    void noTextIsCutOff(String name) {
        Figure figure = Gallery.figure(name);
        for (RecordingCanvas.Boxed text : RecordingCanvas.of(figure).texts) {
            assertTrue(
                    text.box().getMinX() >= 0
                            && text.box().getMinY() >= 0
                            && text.box().getMaxX() <= figure.width()
                            && text.box().getMaxY() <= figure.height(),
                    "'" + text.string() + "' at " + text.box());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "edge", "morphology", "axes", "map", "styles", "long"})
    void noTextOverlapsAnother(String name) {
        assertNothingOverlaps(RecordingCanvas.of(Gallery.figure(name)), name);
    }

    @Test
    void randomFiguresNeitherCutNorOverlapText() {
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            int rows = 1 + random.nextInt(4);
            Figure figure = Figure.of(400 + random.nextInt(900), 220 + 120 * rows)
                    .title("figure ".repeat(random.nextInt(30)))
                    .legend(random.nextBoolean());
            for (int r = 0; r < rows; r++) {
                Panel[] panels = new Panel[1 + random.nextInt(3)];
                for (int k = 0; k < panels.length; k++) {
                    double[] y = new double[random.nextInt(5)];
                    double size = Math.pow(10, -12 + 24 * random.nextDouble());
                    double offset = size * random.nextGaussian() * Math.pow(10, 5 * random.nextDouble());
                    for (int i = 0; i < y.length; i++) {
                        y[i] = offset + size * random.nextGaussian();
                    }
                    panels[k] = Panel.of(Line.sampled(random.nextGaussian() * size, size, y)
                                    .label("line " + r + k + "x".repeat(random.nextInt(40)))
                                    .markers(random.nextBoolean()))
                            .x("time ".repeat(random.nextInt(30)), random.nextBoolean() ? "ms" : "")
                            .y("membrane potential ".repeat(random.nextInt(4)), random.nextBoolean() ? "mV" : "")
                            .title("title ".repeat(random.nextInt(30)))
                            .legend(random.nextBoolean())
                            .logY(random.nextInt(4) == 0)
                            .equalAspect(random.nextInt(4) == 0)
                            .sharesXWithPanelBelow(random.nextBoolean())
                            .sharesYWithPanelLeft(random.nextBoolean());
                }
                figure = figure.row(1 + random.nextInt(2), panels);
            }
            RecordingCanvas canvas = RecordingCanvas.of(figure);
            String where = "trial " + trial + " in " + figure.width() + " x " + figure.height();
            Rectangle2D paper = new Rectangle2D.Double(-0.1, -0.1, figure.width() + 0.2, figure.height() + 0.2);
            for (RecordingCanvas.Boxed text : canvas.texts) {
                assertTrue(
                        text.box().getWidth() == 0 || paper.contains(text.box()),
                        () -> where + ": '" + text.string() + "' at " + text.box());
            }
            assertNothingOverlaps(canvas, where);
        }
    }

    private static void assertNothingOverlaps(RecordingCanvas canvas, String where) {
        List<RecordingCanvas.Boxed> texts = canvas.texts;
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                RecordingCanvas.Boxed a = texts.get(i);
                RecordingCanvas.Boxed b = texts.get(j);
                assertFalse(
                        a.box().intersects(b.box()),
                        () -> where + ": '" + a.string() + "' at " + a.box() + " overlaps '" + b.string() + "' at "
                                + b.box());
            }
        }
    }

    @Test
    void pngHasTwiceTheSize() throws IOException {
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(Figure.of(300, 200).row(1, Panel.of()).toPng()));
        assertEquals(600, image.getWidth());
        assertEquals(400, image.getHeight());
    }

    @Test
    void pngShowsTheLineInItsColor() throws IOException {
        Panel panel = Panel.of(
                Line.sampled(0, 1, new double[] {1, 1}).color("#ff0000").width(3));
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(Figure.of(300, 200).row(1, panel).toPng()));
        int red = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                red += (image.getRGB(x, y) & 0xffffff) == 0xff0000 ? 1 : 0;
            }
        }
        assertTrue(red > 2000, red + " red pixels");
    }

    @Test
    void builtInLettersDrawWithoutFonts() throws IOException {
        StrokeLetters letters = new StrokeLetters();
        for (int c = 33; c < 127; c++) {
            String text = Character.toString(c);
            assertFalse(letters.outline(text, 20, false).getBounds2D().isEmpty(), "no ink for " + text);
            assertTrue(
                    c == '"'
                            || letters.outline(text, 20, true).getBounds2D().getMaxX()
                                    < 1.12 * letters.advance(text, 20, true),
                    "too wide: " + text);
        }
        byte[] png = PngCanvas.draw(Gallery.response(), letters);
        assertEquals(1800, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    @Test
    void svgIsBoundedHoweverLongTheTrace() {
        Random random = new Random(1);
        double[] y = random.doubles(2_000_000).toArray();
        int length = Figure.of(800, 400)
                .row(1, Panel.of(Line.sampled(0, 0.01, y)))
                .toSvg()
                .length();
        assertTrue(length < 4 * 1600 * 14 + 10_000, length + " characters");
    }

    @Test
    void nothingInTheDataThrows() {
        double[][] data = {
            {},
            {0},
            {Double.NaN},
            {-0.0, 0.0},
            {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            {Double.MAX_VALUE, -Double.MAX_VALUE},
            {Double.MIN_VALUE, 2 * Double.MIN_VALUE},
            {1e300, -1e300},
            {1e-290, 1e300},
            {1, Math.nextUp(1.0)},
            {-65, -65, -65}
        };
        for (double[] y : data) {
            for (boolean log : new boolean[] {false, true}) {
                for (boolean equal : new boolean[] {false, true}) {
                    Panel sampled = Panel.of(Line.sampled(0, 1, y))
                            .logY(log)
                            .equalAspect(equal)
                            .grid(true);
                    Panel turned =
                            Panel.of(Line.of(y, y).markers(true)).logY(log).equalAspect(equal);
                    String svg = Figure.of(500, 300).row(1, sampled, turned).toSvg();
                    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
                    assertFalse(svg.contains("9223372036854775807"), svg);
                }
            }
        }
    }

    @Test
    void wrongLengthsAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Line.of(new double[] {1, 2}, new double[] {1, 2, 3}));
        assertTrue(e.getMessage().contains("2 x and 3 y"), e.getMessage());
    }

    @Test
    void linesDoNotChangeWithTheirArrays() {
        double[] y = {1, 2};
        Line line = Line.sampled(0, 1, y);
        y[0] = 99;
        assertEquals(1, line.y(0));
    }

    @Test
    void sharedXAxesAlign() {
        Panel upper = Panel.of(Line.sampled(0, 1, new double[11])).sharesXWithPanelBelow(true);
        Panel lower = Panel.of(Line.sampled(0, 1, new double[21]))
                .y("a long number", "")
                .yRange(0, 123.456);
        List<Place> places =
                FigureLayout.of(Figure.of(500, 400).row(1, upper).row(1, lower)).places();
        assertEquals(places.get(0).xAxis.range(), places.get(1).xAxis.range());
        assertEquals(places.get(0).x, places.get(1).x);
        assertEquals(places.get(0).width, places.get(1).width);
    }

    @Test
    void sharedXAxesAlignThoughOnlyOnePanelHasMarkers() {
        Panel upper = Panel.of(Line.sampled(0, 1, new double[11])).sharesXWithPanelBelow(true);
        Panel lower = Panel.of(Line.sampled(0, 1, new double[8]).markers(true));
        List<Place> places =
                FigureLayout.of(Figure.of(500, 400).row(1, upper).row(1, lower)).places();
        assertEquals(places.get(0).xAxis.range(), places.get(1).xAxis.range());
    }

    @Test
    void sharedYAxesAlignThoughOnlyOnePanelHasAFixedRange() {
        Panel left = Panel.of(Line.sampled(0, 1, new double[] {0, 3})).yRange(0, 3);
        Panel right = Panel.of(Line.sampled(0, 1, new double[] {1, 2})).sharesYWithPanelLeft(true);
        List<Place> places =
                FigureLayout.of(Figure.of(500, 400).row(1, left, right)).places();
        assertEquals(places.get(0).yAxis.range(), places.get(1).yAxis.range());
    }

    @Test
    void equalAspectMakesUnitsEquallyLong() {
        Panel panel =
                Panel.of(Line.of(new double[] {0, 300}, new double[] {0, 20})).equalAspect(true);
        for (int height : new int[] {150, 300, 900}) {
            Place place = FigureLayout.of(Figure.of(500, height).row(1, panel))
                    .places()
                    .get(0);
            Range x = place.xAxis.range();
            Range y = place.yAxis.range();
            assertEquals(place.width / (x.high() - x.low()), place.height / (y.high() - y.low()), 1e-9);
            assertTrue(x.low() <= 0 && x.high() >= 300 && y.low() <= 0 && y.high() >= 20, x + " " + y);
        }
    }

    @Test
    void tooSmallFiguresSayHowLargeTheyMustBe() {
        Figure figure =
                Figure.of(200, 100).row(1, Panel.of()).row(1, Panel.of()).row(1, Panel.of());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, figure::toSvg);
        int needed = Integer.parseInt(e.getMessage().replaceAll(".*at least (\\d+).*", "$1"));
        Figure.of(200, needed)
                .row(1, Panel.of())
                .row(1, Panel.of())
                .row(1, Panel.of())
                .toSvg();
    }

    @Test
    void svgDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        String expected = Gallery.response().toSvg();
        try {
            for (String tag : new String[] {"de-DE", "ar-EG", "tr-TR"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, Gallery.response().toSvg(), tag);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesByExtensionAndReplaces() throws IOException {
        Figure figure = Figure.of(200, 150).row(1, Panel.of());
        figure.write(folder.resolve("a.png"));
        figure.write(folder.resolve("a.SVG"));
        figure.write(folder.resolve("a.SVG"));
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G'},
                java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("a.png")), 4));
        assertTrue(Files.readString(folder.resolve("a.SVG")).startsWith("<?xml"));
        assertEquals(2, count());
    }

    @Test
    void nothingHalfWrittenStays() throws IOException {
        Figure figure = Figure.of(200, 150).row(1, Panel.of());
        assertThrows(IllegalArgumentException.class, () -> figure.write(folder.resolve("a.jpg")));
        Files.createDirectories(folder.resolve("taken.svg").resolve("child"));
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> figure.write(folder.resolve("taken.svg")));
        assertTrue(e.getMessage().contains("taken.svg"), e.getMessage());
        assertThrows(
                UncheckedIOException.class,
                () -> figure.write(folder.resolve("absent").resolve("a.svg")));
        assertEquals(1, count());
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
