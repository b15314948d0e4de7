package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.morphology.Swc;
import dev.huxley.table.Table;
import dev.huxley.testing.HostileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables render what the columns hold, in the model's own index space,
 * and CSV files carry values out and in.
 */
class TableTest {
    @TempDir
    Path folder;

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.branch(0).addToGroup("soma");
        cell.comp(1).addToGroup("far");
        cell.branch(1).insert(new Leak());
        cell.set("radius", 1, 2.5, 0.25, 0.125);
        cell.branch(1).set("Leak_gLeak", 1e-4, 2.5e-4);
        return cell;
    }

    private static Network network() {
        Network network = new Network(cell(), new Cell(new Compartment()), cell());
        network.connect(network.cell(0).branch(1).loc(1), network.cell(1), new IonotropicSynapse());
        network.connect(network.cell(1), network.cell(0).branch(0).loc(0), new TanhRateSynapse());
        network.connect(network.cell(2).comp(0), network.cell(0).comp(0), new IonotropicSynapse());
        return network;
    }

    @Test
    void aTableIsAlignedTextWithUnits() {
        String expected =
                """
                4 compartments
                row  branch  group     mechanism  radius  Leak_gLeak
                                                      um       S/cm2
                  0       0  soma                  1.000           -
                  1       0  soma far              2.500           -
                  2       1            Leak        0.250     0.00010
                  3       1  far       Leak        0.125     0.00025
                """;
        Table table = cell().table().select("branch", "group", "mechanism", "radius", "Leak_gLeak");
        assertEquals(expected, table.toString());
    }

    @Test
    void longTablesLeaveOutTheMiddleAndWideOnesSayWhatIsMissing() {
        Branch branch = new Branch(new Compartment(), 1000);
        String[] lines = branch.table().toText(6, 60).split("\n");
        assertEquals("1000 compartments", lines[0]);
        assertEquals("... 994 rows not shown ...", lines[6]);
        assertTrue(lines[7].startsWith("997"), lines[7]);
        assertTrue(lines[10].startsWith("columns not shown: ") && lines[10].length() <= 60, lines[10]);
        assertTrue(Arrays.stream(lines).allMatch(line -> line.length() <= 60));
        assertEquals(1 + 1000, branch.table().toCsv().split("\n").length, "a CSV file has all rows");
    }

    /** A13. */
    @Test
    void tablesAreNeverStaleAndChangingThemChangesNothing() {
        Cell cell = cell();
        Table table = cell.table();
        Table thin = table.where("radius < 1").sortBy("radius");
        assertArrayEquals(new int[] {3, 2}, thin.index());
        cell.set("v", -65);
        assertArrayEquals(new double[] {-65, -65, -65, -65}, table.numbers("v"));
        cell.select(0).set("radius", 0.01);
        assertArrayEquals(new int[] {0, 3, 2}, thin.index());
        cell.comp(0).insert(new HH());
        assertTrue(table.columns().contains("HH_gNa"));
        table.numbers("v")[0] = 7;
        thin.index()[0] = 7;
        assertArrayEquals(new double[] {-65, -65, -65, -65}, cell.get("v"));
        assertArrayEquals(new int[] {0, 3, 2}, thin.index());
    }

    /** A12. */
    @Test
    void rowsOfTablesAreRowsOfTheModel() {
        Cell cell = cell();
        assertArrayEquals(new int[] {2, 3}, cell.branch(1).table().index());
        cell.select(cell.table().where("radius < 1").index()).set("length", 99);
        assertArrayEquals(new double[] {10, 10, 99, 99}, cell.get("length"));
        Table view = cell.branch(1).table();
        assertArrayEquals(new double[] {0, 0}, view.numbers("branch"), "as the view counts");
        assertArrayEquals(new double[] {1, 1}, view.numbers("global_branch"));
        assertArrayEquals(new double[] {2, 3}, view.numbers("global_comp"));
    }

    /** A16. */
    @Test
    void queriesOfSynapsesFindTheRowsToSet() {
        Network network = network();
        network.synapses()
                .where("pre_cell in [1, 2] and type == 'IonotropicSynapse'")
                .set("IonotropicSynapse_gS", 0.2);
        assertArrayEquals(
                new double[] {1e-4, Double.NaN, 0.2, 0.2}, network.synapses().get("IonotropicSynapse_gS"));
        int[] edges = network.synapses()
                .table()
                .where("post_branch == 1 and pre_loc < 0.5")
                .index();
        assertArrayEquals(new int[] {3}, edges);
        network.edge(edges).set("IonotropicSynapse_gS", 0.3);
        assertEquals(0.3, network.synapses().get("IonotropicSynapse_gS")[3]);
        assertSays(() -> network.synapses().where("pre_sell == 1"), "'pre_sell'", "did you mean 'pre_cell'", "^");
        assertSays(() -> network.synapses().where("type == 'Ionotropic'"), "'IonotropicSynapse'");
        assertSays(() -> new Network(cell()).synapses().where("pre_cell == 1"), "no synapses", "connect cells first");
    }

    @Test
    void synapsesAreShownWithTypeEndsAndValues() {
        String expected =
                """
                4 synapses
                edge  type               pre_cell  post_cell  IonotropicSynapse_gS
                                                                                uS
                   0  IonotropicSynapse         0          1                0.0001
                   1  TanhRateSynapse           1          0                     -
                   2  IonotropicSynapse         2          0                0.0001
                   3  IonotropicSynapse         2          0                0.0001
                """;
        Table table = network().synapses().table().select("type", "pre_cell", "post_cell", "IonotropicSynapse_gS");
        assertEquals(expected, table.toString());
    }

    @Test
    void meansAreTakenOverWhatIsPresent() {
        Table means = cell().table().meanBy("group");
        assertEquals(List.of("soma", "far"), means.labels());
        assertArrayEquals(new double[] {2, 2}, means.numbers("count"));
        assertArrayEquals(new double[] {1.75, 1.3125}, means.numbers("radius"));
        assertArrayEquals(new double[] {Double.NaN, 2.5e-4}, means.numbers("Leak_gLeak"));
        assertEquals(List.of("0", "1"), cell().table().meanBy("branch").labels());
        assertEquals(List.of("yes", "no"), cell().table().meanBy("Leak").labels());
        assertArrayEquals(
                new double[] {3, 1}, network().synapses().table().meanBy("type").numbers("count"));
        assertThrows(IllegalStateException.class, means::index);
        assertSays(() -> cell().table().meanBy("grp"), "'grp'", "group");
    }

    @Test
    void sortingPutsAbsentValuesLast() {
        Table table = cell().table();
        assertArrayEquals(new int[] {2, 3, 0, 1}, table.sortBy("Leak_gLeak").index());
        assertArrayEquals(
                new int[] {3, 2, 0, 1}, table.sortByDescending("Leak_gLeak").index());
        assertArrayEquals(
                new int[] {1, 0, 2, 3}, table.sortByDescending("radius").index());
        assertArrayEquals(new int[] {2, 3, 0, 1}, table.sortBy("group").index(), "no group, far, soma, soma far");
        assertSays(() -> table.sortBy("raduis"), "'raduis'", "radius");
        assertSays(() -> table.select("radius", "raduis"), "'raduis'");
        assertSays(() -> table.where("radius <"), "ends here", "^");
        assertSays(() -> table.numbers("group"), "'group'", "texts");
        assertEquals(List.of("soma", "soma far", "", "far"), table.texts("group"));
    }

    @Test
    void htmlIsEscaped() {
        Cell cell = cell();
        cell.addToGroup("<b>&\"'");
        String html = cell.table().toHtml();
        assertTrue(html.contains("&lt;b&gt;&amp;&quot;&#39;"), html);
        assertFalse(html.contains("<b>"), html);
        assertTrue(html.startsWith("<table") && html.strip().endsWith("</table>"), html);
        assertTrue(html.contains("<th>radius<br/>um</th>"), html);
        String elided = new Branch(new Compartment(), 100).table().toHtml(4);
        assertTrue(elided.contains("... 96 rows not shown ..."), elided);
        assertEquals(1 + 4 + 1, elided.split("<tr>").length - 1, "header, four rows and the note");
    }

    @Test
    void arraysAreShownShortAndWrittenWhole() throws IOException {
        Cell cell = cell();
        NumberColumn weights = new NumberColumn(4, 2, 2);
        weights.set(1, 1, 2, 3, 4.5);
        cell.nodes().put("weights", weights);
        assertEquals(
                List.of("-", "[1, 2, 3, ... 4 values]", "-", "-"), cell.table().texts("weights"));
        Path file = folder.resolve("arrays.csv");
        cell.table().writeCsv(file);
        Files.writeString(file, Files.readString(file).replace("4.5", "5.5"));
        cell.readCsv(file);
        assertArrayEquals(new double[] {1, 2, 3, 5.5}, weights.row(1));
        assertSays(() -> cell.where("weights > 1"), "'weights'", "[2, 2]");
    }

    // ---- CSV ----

    @Test
    void writingAndReadingBackRestoresEveryBit() {
        Cell cell = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 3 4 0 1 1\n3 3 6 8 0 1.1 2\n4 3 6 8 12 0.7 3\n",
                "bent",
                Swc.options().ncomp(2)));
        cell.insert(new HH());
        cell.comp(0).insert(new Leak());
        cell.set("v", -70.1, Math.nextUp(-60), -1e-300, 1 / 3.0);
        Path file = folder.resolve("cell.csv");
        cell.table().writeCsv(file);
        double[] area = cell.get("area");
        double[] v = cell.get("v");
        double[] gLeak = cell.get("Leak_gLeak");
        cell.readCsv(file);
        assertArrayEquals(area, cell.get("area"), "a traced cell keeps its membrane");
        cell.set("v", 0);
        cell.set("Leak_gLeak", 9);
        cell.readCsv(file);
        assertArrayEquals(v, cell.get("v"));
        assertArrayEquals(gLeak, cell.get("Leak_gLeak"));
        assertArrayEquals(area, cell.get("area"));
    }

    @Test
    void filesSetWhatTheySay() throws IOException {
        Cell cell = cell();
        cell.readCsv(csv("\uFEFFrow,radius [um],\"v\",Leak_gLeak\r\n\r\n3,4,,0.5\r\n0,1,-50,\r\n"));
        assertArrayEquals(new double[] {1, 2.5, 0.25, 4}, cell.get("radius"));
        assertEquals(2 * Math.PI * 4 * 10, cell.get("area")[3], 1e-9);
        assertArrayEquals(new double[] {-50, -70, -70, -70}, cell.get("v"));
        assertEquals(0.5, cell.get("Leak_gLeak")[3]);
        Network network = network();
        Path file = folder.resolve("edges.csv");
        network.synapses().table().writeCsv(file);
        Files.writeString(file, Files.readString(file).replace("1.0E-4", "0.125"));
        network.synapses().readCsv(file);
        assertArrayEquals(
                new double[] {0.125, Double.NaN, 0.125, 0.125},
                network.synapses().get("IonotropicSynapse_gS"));
    }

    @Test
    void filesThatDoNotFitSayWhereAndSetNothing() {
        Cell cell = cell();
        double[] radius = cell.get("radius");
        assertFileSays(cell, "row,radius\n0,2\n1,x\n", "values.csv, line 3", "'x'", "'radius'", "not a number");
        assertFileSays(cell, "row,radius\n0,2\n1,-1\n", "line 3", "-1.0", "positive");
        assertFileSays(cell, "row,radius\n0,2\n9,1\n", "line 3", "no compartment 9");
        assertFileSays(cell, "row,radius\n0,2\n0,1\n", "line 3", "compartment 0", "already");
        assertFileSays(cell, "row,radius\n0,2\nzero,1\n", "line 3", "'zero'");
        assertFileSays(cell, "row,radius\n0,2\n1\n", "line 3", "1 fields", "2 columns");
        assertFileSays(cell, "row,raduis\n0,2\n", "line 1", "'raduis'", "Did you mean 'radius'");
        assertFileSays(cell, "row,radius [mm]\n0,2\n", "line 1", "'radius' is in mm", "um", "convert");
        assertFileSays(cell, "radius\n0\n", "no column 'row'");
        assertFileSays(cell, "row,radius\n0,2\n1,\"1\n", "line 3", "closing quote");
        assertFileSays(cell, "row,radius\n0,2\n1,\"1\"2\n", "line 3", "follows the closing quote");
        assertFileSays(cell, "row,radius,Leak_gLeak\n1,2,3\n", "line 2", "'Leak_gLeak'", "compartment 1", "insert");
        assertFileSays(cell, "row,radius,soma\n1,2,false\n", "line 2", "belongs to 'soma'", "otherwise");
        assertFileSays(cell, "row,radius,soma\n1,2,maybe\n", "line 2", "'maybe'");
        assertFileSays(cell, "row,radius[1]\n1,2\n", "line 1", "'radius[1]'");
        assertFileSays(cell, "", "empty");
        assertSays(() -> cell.readCsv(folder.resolve("none.csv")), "not found", "none.csv");
        assertArrayEquals(radius, cell.get("radius"));
    }

    @Test
    void errorsQuoteLittleOfAFile() throws IOException {
        Cell cell = new Cell(new Compartment());
        cell.addToGroup("soma");
        for (String text : new String[] {
            "X\n0\n",
            "row,X\n0,1\n",
            "row,radius [X]\n0,1\n",
            "row,radius[X]\n0,1\n",
            "row,radius\nX,1\n",
            "row,radius\n0,X\n",
            "row,soma\n0,X\n"
        }) {
            String hostile = text.replace("X", HostileText.LONG);
            HostileText.requireBounded(
                    assertThrows(IllegalArgumentException.class, () -> cell.readCsv(csv(hostile)), text)
                            .getMessage());
        }
    }

    private void assertFileSays(Cell cell, String text, String... parts) {
        assertSays(() -> cell.readCsv(csv(text)), parts);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("values.csv"), text);
    }
}
