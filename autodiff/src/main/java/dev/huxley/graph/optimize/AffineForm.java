package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;

/**
 * A value as {@code slope * base + offset} of another value, with constants: the form of a chain of sums, products and
 * quotients with constants.
 *
 * @param base the index of a node of the graph; -1 for a constant
 * @param slope 0 for a constant, else not 0
 */
record AffineForm(int base, double slope, double offset) {

    /** The form of every node. A node that is not such a chain, or is a boolean, is its own base. */
    static AffineForm[] of(Graph graph) {
        AffineForm[] forms = new AffineForm[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            AffineForm form = form(node, forms);
            boolean usable = form != null
                    && Double.isFinite(form.slope)
                    && Double.isFinite(form.offset)
                    && (form.base < 0 || Math.abs(form.slope) >= Double.MIN_NORMAL);
            forms[node.index()] = usable ? form : new AffineForm(node.index(), 1, 0);
        }
        return forms;
    }

    private static AffineForm form(Graph.Node node, AffineForm[] forms) {
        AffineForm x = node.operation().arity() > 0 ? forms[node.argument(0)] : null;
        AffineForm y = node.operation().arity() > 1 ? forms[node.argument(1)] : null;
        return switch (node.operation()) {
            case CONSTANT -> new AffineForm(-1, 0, node.constant());
            case NEG -> x.times(-1);
            case ADD -> x.plus(y);
            case SUB -> x.plus(y.times(-1));
            case MUL -> x.base < 0 ? y.times(x.offset) : y.base < 0 ? x.times(y.offset) : null;
            case DIV -> y.base < 0 ? new AffineForm(x.base, x.slope / y.offset, x.offset / y.offset) : null;
            default -> null;
        };
    }

    private AffineForm times(double factor) {
        return new AffineForm(base, slope * factor, offset * factor);
    }

    /** The sum of two forms; null if it is not affine in one value. */
    private AffineForm plus(AffineForm other) {
        if (base >= 0 && other.base >= 0 && base != other.base) {
            return null;
        }
        double sum = slope + other.slope;
        boolean cancels = sum == 0 && base >= 0 && other.base >= 0;
        return cancels ? null : new AffineForm(Math.max(base, other.base), sum, offset + other.offset);
    }
}
