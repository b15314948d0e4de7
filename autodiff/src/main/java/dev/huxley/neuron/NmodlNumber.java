package dev.huxley.neuron;

/** Numbers as NMODL and Python read them, with all their digits. */
final class NmodlNumber {
    private NmodlNumber() {}

    /** The shortest text that gives exactly this number; a negative one has its sign. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new UnwritableException("the number " + value + " cannot be written");
        }
        String text = Double.toString(value).replace('E', 'e');
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text.replace(".0e", "e");
    }

    /** The number as an operand: a negative one stands in parentheses, and a root for what is not a number. */
    static String operand(double value) {
        if (Double.isNaN(value)) {
            return "sqrt(-1)";
        }
        String text = text(value);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }
}
