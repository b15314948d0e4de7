package dev.huxley.graph.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.HodgkinHuxleyStep;
import dev.huxley.graph.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlgebraReportTest {

    @Test
    void operationsAreCountedByKind() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input("x");
        builder.input("unused");
        int half = builder.apply(Operation.DIV, x, builder.constant(3));
        int quotient = builder.apply(Operation.DIV, builder.apply(Operation.EXP, half), x);
        int positive = builder.apply(Operation.GT, quotient, builder.constant(1));
        builder.output("out", builder.apply(Operation.WHERE, positive, x, half));
        assertEquals(new OperationCount(1, 1, 1, 2, 1), OperationCount.of(builder.build()));
    }

    /** The table in the description of the package. */
    @Test
    void everyTransformationBuysSomethingForHodgkinAndHuxley() {
        Map<String, OperationCount> report = AlgebraReport.of(
                HodgkinHuxleyStep.withExactSlope(),
                HodgkinHuxleyStep.inputs(),
                new HashSet<>(HodgkinHuxleyStep.PARAMETERS));
        String table = report.toString();
        OperationCount written = report.get("as written");
        OperationCount merged = report.get("exponentials merged");
        OperationCount optimized = report.get("optimized");
        OperationCount adjoint = report.get("adjoint");
        assertEquals(List.of(9, 5, 5), List.of(written.functions(), merged.functions(), optimized.functions()), table);
        assertTrue(optimized.arithmetic() < merged.arithmetic(), table);
        assertEquals(0, adjoint.functions() + adjoint.divisions() + adjoint.choices(), table);
        assertTrue(report.containsKey("forward, 9 values taped"), table);
        assertTrue(adjoint.arithmetic() < report.get("gradient as written").arithmetic() / 3, table);
    }
}
