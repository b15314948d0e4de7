package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.algebra.Elimination;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The solution of a LINEAR block for the states in its equations. */
final class LinearBlock {
    private final ModFile file;
    private final Block block;
    private final Environment variables;

    LinearBlock(ModFile file, Block block, Environment variables) {
        this.file = file;
        this.block = block;
        this.variables = variables;
    }

    /** Gives the states the values that satisfy all equations. */
    void run() {
        List<String> states = states();
        List<Quantity> constants = residuals(states, "");
        if (constants.size() != states.size()) {
            throw new NmodlFault(
                    block.at(),
                    "LINEAR " + block.name() + " has " + constants.size() + " equations for " + states.size()
                            + " states " + states);
        }
        Object[][] matrix = new Object[states.size()][states.size()];
        for (int column = 0; column < states.size(); column++) {
            List<Quantity> sloped = residuals(states, states.get(column));
            for (int row = 0; row < states.size(); row++) {
                if (sloped.get(row).isBent()) {
                    throw new NmodlFault(
                            block.at(), "an equation of LINEAR " + block.name() + " is not linear in its states");
                }
                matrix[row][column] = sloped.get(row).slope();
            }
        }
        Object[] right =
                constants.stream().map(each -> Arithmetic.negate(each.value())).toArray();
        Object[] solution = Elimination.solve(matrix, right);
        if (solution == null) {
            throw new NmodlFault(
                    block.at(), "the equations of LINEAR " + block.name() + " do not determine its states");
        }
        for (int i = 0; i < solution.length; i++) {
            variables.set(states.get(i), Quantity.ofMoment(solution[i]));
        }
    }

    /** The left minus the right sides where all states are 0. */
    private List<Quantity> residuals(List<String> states, String seed) {
        Environment zero = variables.branch();
        states.forEach(state -> zero.set(state, state.equals(seed) ? Quantity.ZERO.seeded() : Quantity.ZERO));
        List<Quantity> residuals = new ArrayList<>();
        new Interpreter(file, zero).run(block, (statement, interpreter) -> {
            if (statement instanceof Statement.Equation equation) {
                residuals.add(Calculus.subtract(
                        interpreter.evaluate(equation.left()), interpreter.evaluate(equation.right())));
            } else {
                Statements.refuse(statement, "LINEAR");
            }
        });
        return residuals;
    }

    private List<String> states() {
        Set<String> found = new LinkedHashSet<>();
        for (Statement statement : block.body()) {
            if (statement instanceof Statement.Equation equation) {
                Names.references(equation.left(), found);
                Names.references(equation.right(), found);
            }
        }
        return found.stream().filter(file.states()::containsKey).toList();
    }
}
