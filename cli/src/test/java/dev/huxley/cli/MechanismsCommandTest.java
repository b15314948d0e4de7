package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cli.model.ModelBuilder;
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
            "Nmodl.readSynapse(Path.of(\"" + file.toString().replace('\\', '/') + "\"))"
        }) {
            assertTrue(run.out.contains(part), "'" + part + "' is not in\n" + run.out);
        }
    }

    /** A folder is listed as the catalogue is, and what it shows as a name is taken by --describe. */
    @Test
    void mechanismsOfFilesAreListedAndDescribedByTheirNames() throws Exception {
        for (String name : List.of("kdr", "ka", "synexp", "pulses", "capool")) {
            Files.writeString(folder.resolve(name + ".mod"), ModFiles.text(name));
        }
        Files.writeString(folder.resolve("broken.mod"), "NEURON { SUFFIX broken");
        Run list = run("mechanisms", "--mod", folder.toString());
        assertEquals(0, list.code, list.err);
        for (String row : List.of("  kdr  ", "  SynExp  ", "  Pulses  ", "  capool  ")) {
            assertTrue(list.out.lines().anyMatch(line -> line.startsWith(row)), row + " is not in\n" + list.out);
        }
        assertTrue(list.out.contains("5 mechanisms") && !list.out.contains("nmodl."), list.out);
        assertTrue(list.err.contains("broken.mod is left out"), list.err);
        assertTrue(run("mechanisms", "--mod", folder.toString(), "uS").out.contains("1 mechanism;"), list.out);
        Path figure = folder.resolve("kdr.svg");
        Run described = run("mechanisms", "--mod", folder.toString(), "--describe", "kdr", "--plot", figure.toString());
        assertEquals(0, described.code, described.err);
        String fit = "./huxley fit --mod "
                + folder.resolve("kdr.mod").toString().replace('\\', '/') + " --channels kdr,Leak";
        assertTrue(described.out.startsWith("kdr: read from kdr.mod"), described.out);
        assertTrue(described.out.contains(fit), described.out);
        assertTrue(Files.exists(figure), "no figure");
        Run unknown = run("mechanisms", "--mod", folder.toString(), "--describe", "kdrr");
        assertTrue(unknown.code == 1 && unknown.err.contains("did you mean 'kdr'?"), unknown.code + unknown.err);
    }

    @Test
    void allCurrentsOfAFileAreDescribed() throws Exception {
        Path two = folder.resolve("two.mod");
        Files.writeString(
                two,
                """
                NEURON { SUFFIX two USEION k READ ek WRITE ik USEION na READ ena WRITE ina NONSPECIFIC_CURRENT i }
                ASSIGNED { v ek ena ik ina i }
                BREAKPOINT { ik = 1e-4*(v - ek) ina = 1e-5*(v - ena) i = 1e-5*v }
                """);
        Run run = run("mechanisms", "--describe", two.toString());
        assertTrue(run.out.contains("currents       ik, ina, i_two in mA/cm2, outward positive"), run.out + run.err);
        Path clamp = folder.resolve("pulses.mod");
        Files.writeString(clamp, ModFiles.text("pulses"));
        String out = run("mechanisms", "--describe", clamp.toString()).out;
        assertTrue(out.contains("i_Pulses in mA/cm2, outward positive; ELECTRODE_CURRENT"), out);
        Path synapse = folder.resolve("synnmda.mod");
        Files.writeString(synapse, ModFiles.text("synnmda"));
        out = run("mechanisms", "--describe", synapse.toString()).out;
        assertTrue(out.contains("ica, which mechanisms of that compartment read"), out);
        Path pool = folder.resolve("capool.mod");
        Files.writeString(pool, ModFiles.text("capool"));
        assertTrue(!run("mechanisms", "--describe", pool.toString()).out.contains("current "), "a pool has no current");
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
                Cell cell = ModelBuilder.build(null, List.of(Catalogue.find(entry.fullName())), Map.of());
                assertTrue(cell.nodes().contains(entry.name()), entry.fullName());
            }
        }
    }
}
