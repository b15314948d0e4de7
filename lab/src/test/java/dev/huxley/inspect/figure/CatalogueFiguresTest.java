package dev.huxley.inspect.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CatalogueFiguresTest {
    @Test
    void aSynapseWithoutStatesShowsItsCurrentOverBothVoltages() {
        String junction = CatalogueFigures.of(Catalogue.find("GapJunction")).toSvg();
        assertTrue(junction.contains("current over v_pre"), junction);
    }

    @Test
    void anUnknownLibraryIsNamed() {
        String said = assertThrows(IllegalArgumentException.class, () -> CatalogueFigures.library("phlogiston"))
                .getMessage();
        assertTrue(said.contains("'phlogiston'") && said.contains("pospischil"), said);
    }

    /** No panel of a sheet is empty: every synapse answers its protocol, everywhere finitely. */
    @Test
    void everySynapseAnswersItsProtocol() {
        for (CatalogueEntry entry : Catalogue.entries()) {
            if (!entry.isInsertable()) {
                double largest = 0;
                for (double[] trace : SynapseSheets.response(entry).currents()) {
                    for (double current : trace) {
                        assertTrue(Double.isFinite(current), entry.fullName() + " has the current " + current);
                        largest = Math.max(largest, Math.abs(current));
                    }
                }
                assertTrue(largest > 1e-6, entry.fullName() + " carries at most " + largest + " nA");
            }
        }
    }

    /** The page in docs is the one that the gallery writes; the figures are not compared, letters differ by machine. */
    @Test
    void pageInTheDocsIsUpToDate() throws Exception {
        Path docs = Path.of(System.getProperty("huxley.root", "..")).resolve("docs");
        assertEquals(MechanismGallery.page(), Files.readString(docs.resolve("mechanisms.md"), StandardCharsets.UTF_8));
        for (String library : Catalogue.libraries()) {
            Path sheet = docs.resolve("mechanisms").resolve(library + ".png");
            assertTrue(Files.size(sheet) < 200_000, sheet + " has " + Files.size(sheet) + " bytes");
        }
    }

    @Test
    void picturesOfTheGalleryAreHalfAsWideAndStayWhite() throws Exception {
        byte[] png = CatalogueFigures.of(Catalogue.find("passive.Leak")).toPng();
        byte[] small = MechanismGallery.small(png);
        var before = ImageIO.read(new ByteArrayInputStream(png));
        var after = ImageIO.read(new ByteArrayInputStream(small));
        assertEquals(before.getWidth() / 2, after.getWidth());
        assertEquals(before.getHeight() / 2, after.getHeight());
        assertTrue(small.length < 0.7 * png.length, small.length + " of " + png.length + " bytes");
        assertEquals(0xffffff, after.getRGB(0, 0) & 0xffffff);
    }
}
