package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.testing.ModFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MechanismsCommandTest {
    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void everyMechanismHasARowAndNoLineIsTooLong() {
        Run run = run("mechanisms");
        assertEquals(0, run.code, run.err);
        for (CatalogueEntry entry : Catalogue.entries()) {
            assertTrue(
                    run.out.lines().anyMatch(line -> line.startsWith("  " + entry.name() + "  ")),
                    entry.fullName() + " is not in\n" + run.out);
        }
        run.out.lines().forEach(line -> assertTrue(line.length() <= 126, line.length() + ": " + line));
        assertTrue(run.out.contains(Catalogue.entries().size() + " mechanisms"), run.out);
    }

    /** Columns begin where their titles do. */
    @Test
    void cellsStandBelowTheirTitles() {
        Run run = run("mechanisms", "NaTaT");
        List<String> lines = run.out.lines().filter(line -> !line.isBlank()).toList();
        String titles = lines.get(1);
        String row = lines.get(2);
        assertTrue(row.startsWith("i_Na ", titles.indexOf("current")), run.out);
        assertTrue(row.startsWith("m h", titles.indexOf("states")), run.out);
        assertTrue(row.startsWith("gNaTaT 1e-5 S/cm2, eNa* 50 mV", titles.indexOf("parameters")), run.out);
        assertTrue(run.out.contains("1 mechanism;"), run.out);
    }

    @Test
    void wordsMustAllBePresent() {
        Run run = run("mechanisms", "Calcium", "fohlmeister");
        assertTrue(run.out.contains("KCa") && !run.out.contains("CaHVA"), run.out);
        assertEquals(1, run("mechanisms", "phlogiston").code);
        assertTrue(run("mechanisms", "phlogiston").err.contains("phlogiston"));
    }

    @Test
    void descriptionSaysEquationsDefaultsAndPaper() {
        Run run = run("mechanisms", "--describe", "hay.SKE2");
        assertEquals(0, run.code, run.err);
        for (String part : new String[] {
            "z: inf = 1 / (1 + (0.00043 / CaCon_i)^4.8)",
            "SKE2_gSKE2  1e-6     S/cm2",
            "eK          -77      mV      shared",
            "Hay et al.",
            "https://doi.org/10.1371/journal.pcbi.1002107",
            "hay.CaPump",
            "new dev.huxley.mechanism.hay.SKE2()"
        }) {
            assertTrue(run.out.contains(part), "'" + part + "' is not in\n" + run.out);
        }
        Run unknown = run("mechanisms", "--describe", "hay.SKE");
        assertEquals(1, unknown.code);
        assertTrue(unknown.err.contains("did you mean 'hay.SKE2'"), unknown.err);
        assertEquals(2, run("mechanisms", "--plot", "x.png").code);
    }

    @Test
    void aSynapseOfAFileIsDescribed() throws Exception {
        Path file = folder.resolve("synexp.mod");
        Files.writeString(file, ModFiles.text("synexp"));
        Run run = run("mechanisms", "--describe", file.toString());
        assertEquals(0, run.code, run.err);
        for (String part : new String[] {
            "NET_RECEIVE(weight (uS)) {",
            "SynExp_weight     1e-4     uS",
            "i_SynExp in nA, out of the postsynaptic compartment positive",
            "Nmodl.readSynapse(Path.of(\"FILE.mod\"))"
        }) {
            assertTrue(run.out.contains(part), "'" + part + "' is not in\n" + run.out);
        }
    }

    @Test
    void plotShowsGatesAndCurrents() throws Exception {
        Path file = folder.resolve("M.svg");
        Run run = run("mechanisms", "--describe", "M", "--plot", file.toString());
        assertEquals(0, run.code, run.err);
        String svg = Files.readString(file);
        for (String part : new String[] {"steady state", "time constant (ms)", "i_K", "-60 mV", "40 mV"}) {
            assertTrue(svg.contains(part), part + " is not in the figure");
        }
    }

    @Test
    void plotShowsWhatASynapseAnswers() throws Exception {
        Path file = folder.resolve("NMDA.svg");
        Run run = run("mechanisms", "--describe", "NMDA", "--plot", file.toString());
        assertEquals(0, run.code, run.err);
        String svg = Files.readString(file);
        for (String part :
                new String[] {"v_pre (mV)", "i (pA)", "-100 mV", ">R<", "current at its peak", "v_post (mV)"}) {
            assertTrue(svg.contains(part), part + " is not in the figure");
        }
    }

    @Test
    void everyMechanismCanBeNamedInAFit() {
        for (CatalogueEntry entry : Catalogue.entries()) {
            if (entry.isInsertable()) {
                Cell cell = ModelBuilder.build(null, List.of(entry.fullName()), Map.of());
                assertTrue(cell.nodes().contains(entry.name()), entry.fullName());
            }
        }
    }
}
