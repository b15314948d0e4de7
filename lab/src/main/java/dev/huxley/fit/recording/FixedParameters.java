package dev.huxley.fit.recording;

import dev.huxley.model.Cell;
import dev.huxley.model.Column;
import dev.huxley.model.Columns;
import dev.huxley.model.Domain;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.TrainableParameter;
import dev.huxley.report.FixedParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The parameters of a cell that a fit does not change, for its report. */
public final class FixedParameters {
    /** Quantities that are derived from others, or that no run reads. */
    private static final Set<String> FOLLOWING =
            Set.of("x", "y", "z", "area", "volume", "resistive_load_in", "resistive_load_out");

    private final Cell cell;
    private final List<TrainableParameter> trained;

    private FixedParameters(Cell cell) {
        this.cell = cell;
        trained = cell.trainables();
    }

    /**
     * All quantities of the cell except states, each with the smallest and the largest of its values that are not
     * trainable.
     */
    public static List<FixedParameter> of(Cell cell) {
        FixedParameters fixed = new FixedParameters(cell);
        List<FixedParameter> all = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            Columns columns = cell.columns(domain);
            for (String name : columns.names()) {
                Column column = columns.get(name);
                if (column instanceof NumberColumn numbers && !cell.isState(name) && !FOLLOWING.contains(name)) {
                    fixed.add(all, domain, name, numbers);
                }
            }
        }
        return all;
    }

    private void add(List<FixedParameter> all, Domain domain, String name, NumberColumn column) {
        BitSet free = trained(domain, name);
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < column.rows(); row++) {
            if (column.isPresent(row) && !free.get(row)) {
                for (double value : column.row(row)) {
                    smallest = Math.min(smallest, value);
                    largest = Math.max(largest, value);
                }
            }
        }
        if (smallest <= largest) {
            all.add(new FixedParameter(
                    free.isEmpty() ? name : name + " elsewhere", smallest, largest, cell.unit(name)));
        }
    }

    /** The rows of a quantity that are trainable. */
    private BitSet trained(Domain domain, String name) {
        BitSet rows = new BitSet();
        trained.stream()
                .filter(trainable ->
                        trainable.domain() == domain && trainable.key().equals(name))
                .flatMap(trainable -> trainable.rows().stream())
                .forEach(shared -> Arrays.stream(shared).forEach(rows::set));
        return rows;
    }
}
