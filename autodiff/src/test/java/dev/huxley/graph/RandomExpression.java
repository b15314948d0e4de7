package dev.huxley.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random expression of the inputs x, y and z that can be built in any builder: the same calls, whatever they give. */
public final class RandomExpression {

    private record Step(Operation operation, int[] arguments, double constant, String input) {}

    private static final List<String> INPUTS = List.of("x", "y", "z");
    private static final double[] CONSTANTS = {0, -0.0, 1, -1, 2, 3, 4, 0.5, -2.5, 10, 1e-3};

    private final List<Step> steps = new ArrayList<>();

    /** An expression of this many operations chosen from these. */
    public RandomExpression(long seed, int operations, List<Operation> allowed) {
        Random random = new Random(seed);
        INPUTS.forEach(name -> steps.add(new Step(Operation.INPUT, new int[0], 0, name)));
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(4) == 0) {
                double value =
                        random.nextBoolean() ? CONSTANTS[random.nextInt(CONSTANTS.length)] : random.nextGaussian();
                steps.add(new Step(Operation.CONSTANT, new int[0], value, null));
            }
            Operation operation = allowed.get(random.nextInt(allowed.size()));
            int[] arguments = new int[operation.arity()];
            for (int k = 0; k < arguments.length; k++) {
                // Mostly recent steps, so that the expression grows deep.
                int reach = random.nextInt(3) == 0 ? steps.size() : Math.min(steps.size(), 6);
                arguments[k] = steps.size() - 1 - random.nextInt(reach);
            }
            steps.add(new Step(operation, arguments, 0, null));
        }
    }

    /** The expression as the output "out", with x, y, z as inputs. */
    public Graph build(GraphBuilder builder) {
        int[] nodes = new int[steps.size()];
        for (int i = 0; i < nodes.length; i++) {
            Step step = steps.get(i);
            nodes[i] = switch (step.operation()) {
                case INPUT -> builder.input(step.input());
                case CONSTANT -> builder.constant(step.constant());
                default -> {
                    int[] arguments = step.arguments().clone();
                    for (int k = 0; k < arguments.length; k++) {
                        arguments[k] = nodes[arguments[k]];
                    }
                    yield builder.apply(step.operation(), arguments);
                }
            };
        }
        builder.output("out", nodes[nodes.length - 1]);
        return builder.build();
    }

    /** All operations but STOP_GRADIENT, those that have derivatives nearly everywhere more often than others. */
    public static List<Operation> mostlySmoothOperations() {
        List<Operation> allowed = operationsWithout(Operation.STOP_GRADIENT);
        for (int i = 0; i < 4; i++) {
            allowed.addAll(List.of(
                    Operation.ADD,
                    Operation.SUB,
                    Operation.MUL,
                    Operation.DIV,
                    Operation.POW,
                    Operation.EXP,
                    Operation.SIN,
                    Operation.COS,
                    Operation.TANH,
                    Operation.SIGMOID,
                    Operation.SQUARE,
                    Operation.ATAN,
                    Operation.WHERE,
                    Operation.MINIMUM,
                    Operation.MAXIMUM));
        }
        return allowed;
    }

    /** All operations that have arguments, but these. */
    public static List<Operation> operationsWithout(Operation... excluded) {
        List<Operation> allowed = new ArrayList<>(List.of(Operation.values()));
        allowed.removeIf(
                operation -> operation.arity() == 0 || List.of(excluded).contains(operation));
        return allowed;
    }
}
