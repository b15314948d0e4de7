package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Slips in the equations of DERIVATIVE blocks, which NEURON lets pass: a state with two equations, a forgotten prime. */
public final class Oversights {
    private final ModFile file;
    private final List<Problem> problems;
    private final List<Problem> warnings;

    private Oversights(ModFile file, List<Problem> problems, List<Problem> warnings) {
        this.file = file;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Adds the problems and warnings that a file's equations give. */
    public static void check(ModFile file, List<Problem> problems, List<Problem> warnings) {
        Oversights oversights = new Oversights(file, problems, warnings);
        file.blocks().stream()
                .filter(block -> block.kind().equals("DERIVATIVE"))
                .forEach(oversights::equations);
    }

    private void equations(Block block) {
        Map<String, Position> solved = new HashMap<>();
        requireOne(block.body(), solved);
        Set<String> states = new HashSet<>();
        solved.keySet().forEach(element -> states.add(element.replaceFirst("\\[.*", "")));
        Set<String> told = new HashSet<>();
        assignments(block.body(), states, told);
    }

    /** Requires that no two equations of a state run one after the other; those of alternatives do not. */
    private void requireOne(List<Statement> statements, Map<String, Position> solved) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Rate rate) {
                String element = element(rate.state());
                Position first = solved.put(element, rate.at());
                if (first != null && isFixed(rate.state())) {
                    problems.add(new Problem(
                            rate.at(),
                            "'" + element + "' has two equations in this block, here and in " + first.lineInWords()
                                    + ": remove one, or write their sum"));
                }
            } else if (statement instanceof Statement.If alternatives) {
                Map<String, Position> then = new HashMap<>(solved);
                requireOne(alternatives.then(), then);
                Map<String, Position> otherwise = new HashMap<>(solved);
                requireOne(alternatives.otherwise(), otherwise);
                solved.putAll(then);
                solved.putAll(otherwise);
            } else if (statement instanceof Statement.From loop) {
                requireOne(loop.body(), solved);
            }
        }
    }

    private static String element(Reference state) {
        if (state.index() == null) {
            return state.name();
        }
        return state.name() + (state.index() instanceof Literal index ? "[" + (int) index.value() + "]" : "[...]");
    }

    private static boolean isFixed(Reference state) {
        return state.index() == null || state.index() instanceof Literal;
    }

    private void assignments(List<Statement> statements, Set<String> solved, Set<String> told) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment) {
                String name = assignment.target().name();
                boolean isOfIon =
                        file.ions().stream().anyMatch(ion -> ion.writes().contains(name));
                if (file.states().containsKey(name) && !solved.contains(name) && !isOfIon && told.add(name)) {
                    warnings.add(new Problem(
                            assignment.at(),
                            "the STATE '" + name
                                    + "' is assigned here and has no equation in this block, so it jumps to"
                                    + " the value, as in NEURON; if its rate is meant, write " + name + "' = ..."));
                }
            } else if (statement instanceof Statement.If alternatives) {
                assignments(alternatives.then(), solved, told);
                assignments(alternatives.otherwise(), solved, told);
            } else if (statement instanceof Statement.From loop) {
                assignments(loop.body(), solved, told);
            }
        }
    }
}
