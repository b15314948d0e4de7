package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Edges;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.Network;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.SynapseSelection;
import dev.huxley.table.Table;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Selections of synapses: their types with the ranges of the parameters, and the first of them. */
final class SynapseDisplay {
    private static final int FIRST = 8;

    /** The columns that are shown in any case. */
    private static final Set<String> ALWAYS = Set.of("type", "pre", "pre_cell", "post", "post_cell");

    private SynapseDisplay() {}

    static MimeBundle of(SynapseSelection synapses) {
        List<String> facts = new ArrayList<>();
        if (!synapses.label().isEmpty()) {
            facts.add(Brief.of(synapses.label()));
        }
        facts.add(Brief.count(synapses.size(), "synapse"));
        if (synapses.size() > 0) {
            facts.add("delay " + Numbers.range(synapses.get(Edges.DELAY), "ms"));
        }
        Html html = new Html("Synapses", facts);
        addTypes(html, synapses);
        int[] edges = synapses.edges();
        if (edges.length > 0) {
            int[] first = Arrays.copyOf(edges, Math.min(edges.length, FIRST));
            html.wide(table(synapses.select(first)).toHtml());
            if (edges.length > FIRST) {
                html.note("and " + (edges.length - FIRST) + " more");
            }
        }
        return html.bundle(synapses);
    }

    /** The table of synapses, of their quantities only those in which they differ: the others stand with the types. */
    private static Table table(SynapseSelection synapses) {
        Table all = synapses.table();
        return all.select(all.columns().stream()
                .filter(column ->
                        ALWAYS.contains(column) || Set.copyOf(all.texts(column)).size() > 1)
                .toArray(String[]::new));
    }

    /** Adds the table of the types. */
    static void addTypes(Html html, SynapseSelection synapses) {
        Network network = synapses.model();
        List<Synapse> types = List.copyOf(network.synapseTypes());
        int[] edges = synapses.edges();
        List<List<String>> rows = new ArrayList<>();
        for (int type = 0; type < types.size(); type++) {
            int number = type;
            IndexColumn typeOf = network.edges().indices(Edges.TYPE);
            int[] own = Arrays.stream(edges)
                    .filter(edge -> typeOf.value(edge) == number)
                    .toArray();
            if (own.length > 0) {
                rows.add(List.of(
                        types.get(type).name(),
                        Integer.toString(own.length),
                        types.get(type).currentName(),
                        parameters(network, types.get(type), own)));
            }
        }
        html.table("Synapses", List.of("type", "#synapses", "current", "parameters"), rows);
    }

    private static String parameters(Network network, Synapse type, int[] edges) {
        List<Declaration> scalars =
                type.parameters().stream().filter(Declaration::isScalar).toList();
        return InsertedTables.shortened(scalars, declaration -> {
            NumberColumn column = network.edges().numbers(declaration.key());
            double[] values = Arrays.stream(edges).mapToDouble(column::value).toArray();
            return declaration.key() + " " + Numbers.range(values, declaration.unit());
        });
    }
}
