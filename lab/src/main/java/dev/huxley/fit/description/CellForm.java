package dev.huxley.fit.description;

/** The form of a described cell: a point neuron, a ball and stick, or a reconstructed morphology. */
public sealed interface CellForm {
    /**
     * One compartment, a cylinder without ends, in the group {@code soma}. Its radius is a value of a region, and fixes the area
     * {@code 2 pi radius length} of the membrane.
     *
     * @param length in um
     */
    record Point(double length) implements CellForm {
        /** @throws IllegalArgumentException unless the length is positive */
        public Point {
            requirePositive(length, "length");
        }

        @Override
        public String toString() {
            return "point neuron of " + length + " um";
        }
    }

    /**
     * A compartment in the group {@code soma} and a dendrite behind it in the group {@code dendrite}. Radii are values of
     * regions.
     *
     * @param length of the soma, in um
     * @param dendriteLength in um
     * @param dendriteCompartments the number of compartments of the dendrite
     */
    record BallAndStick(double length, double dendriteLength, int dendriteCompartments) implements CellForm {
        private static final int MOST = 10_000;

        /** @throws IllegalArgumentException unless lengths and number are positive */
        public BallAndStick {
            requirePositive(length, "length");
            requirePositive(dendriteLength, "dendrite_length");
            if (dendriteCompartments < 1 || dendriteCompartments > MOST) {
                throw new IllegalArgumentException("\"dendrite_compartments\" is " + dendriteCompartments
                        + "; it must be a number from 1 to " + MOST);
            }
        }

        @Override
        public String toString() {
            return "ball of " + length + " um and stick of " + dendriteLength + " um";
        }
    }

    /**
     * A reconstruction in a file (SWC); its groups are {@code soma}, {@code axon}, {@code basal}, {@code apical} and those
     * that the file has besides.
     *
     * @param file the path of the file, relative to the model file's folder; {@link #GENERATED} for an artificial pyramidal cell
     *     that needs no file
     * @param dLambdaHz the frequency (Hz) of the d_lambda rule for the number of compartments; 0 for
     *     {@code compartments} in every branch
     * @param compartments the number of compartments of every branch without the rule
     */
    record Reconstruction(String file, double dLambdaHz, int compartments) implements CellForm {
        /** The name of the artificial cell, in place of a file. */
        public static final String GENERATED = "generated pyramidal cell";

        private static final int MOST = 1000;

        /** @throws IllegalArgumentException if neither the rule nor a number of compartments is given */
        public Reconstruction {
            if (!(dLambdaHz >= 0) || Double.isInfinite(dLambdaHz)) {
                throw new IllegalArgumentException(
                        "\"d_lambda\" is " + dLambdaHz + "; it is the frequency of the rule in Hz, usually 100");
            }
            if (dLambdaHz == 0 && (compartments < 1 || compartments > MOST)) {
                throw new IllegalArgumentException("\"compartments\" is " + compartments
                        + "; it must be a number from 1 to " + MOST + ", for every branch");
            }
        }

        @Override
        public String toString() {
            return "morphology " + file + (dLambdaHz > 0 ? ", d_lambda at " + dLambdaHz + " Hz" : "");
        }
    }

    private static void requirePositive(double value, String key) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("\"" + key + "\" is " + value + "; it must be a positive number of um");
        }
    }
}
