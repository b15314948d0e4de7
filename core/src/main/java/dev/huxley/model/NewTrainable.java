package dev.huxley.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a trainable parameter: the rows that share each value, and the initial values. */
final class NewTrainable {
    private final NeuronModel model;
    private final Domain domain;
    private final String key;
    private final NumberColumn column;
    /** The rows that share each value. */
    private final List<int[]> sharing;

    /**
     * @param rows the compartments or synapses in view
     * @throws IllegalArgumentException if the quantity cannot be set, or none of the rows that would share a value has it
     */
    NewTrainable(NeuronModel model, Domain domain, String key, int[] rows, Grouping grouping) {
        Quantities.requireSettable(key);
        this.model = model;
        this.domain = domain;
        this.key = key;
        column = model.columns(domain).numbers(key);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        Map<Integer, Integer> representative = new LinkedHashMap<>();
        for (int row : rows) {
            int group = grouping.element().applyAsInt(row);
            representative.putIfAbsent(group, row);
            List<Integer> members = groups.computeIfAbsent(group, e -> new ArrayList<>());
            if (column.isPresent(row)) {
                members.add(row);
            }
        }
        groups.forEach((group, members) -> {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("'" + key + "' cannot be made trainable in "
                        + grouping.describe().apply(representative.get(group)) + ": no "
                        + (domain != Domain.EDGES
                                ? "compartment there has it; insert its mechanism there first, or leave that part out"
                                : "synapse there has it; take only the synapses of its type"));
            }
        });
        sharing = groups.values().stream()
                .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /**
     * @param label the label of the view, with which the path begins
     * @param initial the initial values, one for all or one per group; empty for the mean of the present values
     */
    TrainableParameter parameter(String label, double[] initial) {
        String path = label.isEmpty() ? key : label + "/" + key;
        return new TrainableParameter(path, domain, key, sharing, startValues(initial), model.unit(key));
    }

    private double[] startValues(double[] initial) {
        int size = column.rowSize();
        int wanted = sharing.size() * size;
        if (initial.length > 1 && initial.length != size && initial.length != wanted) {
            throw new IllegalArgumentException("'" + key + "' gets " + sharing.size() + " trainable values"
                    + (size == 1 ? "" : " of " + size + " elements") + ", but " + initial.length
                    + " start values were given; give one for all, or one each");
        }
        double[] values = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            values[i] = switch (initial.length) {
                case 0 -> mean(sharing.get(i / size), i % size);
                case 1 -> initial[0];
                default -> initial[initial.length == wanted ? i : i % size];
            };
            Quantities.requireValid(key, values[i], place(i / size));
        }
        UnitPlausibility.requirePlausible(
                key, model.unit(key), initial, i -> place(initial.length == wanted ? i / size : 0));
        return values;
    }

    private String place(int value) {
        return model.place(domain, sharing.get(value)[0]);
    }

    /** The mean of the present values; if they are equal, exactly their common value. */
    private double mean(int[] rows, int element) {
        DoubleSummaryStatistics values =
                Arrays.stream(rows).mapToDouble(row -> column.row(row)[element]).summaryStatistics();
        return values.getMin() == values.getMax() ? values.getMin() : values.getAverage();
    }
}
