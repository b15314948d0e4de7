package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.CCode;
import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions that are asked of the statements of any block. */
final class Statements {
    private Statements() {}

    private static final Map<String, String> REMEDIES = Map.of(
            "WATCH", "; a synapse receives events when the presynaptic voltage rises above its threshold",
            "FOR_NETCONS", "; each connection is a synapse of its own here",
            "SOLVEFOR", "; all states of the equations are solved for",
            "LONGITUDINAL_DIFFUSION", "; let the state diffuse in the model, by cell.diffuse");

    /** Refuses a statement that has no place in a block; passes over those without effect. */
    static void refuse(Statement statement, String where) {
        if (statement instanceof Statement.Table) {
            return;
        }
        if (statement instanceof Statement.Verbatim verbatim) {
            if (!CCode.isWithoutEffect(verbatim.code())) {
                throw new NmodlFault(statement.at(), CCode.refusal(verbatim.code()));
            }
            return;
        }
        if (statement instanceof Statement.Unsupported other) {
            String remedy = REMEDIES.getOrDefault(other.name(), "");
            throw new NmodlFault(statement.at(), other.name() + " is not supported" + remedy);
        }
        throw new NmodlFault(statement.at(), Interpreter.name(statement) + " cannot stand in a block " + where);
    }

    /** All statements of a list with those within them, in their order. */
    static List<Statement> all(List<Statement> statements) {
        List<Statement> found = new ArrayList<>();
        for (Statement statement : statements) {
            found.add(statement);
            if (statement instanceof Statement.If alternatives) {
                found.addAll(all(alternatives.then()));
                found.addAll(all(alternatives.otherwise()));
            } else if (statement instanceof Statement.From loop) {
                found.addAll(all(loop.body()));
            } else if (statement instanceof Statement.While loop) {
                found.addAll(all(loop.body()));
            } else if (statement instanceof Statement.Initial initial) {
                found.addAll(all(initial.body()));
            }
        }
        return found;
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

    /** The place of the first TABLE in the blocks, if it is not used. */
    static Optional<Position> unusedTable(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block.body().stream())
                .filter(statement -> statement instanceof Statement.Table table && !table.isUsed())
                .map(Statement::at)
                .findFirst();
    }
}
