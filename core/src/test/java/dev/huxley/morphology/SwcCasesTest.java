package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files of the kinds that real archives hold: what is read, and what is said. */
class SwcCasesTest {
    private static final double SPHERE = 100 * Math.PI;

    private static Path file(String name) {
        try {
            return Path.of(
                    SwcCasesTest.class.getResource("/swc/" + name + ".swc").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static SwcDescription read(String name) {
        return Swc.describe(file(name));
    }

    @ParameterizedTest
    @CsvSource({
        "soma1_dend,             314.159265359, 942.477796077, 110",
        "soma3_dend,             314.159265359, 942.477796077, 110",
        "soma3_dend_renumbered,  314.159265359, 942.477796077, 110",
        "root_own_parent,        314.159265359, 942.477796077, 110",
        "trailing_nul,           314.159265359, 942.477796077, 110",
        "soma_chain_dend_mid,    251.327412287, 301.592894745, 12",
        "fork5_end6,             314.159265359, 1885.14406887, 160",
        "fork5_end6_as_type3,    314.159265359, 1885.14406887, 160",
        "taper_same,             314.159265359, 1413.81093247, 110",
        "tip_radius_0,           314.159265359, 628.334238289, 110",
        "messy_but_valid,        314.159265359, 1012.72594339, 121.180339887",
        "utf16,                  314.159265359, 314.159265359, 10",
        "nanometres,             314159265.359, 942477796.077, 110000",
    })
    void areaIsThatOfTheFrustaOfTheFile(String name, double soma, double total, double length) {
        for (int ncomp : new int[] {1, 2, 3, 4, 5, 6}) {
            SwcDescription description = Swc.describe(file(name), Swc.options().ncomp(ncomp));
            assertEquals(soma, description.group("soma").area(), 1e-9 * soma, "soma");
            assertEquals(total, description.total().area(), 1e-9 * total, "total");
            assertEquals(length, description.total().length(), 1e-9 * length, "length");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soma1_dend", "soma3_dend", "soma3_dend_renumbered"})
    void neuritesBeginAtTheMiddleOfASphere(String name) {
        Morphology morphology = read(name).morphology();
        assertEquals(List.of(Attachment.END, Attachment.MIDDLE), morphology.attachments());
        assertEquals("soma", morphology.branches().get(0).group());
        assertTrue(morphology.branches().get(0).isSphere());
    }

    @Test
    void threePointsTiltedAndFivePercentOffAreASphere() {
        for (double off : new double[] {-0.045, 0, 0.045}) {
            double x = 3 * (1 + off);
            double y = 4 * (1 + off);
            String text = "1 1 0 0 0 5 -1\n2 1 " + x + " " + y + " 0 " + 5 * (1 - off) + " 1\n3 1 " + -x + " " + -y
                    + " 0 5 1\n4 3 5 0 0 1 1\n5 3 105 0 0 1 4\n";
            SwcDescription description = Swc.describe(text, "tilted", Swc.options());
            assertEquals(SPHERE, description.group("soma").area(), 1e-9, "off by " + off);
            assertEquals(SPHERE + 200 * Math.PI, description.total().area(), 1e-9, "off by " + off);
        }
        String bent = "1 1 0 0 0 5 -1\n2 1 5 0 0 5 1\n3 1 0 5 0 5 1\n";
        assertTrue(Swc.describe(bent, "bent", Swc.options()).soma().startsWith("chain"), "a bent chain is no sphere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soma_contour", "soma_contour_r0"})
    void aContourIsReplacedByTheSphereOfItsMeanRadiusWithAWarning(String name) {
        SwcDescription description = read(name);
        double r = 7;
        assertEquals(4 * Math.PI * r * r, description.group("soma").area(), 1e-2, "the file has four decimals");
        assertEquals(1, description.warnings().size());
        assertTrue(
                description.warnings().get(0).contains("contour"),
                description.warnings().get(0));
        if (name.equals("soma_contour")) {
            assertEquals(200 * Math.PI, description.group("basal").area(), 1e-9);
        }
        SwcException e = assertThrows(
                SwcException.class, () -> Swc.read(file(name), Swc.options().strict(true)));
        assertTrue(e.getMessage().contains("line 1: ") && e.getMessage().contains("contour"), e.getMessage());
    }

    @Test
    void aClosedContourAndOneOfAnotherPlaneAreContours() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 12; i++) {
            double angle = 2 * Math.PI * (i % 12) / 12;
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "%d 1 3 %.9f %.9f 0.1 %d%n",
                    i + 1,
                    6 * Math.cos(angle),
                    6 * Math.sin(angle),
                    i == 0 ? -1 : i));
        }
        SwcDescription description = Swc.describe(text.toString(), "closed", Swc.options());
        assertEquals(4 * Math.PI * 36, description.total().area(), 1e-6);
        assertEquals(3, description.morphology().branches().get(0).x()[0], 1e-9, "in the middle of the contour");
    }

    @Test
    void thinChainsThatDoNotGoRoundStayChains() {
        String line = "1 1 0 0 0 0.5 -1\n2 1 10 0 0 0.5 1\n3 1 20 0 0 0.5 2\n4 1 30 0 0 0.5 3\n5 1 40 0 0 0.5 4\n";
        SwcDescription description = Swc.describe(line, "line", Swc.options());
        assertEquals(2 * Math.PI * 0.5 * 40, description.total().area(), 1e-9);
        assertTrue(
                description.warnings().get(0).contains("no closed contour"),
                description.warnings().toString());
        String arc = "1 1 6 0 0 0.1 -1\n2 1 4.24 4.24 0 0.1 1\n3 1 0 6 0 0.1 2\n4 1 -4.24 4.24 0 0.1 3\n"
                + "5 1 -6 0 0 0.1 4\n";
        assertTrue(Swc.describe(arc, "arc", Swc.options()).soma().startsWith("chain"), "half a ring is no contour");
    }

    @Test
    void somaPointTracedTwiceAtOnePlaceIsOnePoint() {
        String twice = "1 1 0 0 0 5 -1\n2 1 0 0 0 5 1\n3 3 5 0 0 1 2\n4 3 105 0 0 1 3\n";
        SwcDescription description = Swc.describe(twice, "twice", Swc.options());
        assertEquals(SPHERE, description.group("soma").area(), 1e-9);
        assertEquals(SPHERE + 200 * Math.PI, description.total().area(), 1e-9);
        assertTrue(
                description.repairs().get(0).contains("one place"),
                description.repairs().toString());
    }

    @Test
    void aChangeOfTypeChangesTheGroupNotTheCable() {
        SwcDescription changed = read("fork5_end6");
        SwcDescription same = read("fork5_end6_as_type3");
        assertEquals(same.total().area(), changed.total().area(), 1e-9);
        assertEquals(200 * Math.PI, changed.group("custom5").area(), 1e-9);
        assertEquals(
                same.total().area() - SPHERE - 200 * Math.PI,
                changed.group("custom6").area(),
                1e-9);
        assertEquals(0, changed.group("basal").branches(), "its one point is where the fork begins");
    }

    @Test
    void noSegmentOfASomaLosesItsMembraneWhereNeuritesMeetIt() {
        String text = "1 1 0 0 0 4 -1\n2 1 3 0 0 5 1\n3 1 6 0 0 4 2\n4 3 3 5 0 1 2\n5 3 3 25 0 1 4\n6 3 3 -5 0 1 2\n"
                + "7 3 3 -25 0 1 6\n8 2 0 -2 0 1 1\n9 2 0 -12 0 1 8\n";
        SwcDescription description = Swc.describe(text, "soma with three neurites", Swc.options());
        double frustum = Math.PI * 9 * Math.hypot(3, 1);
        assertEquals(2 * frustum, description.group("soma").area(), 1e-9);
        assertEquals(2 * 2 * Math.PI * 20, description.group("basal").area(), 1e-9, "from their own first points");
        assertEquals(2 * Math.PI * 12, description.group("axon").area(), 1e-9, "from the end of the soma");
    }

    @Test
    void idsOf64BitsAreToldApart() {
        SwcDescription nanometres =
                Swc.describe(file("ids_64bit"), Swc.options().scale(0.001));
        assertEquals(Math.PI, nanometres.group("soma").area(), 1e-12);
        assertTrue(
                nanometres.warnings().get(0).contains("720575940623050002"),
                nanometres.warnings().toString());
        long id = (1L << 62) + 1;
        String text = id + " 1 0 0 0 5 -1\n" + (id + 1) + " 3 5 0 0 1 " + id + "\n" + (id + 2) + " 3 105 0 0 1 "
                + (id + 1) + "\n";
        assertEquals(
                300 * Math.PI, Swc.describe(text, "ids", Swc.options()).total().area(), 1e-9);
    }

    @Test
    void nanometresAreWarnedOfAndScaled() {
        String warning = read("nanometres").warnings().get(0);
        assertTrue(warning.contains("line 1") && warning.contains("nanometres") && warning.contains("scale"), warning);
        SwcDescription scaled = Swc.describe(file("nanometres"), Swc.options().scale(0.001));
        assertEquals(List.of(), scaled.warnings());
        assertEquals(300 * Math.PI, scaled.total().area(), 1e-9);
        String tiny = Swc.describe("1 1 0 0 0 0.01 -1\n", "tiny", Swc.options())
                .warnings()
                .get(0);
        assertTrue(tiny.contains("0.1 um"), tiny);
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-300}) {
            assertThrows(IllegalArgumentException.class, () -> Swc.options().scale(scale));
        }
    }

    @Test
    void aRadiusOf0ClosesATipAndNothingElse() {
        assertEquals(
                Math.PI * Math.hypot(1, 100),
                read("tip_radius_0").group("basal").area(),
                1e-9);
        for (String text : List.of(
                "1 1 0 0 0 5 -1\n2 3 5 0 0 0 1\n3 3 105 0 0 1 2\n",
                "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 50 0 0 0 2\n4 3 105 0 0 1 3\n",
                "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 105 0 0 0 2\n4 3 110 0 0 0 3\n",
                "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 105 0 0 -1 2\n",
                "1 1 0 0 0 0 -1\n",
                "1 3 0 0 0 0 -1\n2 3 5 0 0 0 1\n")) {
            SwcException e = assertThrows(SwcException.class, () -> Swc.parse(text, "zero.swc", Swc.options()), text);
            assertTrue(e.line() > 0 && e.getMessage().contains("minRadius"), e.getMessage());
            assertEquals(
                    0,
                    Swc.describe(text, "lifted", Swc.options().minRadius(0.1))
                            .warnings()
                            .size());
        }
    }

    @Test
    void minRadiusCountsInEverySize() {
        String thin = "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 55 0 0 0.01 2\n4 3 105 0 0 0 3\n";
        String lifted = thin.replace(" 0.01 2", " 0.5 2").replace(" 0 3", " 0.5 3");
        SwcDescription read = Swc.describe(thin, "thin", Swc.options().minRadius(0.5));
        Morphology expected = Swc.parse(lifted, "lifted", Swc.options());
        assertEquals(expected.branches(), read.morphology().branches());
        assertEquals(expected.area()[1], read.morphology().area()[1]);
        assertEquals(expected.volume()[1], read.morphology().volume()[1]);
        assertEquals(expected.resistiveLoadOut()[1], read.morphology().resistiveLoadOut()[1]);
        assertTrue(read.repairs().get(0).startsWith("2 radii"), read.repairs().toString());
    }

    @Test
    void theSomaDecidesWhichNeuriteRadiiMeetIt() {
        assertNull(read("soma1_dend").group("apical"));
        assertEquals(Conventions.PHYSICAL, read("soma1_dend").morphology().conventions());
    }
}
