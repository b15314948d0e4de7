package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * In NEURON several connections may share one point process, here each has its own. Both have the same sum of currents
 * if each event adds to states an amount that depends on the connection alone.
 */
final class Sharing {
    private final ModFile file;
    private final Set<String> ofConnection;

    private Sharing(ModFile file, Block block) {
        this.file = file;
        ofConnection = new HashSet<>(block.arguments());
    }

    /** Tells whether numbers depend on which connections share a point process. */
    static boolean matters(ModFile file) {
        return file.block("NET_RECEIVE")
                .map(block -> new Sharing(file, block).isInAny(block))
                .orElse(false);
    }

    private boolean isInAny(Block block) {
        return Statements.all(block.body()).stream().anyMatch(this::matters);
    }

    private boolean matters(Statement statement) {
        if (statement instanceof Statement.If alternatives) {
            return readsShared(alternatives.condition());
        }
        if (!(statement instanceof Statement.Assignment assignment)) {
            return false;
        }
        Reference target = assignment.target();
        if (!isShared(target.name())) {
            return readsShared(assignment.value());
        }
        boolean isSum = assignment.value() instanceof Binary sum
                && (sum.operator().equals("+") || sum.operator().equals("-"))
                && sum.left() instanceof Reference before
                && before.name().equals(target.name())
                && !readsShared(sum.right());
        return !isSum;
    }

    private boolean readsShared(Expression expression) {
        Set<String> names = new HashSet<>();
        Names.references(expression, names);
        return names.stream().anyMatch(this::isShared);
    }

    /** Variables of the point process that events or equations change. */
    private boolean isShared(String name) {
        if (ofConnection.contains(name)) {
            return false;
        }
        return file.states().containsKey(name) || (file.assigned().containsKey(name) && isSetByEvents(name));
    }

    private boolean isSetByEvents(String name) {
        return file.block("NET_RECEIVE").stream()
                .flatMap(block -> Statements.all(block.body()).stream())
                .anyMatch(statement -> statement instanceof Statement.Assignment assignment
                        && assignment.target().name().equals(name));
    }
}
