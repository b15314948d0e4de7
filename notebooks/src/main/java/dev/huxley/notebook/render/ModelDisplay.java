package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.model.Edges;
import dev.huxley.model.ModelShape;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cells, networks and views on them: a picture, what is inserted where, the protocol, and what is trained. */
final class ModelDisplay {
    private ModelDisplay() {}

    static MimeBundle of(Selection selection) {
        NeuronModel model = selection.model();
        boolean isWhole = selection == model;
        Html html = new Html(isWhole ? model.getClass().getSimpleName() : "View", facts(selection));
        html.raw("<div class=\"beside\">\n");
        ModelPicture.of(selection).ifPresent(figure -> html.picture(figure, "picture of the " + selection));
        html.raw("<div>\n");
        InsertedTables.add(html, selection);
        if (isWhole && model instanceof Network network) {
            SynapseDisplay.addTypes(html, network.synapses());
        }
        ProtocolTables.add(html, selection);
        return html.raw("</div>\n</div>\n").bundle(selection);
    }

    private static List<String> facts(Selection selection) {
        ModelShape shape = selection.shape();
        NeuronModel model = selection.model();
        List<String> facts = new ArrayList<>();
        if (selection != model) {
            facts.add(Brief.of(selection.label()));
        }
        if (model instanceof Network) {
            facts.add(Brief.count(shape.cells(), "cell"));
        }
        facts.add(Brief.count(shape.branches(), "branch"));
        facts.add(Brief.count(shape.compartments(), "compartment"));
        if (selection == model && model.edges().rows() > 0) {
            facts.add(Brief.count(model.edges().rows(), "synapse"));
            double[] delays = model.edges().numbers(Edges.DELAY).values();
            facts.add("delay " + Numbers.range(delays, "ms"));
        }
        double length = Arrays.stream(selection.get("length")).sum();
        facts.add("length " + (length < 1e4 ? Numbers.of(length, "um") : Numbers.of(length * 1e-3, "mm")));
        facts.add("area " + Numbers.of(Arrays.stream(selection.get("area")).sum()) + " µm²");
        facts.add("initial v " + Numbers.range(selection.get("v"), "mV"));
        return facts;
    }
}
