package dev.huxley.inspect.figure;

import dev.huxley.inspect.figure.SynapseResponse.Protocol;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes figures of synapses: a sheet for each library, or a figure of a single synapse. */
final class SynapseSheets {
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = 330;
    private static final double PANEL_HEIGHT = 125;
    private static final double SINGLE_HEIGHT = 215;
    private static final double PRE_HEIGHT = 0.35;

    /** Postsynaptic voltages in mV. */
    private static final double[] POST = {-100, -80, -60, -40, 0, 40};

    /** Those of ribbon synapses: above 30 mV in a horizontal cell the pH of its cleft runs away. */
    private static final double[] RIBBON_POST = {-100, -80, -60, -40, -20, 0};

    /** The protocols that best show the responses of these synapses; the others get 60 ms of steps, or of spikes. */
    private static final Map<String, Protocol> PROTOCOLS = Map.ofEntries(
            Map.entry("synapse.IonotropicSynapse", Protocol.steps(300)),
            Map.entry("synapse.AlphaSynapse", Protocol.steps(300)),
            Map.entry("synapse.TestSynapse", Protocol.steps(300)),
            Map.entry("ribbon.RibbonSynapse", Protocol.steps(100)),
            Map.entry("ribbon.Ribbon_mGluR6", Protocol.steps(300)),
            Map.entry("ribbon.FeedbackRibbon", Protocol.steps(300)),
            Map.entry("synapse.DynamicSynapse", Protocol.steps(100)),
            Map.entry("synapse.SpikeSynapse", Protocol.spikes(2, 0.2, 1.0)),
            Map.entry("neuron.ExpSyn", Protocol.spikes(4, 0.5, 2.0, 2.5)),
            Map.entry("neuron.Exp2Syn", Protocol.spikes(60, 5.0, 30.0, 35.0)),
            Map.entry("destexhe.AMPA", Protocol.spikes(40, 4.0, 20.0, 24.0)),
            Map.entry("destexhe.GABAa", Protocol.spikes(40, 4.0, 20.0, 24.0)),
            Map.entry("destexhe.NMDA", Protocol.spikes(400, 20.0, 150.0, 160.0, 170.0, 180.0)),
            // A single spike frees too little of the G-protein to be seen.
            Map.entry(
                    "destexhe.GABAb",
                    Protocol.spikes(
                            1000,
                            IntStream.range(0, 10).mapToObj(i -> 50.0 + 5 * i).toArray(Double[]::new))));

    private SynapseSheets() {}

    /** The current, the states and the dependence on the voltages of one synapse. */
    static Figure figure(CatalogueEntry entry) {
        Synapse synapse = (Synapse) entry.create();
        SynapseResponse response = response(entry);
        Panel above = SynapseFigures.presynaptic(response);
        List<Panel> pre = new ArrayList<>(List.of(above.title("presynaptic")));
        List<Panel> below = new ArrayList<>(List.of(SynapseFigures.currents(response, true)
                .title("current at v_post")
                .legend(true)));
        Panel states = SynapseFigures.states(synapse, response);
        if (states == null) {
            pre.add(Panel.blank());
            below.add(SynapseFigures.currentOverPre(synapse, post(entry))
                    .title("current over v_pre")
                    .legend(true));
        } else {
            pre.add(above);
            below.add(states.title("states"));
            int highest = post(entry) == POST ? 12 : 0;
            double[] dense = IntStream.rangeClosed(-24, highest)
                    .mapToDouble(i -> 5.0 * i)
                    .toArray();
            pre.add(Panel.blank());
            below.add(SynapseFigures.currentOverPost(SynapseResponse.of(synapse, protocol(entry), dense))
                    .title("current at its peak"));
        }
        return Figure.of(360 * below.size(), 500)
                .title(entry.fullName() + ": " + entry.title())
                .row(PRE_HEIGHT, pre)
                .row(1, below)
                .panelHeight(SINGLE_HEIGHT);
    }

    /** The currents of the synapses of a library, side by side, each below its presynaptic voltage. */
    static Figure sheet(String library, List<CatalogueEntry> entries) {
        int columns = Math.min(COLUMNS, entries.size());
        int rows = (entries.size() + columns - 1) / columns;
        Figure figure = Figure.of(Math.max(2, columns) * PANEL_WIDTH, 400)
                .title(library + ": current at postsynaptic voltages")
                .legend(true);
        for (int row = 0; row < rows; row++) {
            List<Panel> above = new ArrayList<>();
            List<Panel> below = new ArrayList<>();
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                if (i >= entries.size()) {
                    above.add(Panel.blank());
                    below.add(Panel.blank());
                    continue;
                }
                CatalogueEntry entry = entries.get(i);
                SynapseResponse response = response(entry);
                above.add(SynapseFigures.presynaptic(response).title(entry.name()));
                below.add(SynapseFigures.currents(response, true));
            }
            figure = figure.row(PRE_HEIGHT, above).row(1, below);
        }
        return figure.panelHeight(PANEL_HEIGHT);
    }

    /** The response of the synapse to its protocol. */
    static SynapseResponse response(CatalogueEntry entry) {
        return SynapseResponse.of((Synapse) entry.create(), protocol(entry), post(entry));
    }

    private static double[] post(CatalogueEntry entry) {
        return entry.library().equals("ribbon") ? RIBBON_POST : POST;
    }

    private static Protocol protocol(CatalogueEntry entry) {
        boolean hasEvents = entry.create().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("threshold"));
        Protocol other = hasEvents ? Protocol.spikes(60, 5.0, 30.0, 35.0) : Protocol.steps(60);
        return PROTOCOLS.getOrDefault(entry.fullName(), other);
    }
}
