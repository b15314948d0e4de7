package dev.huxley.program;

import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ExactSlope;

/** A stage in which a mechanism of compartments adds linear terms to a variable of its own rows. */
public sealed interface LinearizedStage extends RowStage permits MembraneCurrent, PumpRate {
    /** The function with an exact slope by the variable where the result is linear in it; else the function as it is. */
    default Graph withExactSlope() {
        for (Binding input : inputs()) {
            if (input.variable() == addsTermsTo()) {
                return ExactSlope.find(
                        graph(),
                        input.name(),
                        MembraneCurrent.CURRENT,
                        MembraneCurrent.SLOPE,
                        MembraneCurrent.CONSTANT);
            }
        }
        return graph();
    }
}
