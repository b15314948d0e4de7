package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The rate of a pump, linearized in the concentration of its ion: {@code rate(c) = slope c - constant}, added to the
 * ion's sums of slopes and constants. Evaluated together with the membrane currents, so it sees the currents of the
 * step before.
 *
 * @param pump the pump's name
 * @param graph has the outputs {@link MembraneCurrent#SLOPE} (1/ms), {@link MembraneCurrent#CONSTANT} and
 *     {@link MembraneCurrent#CURRENT} (the rate, mM/ms)
 * @param inputs for every used input of the graph its variable
 * @param rows the compartments of the pump
 * @param ion the variable of the ion's concentration
 * @param rate the variable that collects the rate, -1 if nobody reads it
 */
public record PumpRate(String pump, Graph graph, List<Binding> inputs, int[] rows, int ion, int rate)
        implements LinearizedStage {
    @Override
    public String name() {
        return "rate of " + pump;
    }

    @Override
    public int addsTermsTo() {
        return ion;
    }

    @Override
    public Owner owner() {
        return Owner.MECHANISM;
    }

    @Override
    public int collector() {
        return rate;
    }

    @Override
    public int[] ownCompartments(Program program) {
        return rows;
    }

    @Override
    public Stage withFunction(UnaryOperator<Graph> change) {
        return new PumpRate(pump, change.apply(graph), inputs, rows, ion, rate);
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
