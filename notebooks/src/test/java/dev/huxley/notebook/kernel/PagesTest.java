package dev.huxley.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.notebook.Huxley;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The HTML that notebooks get: well-formed, escaped, small. */
class PagesTest {
    private static final String HOSTILE = "<script>alert('x')<script>&\"";

    /** A channel with a text that is markup. */
    private static final class Marked extends Channel {
        Marked() {
            super("Marked");
            parameter("g", 1e-4, "S/cm2<b>");
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get("g").mul(membrane.voltage());
        }

        @Override
        public String equations() {
            return HOSTILE;
        }
    }

    private static String html(Displayable object) {
        MimeBundle bundle = object.mimeBundle();
        String html = (String) bundle.data().get("text/html");
        assertTrue(html != null, () -> object + " has no HTML: " + bundle);
        return html;
    }

    private static Document document(String name, String html) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)));
        } catch (Exception e) {
            throw new AssertionError(name + " is not well-formed: " + e.getMessage() + "\n" + html, e);
        }
    }

    @Test
    void everyPageIsOneWellFormedElementWhoseTablesHaveAsManyCellsAsColumns() {
        Shown.pages().forEach((name, object) -> {
            Document document = document(name, html(object));
            NodeList tables = document.getElementsByTagName("table");
            for (int i = 0; i < tables.getLength(); i++) {
                NodeList rows = ((Element) tables.item(i)).getElementsByTagName("tr");
                int columns = cells((Element) rows.item(0));
                for (int row = 1; row < rows.getLength(); row++) {
                    assertEquals(columns, cells((Element) rows.item(row)), name + ", row " + row + " of table " + i);
                }
            }
        });
    }

    private static int cells(Element row) {
        int cells = 0;
        for (String tag : List.of("th", "td")) {
            NodeList all = row.getElementsByTagName(tag);
            for (int i = 0; i < all.getLength(); i++) {
                String span = ((Element) all.item(i)).getAttribute("colspan");
                cells += span.isEmpty() ? 1 : Integer.parseInt(span);
            }
        }
        return cells;
    }

    /** Names come from files: of groups, of channels of a recording, of arrays. */
    @Test
    void namesAreText() {
        Cell cell = Shown.cell();
        cell.branch(1).addToGroup(HOSTILE);
        cell.insert(new Marked());
        Network network = new Network(cell, Shown.cell());
        RecordedChannel channel = new RecordedChannel(HOSTILE, "mV");
        Sweep sweep = new Sweep(0, 0.1, List.of(channel), new double[1][200]);
        Recording recording = new Recording(HOSTILE, "CSV", Optional.empty(), List.of(channel), 1e4, List.of(sweep));
        Map<String, Displayable> named = new LinkedHashMap<>();
        named.put("cell", cell);
        named.put("view", cell.group(HOSTILE));
        named.put("network", network);
        named.put("table", cell.table());
        named.put("channel", new Marked());
        named.put("recording", recording);
        named.put("sweep", sweep);
        named.put("tree", ArrayTree.of(HOSTILE, HuxleyRuntime.newManager().create(1)));
        named.put("svg", Huxley.svg(ModelPlot.of(cell).title(HOSTILE)));
        named.forEach((name, object) -> {
            String html = html(object);
            document(name, html);
            assertFalse(html.contains("<script"), name);
            assertFalse(html.contains("<b>"), name);
            assertTrue(html.contains("&lt;script") || html.contains("S/cm2&lt;b"), name + " shows no name");
        });
    }

    @Test
    void aThousandCellsAreSummarized() {
        String html = html(Shown.network(1000));
        assertTrue(html.length() < 100_000, html.length() + " characters");
        assertTrue(html.contains("1000 cells") && html.contains("IonotropicSynapse"), html);
        assertFalse(html.contains("<img"), "a picture of 1000 cells");
    }

    @Test
    void tablesOfManyRowsAreCut() {
        Cell cell = new Cell(new Branch(new Compartment(), 40));
        for (int i = 0; i < 40; i++) {
            cell.comp(i).stimulate(Waveform.step(1, 1, 0.1, 0.025, 3));
            cell.comp(i).addToGroup("group" + i);
        }
        String html = html(cell);
        assertTrue(html.contains("and 28 more"), html);
        assertFalse(html.contains("group30"), html);
    }

    @Test
    void aCellShowsWhatIsInsertedWhere() {
        Cell cell = Shown.cell();
        cell.group("apical").insert(new HH());
        cell.group("apical").branch(0).set("HH_gNa", 0.03);
        String text = document("cell", html(cell)).getDocumentElement().getTextContent();
        assertTrue(text.contains("soma, apical, recorded"), text);
        assertTrue(text.contains("HH_gNa\u00a00.03\u00a0to\u00a00.12\u00a0S/cm²"), text);
        assertTrue(text.contains("soma/HH_gNa"), text);
    }

    @Test
    void synapsesShowTheQuantitiesInWhichTheyDiffer() {
        Network network = Shown.network(3);
        assertFalse(html(network.synapses()).contains("<th>IonotropicSynapse_gS"), "equal conductances");
        network.edge(1).set("IonotropicSynapse_gS", 2e-4);
        assertTrue(html(network.synapses()).contains("<th>IonotropicSynapse_gS"), "unequal conductances");
    }

    /** A simulation that cannot run says so, not something else. */
    @Test
    void aSimulationSaysWhatKeepsItFromRunning() {
        Cell cell = Shown.cell();
        String runs = html(Simulation.of(cell).dt(0.05).build());
        assertTrue(runs.contains("101 steps to 5.05 ms"), runs);
        String html = html(Simulation.of(cell).dt(0.025).build());
        assertTrue(html.contains("it does not run") && html.contains("0.05 ms"), html);
    }
}
