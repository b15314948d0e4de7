package dev.huxley.model;

import java.util.Arrays;

/**
 * The d_lambda rule for the number of compartments per branch (Hines and Carnevale 2001, Neuroscientist 7:123-135): no
 * compartment is longer than a tenth of the length constant at the given frequency,
 *
 * <pre>
 *   lambda = 1e5 sqrt(d / (4 pi f cm Ra))       d diameter (um), f (Hz), cm (uF/cm2), Ra (Ohm cm); lambda in um
 *   n      = int((L / (0.1 lambda) + 0.9) / 2) * 2 + 1
 * </pre>
 *
 * with L the branch's length and d, cm, Ra its means, weighted by length.
 */
public final class DLambda {
    private static final double FRACTION = 0.1;

    private DLambda() {}

    /**
     * A copy of the cell with the number of compartments per branch that the rule asks for; see {@link
     * Cell#withCompartments(int...)}. Capacitance and axial resistivity must have been set before.
     *
     * @param frequency in Hz, usually 100
     */
    public static Cell apply(Cell cell, double frequency) {
        return cell.withCompartments(counts(cell, frequency));
    }

    /** The number of compartments that the rule asks for in every branch. */
    public static int[] counts(Cell cell, double frequency) {
        if (!(frequency > 0) || Double.isInfinite(frequency)) {
            throw new IllegalArgumentException(
                    "the frequency of the d_lambda rule must be a positive number of Hz, not " + frequency);
        }
        int[] counts = new int[cell.structure().branches()];
        Arrays.setAll(counts, branch -> count(cell, branch, frequency));
        return counts;
    }

    private static int count(Cell cell, int branch, double frequency) {
        Structure structure = cell.structure();
        NumberColumn lengths = cell.nodes().numbers(Quantities.LENGTH);
        double length = 0;
        for (int row = structure.firstCompartment(branch); row <= structure.lastCompartment(branch); row++) {
            length += lengths.value(row);
        }
        double diameter = 2 * mean(cell, branch, Quantities.RADIUS, length);
        double capacitance = mean(cell, branch, Quantities.CAPACITANCE, length);
        double resistivity = mean(cell, branch, Quantities.RESISTIVITY, length);
        double lambda = 1e5 * Math.sqrt(diameter / (4 * Math.PI * frequency * capacitance * resistivity));
        double count = (length / (FRACTION * lambda) + 0.9) / 2;
        if (!(count < Integer.MAX_VALUE / 2)) {
            throw new IllegalArgumentException("the d_lambda rule asks for more than " + Integer.MAX_VALUE
                    + " compartments in branch " + branch + " (length " + length + " um, diameter " + diameter
                    + " um, lambda " + lambda + " um); check its sizes and units");
        }
        return (int) count * 2 + 1;
    }

    private static double mean(Cell cell, int branch, String key, double length) {
        Structure structure = cell.structure();
        int first = structure.firstCompartment(branch);
        NumberColumn values = cell.nodes().numbers(key);
        if (structure.compartmentsOfBranch(branch) == 1) {
            return values.value(first);
        }
        double sum = 0;
        for (int row = first; row <= structure.lastCompartment(branch); row++) {
            sum += values.value(row) * cell.nodes().numbers(Quantities.LENGTH).value(row);
        }
        return sum / length;
    }
}
