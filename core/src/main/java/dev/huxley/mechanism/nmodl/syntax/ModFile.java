package dev.huxley.mechanism.nmodl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a file.
 *
 * @param kind {@code SUFFIX}, {@code POINT_PROCESS} or {@code ARTIFICIAL_CELL}; empty if the file does not say
 * @param name the name of the mechanism; empty if the file does not say
 * @param nameAt the place of the name
 * @param ions the ions that it uses
 * @param currents the names of currents of no ion, outward positive
 * @param electrodeCurrents the names of currents of electrodes, inward positive
 * @param pointers the names that stand for variables elsewhere
 * @param ranges the names of {@code RANGE} and {@code GLOBAL}
 * @param constants the numbers of {@code CONSTANT} and {@code UNITS}, by name
 * @param parameters what {@code PARAMETER} declares
 * @param states what {@code STATE} declares
 * @param assigned what {@code ASSIGNED} and a {@code LOCAL} at the top declare
 * @param blocks all other blocks in their order
 * @param unsupported the constructs that were read and are not supported
 */
public record ModFile(
        String kind,
        String name,
        Position nameAt,
        List<UsedIon> ions,
        List<String> currents,
        List<String> electrodeCurrents,
        List<String> pointers,
        Set<String> ranges,
        Map<String, Double> constants,
        Map<String, Declaration> parameters,
        Map<String, Declaration> states,
        Map<String, Declaration> assigned,
        List<Block> blocks,
        List<Problem> unsupported) {
    /** The block of a kind that has no name; empty if there is none. */
    public Optional<Block> block(String blockKind) {
        return blocks.stream().filter(block -> block.kind().equals(blockKind)).findFirst();
    }

    /** The block with a name; empty if there is none. */
    public Optional<Block> named(String blockName) {
        return blocks.stream().filter(block -> block.name().equals(blockName)).findFirst();
    }

    /** The same file with its tables in use. */
    public ModFile withTables() {
        List<Block> tabulated = new ArrayList<>();
        for (Block block : blocks) {
            List<Statement> body = new ArrayList<>(block.body());
            body.replaceAll(statement -> statement instanceof Statement.Table table ? used(table) : statement);
            tabulated.add(new Block(block.kind(), block.name(), block.arguments(), block.units(), body, block.at()));
        }
        return new ModFile(
                kind,
                name,
                nameAt,
                ions,
                currents,
                electrodeCurrents,
                pointers,
                ranges,
                constants,
                parameters,
                states,
                assigned,
                tabulated,
                unsupported);
    }

    private static Statement.Table used(Statement.Table table) {
        return new Statement.Table(table.names(), table.first(), table.last(), table.intervals(), true, table.at());
    }
}
