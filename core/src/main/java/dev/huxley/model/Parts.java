package dev.huxley.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits a selection into its cells, branches or compartments. */
final class Parts {
    private Parts() {}

    /** One view per element of the level, in the order of the selection; linear in its size. */
    static List<View> of(CompartmentSet selection, Level level) {
        Structure structure = selection.model().structure();
        int[] rows = selection.compartments;
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            members.computeIfAbsent(level.global(structure, rows[i]), element -> new ArrayList<>())
                    .add(i);
        }
        int[][] numbers = new int[Level.values().length][];
        for (Level each : Level.values()) {
            numbers[each.ordinal()] = each.numbers(structure, rows, selection.scope);
        }
        ModelShape shape = selection.shape();
        List<View> parts = new ArrayList<>(members.size());
        members.values().forEach(positions -> {
            int[] compartments = positions.stream().mapToInt(i -> rows[i]).toArray();
            String step = step(level, numbers, positions.get(0), shape, selection.scope);
            parts.add(
                    new View(selection.model(), compartments, level.sharing, selection.scope, selection.joined(step)));
        });
        return List.copyOf(parts);
    }

    /** The step of the label that leads to the part; levels above are named if they have several elements. */
    private static String step(Level level, int[][] numbers, int position, ModelShape shape, Scope scope) {
        StringBuilder step = new StringBuilder();
        if (scope == Scope.LOCAL) {
            if (level != Level.CELL && shape.cells() > 1) {
                append(step, Level.CELL, numbers, position);
            }
            if (level == Level.COMPARTMENT && shape.branches() > 1) {
                append(step, Level.BRANCH, numbers, position);
            }
        }
        append(step, level, numbers, position);
        return step.toString();
    }

    private static void append(StringBuilder step, Level level, int[][] numbers, int position) {
        step.append(step.isEmpty() ? "" : ".")
                .append(level.verb)
                .append('(')
                .append(numbers[level.ordinal()][position])
                .append(')');
    }
}
