package dev.huxley.fit.description;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;

/**
 * A rig whose values are arrays, for losses with gradients: it turns simulated voltages into what the amplifier shows, as
 * {@link Rig} does on numbers, with gradients by the voltages and by each value.
 *
 * <p>Each value is one number for all rows of voltages, of shape () or (1), or one number for each row, of shape (rows).
 *
 * @param modelOffset mV added to the model's voltage: a free junction potential
 * @param resistance MOhm by which the current adds to the voltage: bridge error, and the series resistance of a quiet
 *     electrode
 * @param filterKhz the corner frequency of the 4-pole Bessel filter; empty for none
 */
public record DifferentiableRig(NDArray modelOffset, NDArray resistance, Optional<NDArray> filterKhz) {
    /**
     * The voltages that the amplifier shows.
     *
     * @param v simulated voltages in mV, of shape (time points), (rows, time points) or (rows, 1, time points)
     * @param currentNa the injected current (nA) at the same times: one for all rows, or one for each
     * @param dtMs the time between two time points
     * @return mV, of the shape of the voltages
     * @throws IllegalArgumentException if the current, or a value, does not fit the voltages
     */
    public NDArray record(NDArray v, NDArray currentNa, double dtMs) {
        long points = v.getShape().get(v.getShape().dimension() - 1);
        NDArray rows = v.reshape(-1, points);
        long count = rows.getShape().get(0);
        if (currentNa.size() != points && currentNa.size() != points * count) {
            throw new IllegalArgumentException(
                    "voltages of shape " + v.getShape() + " need the current at each of their "
                            + points + " times, for all rows or for each, but the current has the shape "
                            + currentNa.getShape());
        }
        NDArray drop = column(resistance, "resistance", count).mul(currentNa.reshape(-1, points));
        NDArray shown = rows.add(drop);
        if (filterKhz.isPresent()) {
            shown = BesselArrays.filtered(shown, column(filterKhz.get(), "corner frequency", count), dtMs);
        }
        return shown.add(column(modelOffset, "offset", count)).reshape(v.getShape());
    }

    private static NDArray column(NDArray value, String name, long rows) {
        if (value.size() != 1 && value.size() != rows) {
            throw new IllegalArgumentException("the " + name + " of the rig has the shape " + value.getShape()
                    + "; give one number, or one for each of the " + rows + " rows");
        }
        return value.reshape(-1, 1);
    }

    @Override
    public String toString() {
        return "DifferentiableRig[offset " + text(modelOffset) + " mV, " + text(resistance) + " MOhm"
                + filterKhz.map(corner -> ", filter " + text(corner) + " kHz").orElse("") + "]";
    }

    private static String text(NDArray value) {
        return value.size() == 1 ? Double.toString(value.toDoubleArray()[0]) : Arrays.toString(value.toDoubleArray());
    }
}
