package dev.huxley.notebook.render;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the mechanisms and of the groups in a selection of compartments. */
final class InsertedTables {
    /** The largest number of parameters and of groups that are named in a cell of the table. */
    private static final int MOST_NAMES = 6;

    private final NeuronModel model;
    private final BitSet inView;

    private InsertedTables(Selection selection) {
        model = selection.model();
        inView = bits(selection.compartments());
    }

    static void add(Html html, Selection selection) {
        InsertedTables tables = new InsertedTables(selection);
        html.table(
                "Inserted",
                List.of("mechanism", "#compartments", "where", "current", "parameters"),
                tables.mechanisms());
        html.table("Groups", List.of("group", "#compartments"), tables.groups());
    }

    private List<List<String>> mechanisms() {
        List<List<String>> rows = new ArrayList<>();
        Stream.concat(model.channels().stream(), model.pumps().stream()).forEach(mechanism -> {
            BitSet here = members(mechanism.name());
            if (!here.isEmpty()) {
                rows.add(List.of(
                        mechanism.name(),
                        Integer.toString(here.cardinality()),
                        where(here),
                        String.join(", ", mechanism.currentNames()),
                        parameters(mechanism, here)));
            }
        });
        return rows;
    }

    private List<List<String>> groups() {
        List<List<String>> rows = new ArrayList<>();
        for (String name : model.groups()) {
            int count = members(name).cardinality();
            if (count > 0) {
                rows.add(List.of(name, Integer.toString(count)));
            }
        }
        return rows;
    }

    private BitSet members(String flag) {
        BitSet members = bits(model.nodes().flags(flag).present());
        members.and(inView);
        return members;
    }

    /** The groups in which a mechanism is, wholly or in part. */
    private String where(BitSet here) {
        if (here.cardinality() == inView.cardinality()) {
            return "everywhere";
        }
        List<String> names = new ArrayList<>();
        for (String group : model.groups()) {
            BitSet members = members(group);
            BitSet both = (BitSet) members.clone();
            both.and(here);
            if (!both.isEmpty()) {
                names.add(both.equals(members) ? group : "part of " + group);
            }
        }
        return shortened(names, name -> name);
    }

    private String parameters(MembraneMechanism mechanism, BitSet here) {
        int[] rows = here.stream().toArray();
        List<Declaration> scalars =
                mechanism.parameters().stream().filter(Declaration::isScalar).toList();
        return shortened(scalars, declaration -> {
            NumberColumn column = model.nodes().numbers(declaration.key());
            double[] values = Arrays.stream(rows).mapToDouble(column::value).toArray();
            return declaration.key() + " " + Numbers.range(values, declaration.unit());
        });
    }

    /** The texts of things, of many only the first ones and the number of the others. */
    static <T> String shortened(List<T> things, Function<T, String> text) {
        String shown = things.stream()
                .limit(MOST_NAMES)
                // A name stays in one line with its value.
                .map(thing -> text.apply(thing).replace(' ', '\u00a0'))
                .collect(Collectors.joining(", "));
        return things.size() > MOST_NAMES ? shown + " and " + (things.size() - MOST_NAMES) + " more" : shown;
    }

    private static BitSet bits(int[] rows) {
        BitSet bits = new BitSet();
        Arrays.stream(rows).forEach(bits::set);
        return bits;
    }
}
