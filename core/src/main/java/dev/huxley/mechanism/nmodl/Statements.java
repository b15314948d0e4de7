package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.CCode;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/** Questions that are asked of the statements of any block. */
final class Statements {
    private Statements() {}

    /** Refuses a statement that has no place in a block; passes over those without effect. */
    static void refuse(Statement statement, String where) {
        if (statement instanceof Statement.Table) {
            return;
        }
        if (statement instanceof Statement.Verbatim verbatim) {
            if (!CCode.isWithoutEffect(verbatim.code())) {
                throw new NmodlFault(statement.at(), CCode.refusal());
            }
            return;
        }
        throw new NmodlFault(statement.at(), Interpreter.name(statement) + " cannot stand in a block " + where);
    }

    /** Refuses an equation of a higher derivative. */
    static void requireFirstOrder(Statement.Rate rate) {
        if (rate.order() > 1) {
            throw new NmodlFault(
                    rate.at(),
                    "'" + rate.state().name() + "' has a derivative of order " + rate.order()
                            + "; write it as states with first derivatives");
        }
    }

    /** The SOLVE statements of a block, also those within alternatives, from which NEURON lifts them out. */
    static List<Statement.Solve> solves(Block block) {
        List<Statement.Solve> found = new ArrayList<>();
        collect(block.body(), found);
        return found;
    }

    private static void collect(List<Statement> statements, List<Statement.Solve> found) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Solve solve) {
                found.add(solve);
            } else if (statement instanceof Statement.If alternatives) {
                collect(alternatives.then(), found);
                collect(alternatives.otherwise(), found);
            }
        }
    }

    /** Tells whether TABLE stands anywhere in the blocks. */
    static boolean hasTable(List<Block> blocks) {
        return blocks.stream().flatMap(block -> block.body().stream()).anyMatch(Statement.Table.class::isInstance);
    }
}
