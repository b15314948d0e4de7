package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void writeMorphology() throws Exception {
        Files.writeString(
                folder.resolve("cell.swc"),
                """
                1 1 0 0 0 8 -1
                2 3 0 12 0 1.5 1
                3 3 0 250 0 0.8 2
                4 4 0 -12 0 1 1
                5 4 0 -300 30 0.5 4
                """);
    }

    private Run plot(String out, String... more) {
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] arguments = new String[5 + more.length];
        arguments[0] = "plot";
        arguments[1] = "--swc";
        arguments[2] = folder.resolve("cell.swc").toString();
        arguments[3] = "--out";
        arguments[4] = folder.resolve(out).toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        int code = HuxleyCommand.execute(new PrintWriter(printed, true), new PrintWriter(errors, true), arguments);
        return new Run(code, printed.toString(), errors.toString());
    }

    @Test
    void groupsHaveALegend() throws Exception {
        Run run = plot("cell.svg", "--title", "a cell");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("cell.svg: 1 cell, 3 branches, 12 compartments"), run.out);
        String svg = Files.readString(folder.resolve("cell.svg"));
        for (String part : new String[] {">soma<", ">basal<", ">apical<", ">a cell<", "µm"}) {
            assertTrue(svg.contains(part), "'" + part + "' is not in the picture");
        }
    }

    @Test
    void whatTheFileHoldsIsPrinted() throws Exception {
        Run run = plot("cell.svg");
        assertTrue(run.out.startsWith("cell.swc: 5 points, 1 tree; soma: sphere of radius"), run.out);
        assertTrue(run.out.contains("group        points  branches    length um     area um2   volume um3"), run.out);
        assertFalse(run.out.contains("warning"), run.out);
        Run metres = plot("cell.svg", "--scale", "1000");
        assertTrue(
                metres.out.contains("warning: line 1: the soma is") && metres.out.contains("nanometres"), metres.out);
        assertEquals("", metres.err, "said once");
    }

    @Test
    void quantitiesHaveAScale() throws Exception {
        assertEquals(0, plot("cell.svg", "--color", "radius", "--log", "--projection", "yz").code);
        String svg = Files.readString(folder.resolve("cell.svg"));
        assertTrue(svg.contains(">radius (µm)<"), svg);
        assertEquals(0, plot("cell.png", "--colour", "none").code);
        assertTrue(ImageIO.read(folder.resolve("cell.png").toFile()).getHeight() > 1000);
    }

    @Test
    void mistakesAreExplained() {
        Run unknown = plot("cell.png", "--color", "radus");
        assertEquals(1, unknown.code);
        assertTrue(unknown.err.contains("Did you mean 'radius'"), unknown.err);
        Run format = plot("cell.jpg");
        assertTrue(format.code == 1 && format.err.contains("name it .png or .svg"), format.err);
        assertFalse(Files.exists(folder.resolve("cell.jpg")));
        assertEquals(2, plot("cell.png", "--projection", "zz").code);
    }
}
