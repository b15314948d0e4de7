package dev.huxley.neuron;

import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.Optional;

/**
 * A state that relaxes exponentially, {@code x' = (steady - x) / tau}: its step is {@code x d + steady (1 - d)} with
 * {@code d = exp(-dt / tau)}, which NEURON's method cnexp takes exactly.
 *
 * @param steady the node of the value that the state approaches
 * @param tau the node of the time constant (ms)
 */
record Relaxation(int steady, int tau) {
    /** The relaxation whose step a node is; empty if it is the step of something else. */
    static Optional<Relaxation> of(GraphBuilder builder, int step, int before) {
        Form form = new Form(builder);
        Operation operation = builder.operation(step);
        if (operation != Operation.ADD && operation != Operation.SUB) {
            return Optional.empty();
        }
        int x = builder.node(step).argument(0);
        int y = builder.node(step).argument(1);
        Optional<Relaxation> found = form.match(x, y, before, operation == Operation.SUB);
        return found.isPresent() || operation == Operation.SUB ? found : form.match(y, x, before, false);
    }

    /** The comparison of nodes with the form. */
    private record Form(GraphBuilder builder) {
        private Optional<Relaxation> match(int kept, int moved, int before, boolean isNegative) {
            int decay = factorBeside(kept, before);
            if (decay < 0 || builder.operation(decay) != Operation.EXP) {
                return Optional.empty();
            }
            int left = builder.apply(Operation.SUB, builder.constant(1), decay);
            int steady = moved == left ? builder.constant(1) : factorBeside(moved, left);
            int exponent = builder.node(decay).argument(0);
            int rate = steady < 0 ? -1 : perStep(exponent);
            if (rate < 0) {
                return Optional.empty();
            }
            if (isNegative) {
                steady = builder.apply(Operation.NEG, steady);
            }
            return Optional.of(new Relaxation(steady, timeConstant(rate)));
        }

        /** The other factor of a product; -1 if the node is none of these two. */
        private int factorBeside(int product, int factor) {
            if (builder.operation(product) != Operation.MUL) {
                return -1;
            }
            int x = builder.node(product).argument(0);
            int y = builder.node(product).argument(1);
            return x == factor ? y : y == factor ? x : -1;
        }

        /** The time constant from the exponent per time step, -1 / tau. */
        private int timeConstant(int exponent) {
            int rate = builder.apply(Operation.NEG, exponent);
            if (builder.operation(rate) == Operation.DIV) {
                int numerator = builder.node(rate).argument(0);
                if (builder.isConstant(numerator) && builder.node(numerator).constant() == 1) {
                    return builder.node(rate).argument(1);
                }
            }
            return builder.apply(Operation.DIV, builder.constant(1), rate);
        }

        /** A node divided by the time step, of which it must be a multiple; -1 if it is none. */
        private int perStep(int node) {
            Operation operation = builder.operation(node);
            int x = operation.arity() > 0 ? builder.node(node).argument(0) : -1;
            int y = operation.arity() > 1 ? builder.node(node).argument(1) : -1;
            return switch (operation) {
                case INPUT -> builder.node(node).name().equals(TimeStepTracing.TIME_STEP) ? builder.constant(1) : -1;
                case NEG -> applied(Operation.NEG, perStep(x));
                case MUL -> readsStep(y)
                        ? readsStep(x) ? -1 : applied(Operation.MUL, perStep(y), x)
                        : applied(Operation.MUL, perStep(x), y);
                case DIV -> applied(Operation.DIV, perStep(x), unbounded(y));
                default -> -1;
            };
        }

        private int applied(Operation operation, int... arguments) {
            for (int argument : arguments) {
                if (argument < 0) {
                    return -1;
                }
            }
            return builder.apply(operation, arguments);
        }

        /** A time constant without the bound that keeps it above a fraction of the step; -1 if it reads the step. */
        private int unbounded(int node) {
            if (!readsStep(node)) {
                return node;
            }
            if (builder.operation(node) == Operation.MAXIMUM) {
                int x = builder.node(node).argument(0);
                int y = builder.node(node).argument(1);
                return !readsStep(x) && perStep(y) >= 0 ? x : !readsStep(y) && perStep(x) >= 0 ? y : -1;
            }
            if (builder.operation(node) == Operation.WHERE
                    && !readsStep(builder.node(node).argument(1))) {
                int then = builder.node(node).argument(1);
                return unbounded(builder.node(node).argument(2)) == then ? then : -1;
            }
            return -1;
        }

        private boolean readsStep(int node) {
            if (builder.operation(node) == Operation.INPUT) {
                return builder.node(node).name().equals(TimeStepTracing.TIME_STEP);
            }
            for (int k = 0; k < builder.operation(node).arity(); k++) {
                if (readsStep(builder.node(node).argument(k))) {
                    return true;
                }
            }
            return false;
        }
    }
}
