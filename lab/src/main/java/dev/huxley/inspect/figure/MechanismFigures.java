package dev.huxley.inspect.figure;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Panels that show a mechanism: its gates over the voltage, and its response to a voltage clamp. */
public final class MechanismFigures {
    private static final double LOWEST = -120;
    private static final int VOLTAGES = 361;

    /** The largest number of points in a line that can be distinguished. */
    private static final int POINTS = 800;

    private static final String[] CURRENT_UNITS = {"mA/cm²", "µA/cm²", "nA/cm²"};

    private MechanismFigures() {}

    /** The curves from -120 to 60 mV. */
    public static GateCurves curves(MembraneMechanism mechanism, List<String> currents) {
        return GateCurves.of(
                mechanism,
                currents,
                IntStream.range(0, VOLTAGES).mapToDouble(i -> LOWEST + 0.5 * i).toArray());
    }

    /** Steady states over the voltage. */
    public static Panel steadyStates(GateCurves curves) {
        return overVoltage(curves, curves.steadyStates())
                .y("steady state", "")
                .legend(true)
                .grid(true);
    }

    /** Time constants over the voltage, on a logarithmic axis. */
    public static Panel timeConstants(GateCurves curves) {
        return overVoltage(curves, curves.timeConstants())
                .y("time constant", "ms")
                .logY(true)
                .legend(true)
                .grid(true);
    }

    /** The traces of a family, with currents in a convenient unit. */
    public static Panel family(ClampFamily family) {
        return family(family, true);
    }

    /** The traces of a family with or without their voltages as labels. */
    public static Panel family(ClampFamily family, boolean labeled) {
        double factor = 1;
        String unit = readable(family.unit());
        if (family.unit().equals("mA/cm2")) {
            int power = 0;
            while (power < 2 && largest(family) * Math.pow(1000, power) < 0.5) {
                power++;
            }
            factor = Math.pow(1000, power);
            unit = CURRENT_UNITS[power];
        } else if (family.unit().equals("mM") && largest(family) < 0.5) {
            factor = 1000;
            unit = "µM";
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < family.traces().length; i++) {
            lines.add(line(family.traces()[i], family.sampleInterval(), factor)
                    .label(labeled ? String.format(Locale.ROOT, "%.0f mV", family.voltages()[i]) : ""));
        }
        return Panel.of(lines).x("time", "ms").y(family.quantity(), unit).grid(true);
    }

    /** A trace with as many points as can be distinguished. */
    static Line line(double[] trace, double sampleInterval, double factor) {
        int stride = Math.max(1, trace.length / POINTS);
        double[] y = new double[(trace.length + stride - 1) / stride];
        for (int i = 0; i < y.length; i++) {
            y[i] = factor * trace[i * stride];
        }
        return Line.sampled(0, sampleInterval * stride, y);
    }

    private static double largest(ClampFamily family) {
        double largest = 0;
        for (double[] trace : family.traces()) {
            for (double value : trace) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private static String readable(String unit) {
        return unit.equals("1") ? "" : unit.replace("um", "µm").replace("cm2", "cm²");
    }

    /** A panel over all voltages, even those without values, so that adjacent panels have the same axis. */
    private static Panel overVoltage(GateCurves curves, Map<String, double[]> lines) {
        double[] voltages = curves.voltages();
        Panel panel = Panel.of().x("voltage", "mV");
        for (Map.Entry<String, double[]> line : lines.entrySet()) {
            panel = panel.with(
                    Line.of(voltages, line.getValue()).label(line.getKey()).width(1.75));
        }
        double low = Arrays.stream(voltages).min().orElse(0);
        double high = Arrays.stream(voltages).max().orElse(0);
        return low < high ? panel.xRange(low, high) : panel;
    }
}
