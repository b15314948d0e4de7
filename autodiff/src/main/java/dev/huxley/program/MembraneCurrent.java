package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A mechanism's current, linearized in the voltage: {@code i(v) = slope v - constant}, added to the sums of slopes
 * and constants of its compartments.
 *
 * @param mechanism the mechanism's name
 * @param graph has the outputs {@link #SLOPE}, {@link #CONSTANT} and {@link #CURRENT}
 * @param inputs for every used input of the graph its variable
 * @param rows the compartments of the mechanism
 * @param current the variable that collects the current, -1 if nobody reads it
 */
public record MembraneCurrent(String mechanism, Graph graph, List<Binding> inputs, int[] rows, int current)
        implements LinearizedStage {
    /** The slope di/dv (S/cm2) by finite difference. */
    public static final String SLOPE = "slope";
    /** The constant part {@code slope v - i(v)} (mA/cm2). */
    public static final String CONSTANT = "constant";
    /** The current at the present voltage (mA/cm2). */
    public static final String CURRENT = "current";

    @Override
    public String name() {
        return "current of " + mechanism;
    }

    @Override
    public int addsTermsTo() {
        return Program.VOLTAGE;
    }

    @Override
    public Owner owner() {
        return Owner.MECHANISM;
    }

    @Override
    public int collector() {
        return current;
    }

    @Override
    public int[] ownCompartments(Program program) {
        return rows;
    }

    @Override
    public Stage withFunction(UnaryOperator<Graph> change) {
        return new MembraneCurrent(mechanism, change.apply(graph), inputs, rows, current);
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
