package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places where clamps hold a quantity, step by step: one for each lane, which may differ between rows of a batch.
 */
final class HeldPlaces {
    /** No held places. */
    static final HeldPlaces NONE = new HeldPlaces(List.of(), false);

    /**
     * The lanes of one clamp.
     *
     * @param places for one or every row of the batch the compartments
     * @param isHeld for one or every row, lane and step whether the clamp holds
     */
    private record Lanes(int[][] places, boolean[][][] isHeld) {}

    private final List<Lanes> clamps;
    private final boolean withCharge;

    private HeldPlaces(List<Lanes> clamps, boolean withCharge) {
        this.clamps = clamps;
        this.withCharge = withCharge;
    }

    /** The same places, with or without the charge that the clamps give. */
    HeldPlaces withCharge(boolean wanted) {
        return new HeldPlaces(clamps, wanted);
    }

    /**
     * These places and the lanes of another clamp, whose values are (1 or batch, lanes, steps), NaN where it does not
     * hold.
     */
    HeldPlaces with(int[][] places, NDArray values) {
        int rows = (int) values.getShape().get(0);
        int lanes = (int) values.getShape().get(1);
        int steps = (int) values.getShape().get(2);
        double[] flat = values.toDoubleArray();
        boolean[][][] isHeld = new boolean[rows][lanes][steps];
        for (int i = 0; i < flat.length; i++) {
            isHeld[i / steps / lanes][i / steps % lanes][i % steps] = !Double.isNaN(flat[i]);
        }
        List<Lanes> more = new ArrayList<>(clamps);
        more.add(new Lanes(places, isHeld));
        return new HeldPlaces(more, withCharge);
    }

    boolean withCharge() {
        return withCharge;
    }

    /** Tells whether nothing can be held, because there are no clamps. */
    boolean isEmpty() {
        return clamps.isEmpty();
    }

    /** The number of lanes. */
    int lanes() {
        return clamps.stream().mapToInt(clamp -> clamp.places[0].length).sum();
    }

    /** The number of rows of a batch that differ: 1 if none do. */
    int rows() {
        return clamps.stream()
                .mapToInt(clamp -> Math.max(clamp.places.length, clamp.isHeld.length))
                .max()
                .orElse(1);
    }

    /** The compartment that every lane holds in a step, -1 if it holds none. */
    int[] at(int row, int step) {
        int[] held = new int[lanes()];
        int next = 0;
        for (Lanes clamp : clamps) {
            int[] places = clamp.places[clamp.places.length == 1 ? 0 : row];
            boolean[][] isHeld = clamp.isHeld[clamp.isHeld.length == 1 ? 0 : row];
            for (int lane = 0; lane < places.length; lane++) {
                held[next++] = isHeld[lane][step] ? places[lane] : -1;
            }
        }
        return held;
    }

    /** The first later step in which other places are held; {@code steps} if there is none. */
    int nextChange(int step, int steps) {
        for (int later = step + 1; later < steps; later++) {
            for (int row = 0; row < rows(); row++) {
                if (!Arrays.equals(at(row, step), at(row, later))) {
                    return later;
                }
            }
        }
        return steps;
    }
}
