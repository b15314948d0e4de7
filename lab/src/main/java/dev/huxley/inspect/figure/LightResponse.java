package dev.huxley.inspect.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.display.Displayable;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The current of a photoreceptor under flashes of light, from the dark and at a held voltage.
 *
 * @param sampleInterval in ms
 * @param intensities the flashes, in events per s
 * @param currents one trace (pA, outward positive) for each flash; the first sample is at t = 0
 */
public record LightResponse(double sampleInterval, double[] intensities, double[][] currents) implements Displayable {
    private static final double DT = 1;
    private static final int SAMPLES = 2000;
    private static final int FLASH_FROM = 200;
    private static final int FLASH_TO = 210;
    private static final double HELD = -40;

    /** mA/cm2 times um2 in pA. */
    private static final double PICOAMPERES = 10;

    /**
     * Runs a compartment with these mechanisms.
     *
     * @param current the name of the current
     * @param light the key of the state that is the light
     * @param intensities the flashes, in the light's unit
     */
    public static LightResponse of(
            List<MembraneMechanism> mechanisms, String current, String light, double... intensities) {
        Cell cell = new Cell(new Compartment());
        mechanisms.forEach(cell::insert);
        cell.set("v", HELD);
        SteadyState.apply(cell);
        double[] held = new double[SAMPLES];
        Arrays.fill(held, HELD);
        cell.clamp("v", Waveform.of(held, DT));
        cell.clamp(light, Waveform.of(new double[SAMPLES], DT));
        cell.record(current);
        double[] flashes = new double[intensities.length * SAMPLES];
        for (int i = 0; i < intensities.length; i++) {
            Arrays.fill(flashes, i * SAMPLES + FLASH_FROM, i * SAMPLES + FLASH_TO, intensities[i]);
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray batch = manager.create(flashes, new Shape(intensities.length, SAMPLES));
            NDArray densities = simulation.run(manager, Inputs.none().clampValues(1, batch));
            NDArray result = densities.mul(PICOAMPERES * cell.get("area")[0]);
            double[][] currents = new double[intensities.length][];
            for (int i = 0; i < currents.length; i++) {
                currents[i] = result.get(i).toDoubleArray();
                // Nothing flows before the first step.
                currents[i][0] = currents[i][1];
            }
            return new LightResponse(DT, intensities, currents);
        }
    }

    /** The traces, each labeled with its flash. */
    public Panel panel() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < currents.length; i++) {
            lines.add(Line.sampled(0, sampleInterval, currents[i])
                    .label(String.format(Locale.ROOT, "%.0f/s", intensities[i])));
        }
        return Panel.of(lines).x("time", "ms").y("current", "pA").grid(true);
    }

    @Override
    public String toString() {
        return "LightResponse[to " + Brief.of(intensities) + " per s, every " + sampleInterval + " ms]";
    }
}
