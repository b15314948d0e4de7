package dev.huxley.inspect.figure;

import dev.huxley.inspect.SynapseFunctions;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Panels that show a synapse: its response to the presynaptic side, and its dependence on both voltages. */
public final class SynapseFigures {
    private static final String[] UNITS = {"nA", "pA", "fA"};
    private static final double DT = 0.025;

    private SynapseFigures() {}

    /**
     * The presynaptic voltage, or the state that drives the synapse, for use above the panels of currents and states.
     */
    public static Panel presynaptic(SynapseResponse response) {
        boolean isVoltage = response.driver().equals("v_pre");
        // Every sample: a spike may be one of them.
        Line line = Line.sampled(0, response.sampleInterval(), response.presynaptic());
        String name = isVoltage ? "v_pre" : response.driver().replaceAll(".*_", "");
        return Panel.of(line).y(name, isVoltage ? "mV" : "").grid(true).sharesXWithPanelBelow(true);
    }

    /** The postsynaptic currents, with or without their voltages as labels. */
    public static Panel currents(SynapseResponse response, boolean labeled) {
        int power = power(response.currents());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < response.currents().length; i++) {
            lines.add(MechanismFigures.line(response.currents()[i], response.sampleInterval(), Math.pow(1000, power))
                    .label(labeled ? voltage(response.postVoltages()[i]) : ""));
        }
        return Panel.of(lines).x("time", "ms").y("i", UNITS[power]).grid(true);
    }

    /** The states on which the current depends, over time; null if it depends on none. */
    public static Panel states(Synapse synapse, SynapseResponse response) {
        Set<String> used = SynapseFunctions.of(synapse, DT).currentInputs();
        List<Line> lines = new ArrayList<>();
        List<String> units = new ArrayList<>();
        synapse.states().forEach(state -> {
            if (used.contains(state.key())) {
                lines.add(MechanismFigures.line(response.states().get(state.name()), response.sampleInterval(), 1)
                        .label(state.name()));
                units.add(state.unit().equals("1") ? "" : state.unit().replace("uM", "µM"));
            }
        });
        if (lines.isEmpty()) {
            return null;
        }
        boolean oneUnit = units.stream().distinct().count() == 1;
        String name = lines.size() == 1 ? lines.get(0).label() : "state";
        return Panel.of(lines)
                .x("time", "ms")
                .y(name, oneUnit ? units.get(0) : "")
                .legend(lines.size() > 1)
                .grid(true);
    }

    /**
     * The current over the postsynaptic voltage at the moment of the largest conductance.
     *
     * @param response the response to many postsynaptic voltages
     */
    public static Panel currentOverPost(SynapseResponse response) {
        double[][] currents = response.currents();
        int at = 0;
        double largest = 0;
        for (double[] trace : currents) {
            for (int k = 0; k < trace.length; k++) {
                if (Math.abs(trace[k]) > largest) {
                    largest = Math.abs(trace[k]);
                    at = k;
                }
            }
        }
        int power = power(currents);
        double[] peak = new double[currents.length];
        for (int i = 0; i < peak.length; i++) {
            peak[i] = Math.pow(1000, power) * currents[i][at];
        }
        return Panel.of(Line.of(response.postVoltages(), peak).width(1.75))
                .x("v_post", "mV")
                .y("i", UNITS[power])
                .grid(true);
    }

    /** The current of a synapse without states over the presynaptic voltage, for several postsynaptic ones. */
    public static Panel currentOverPre(Synapse synapse, double... postVoltages) {
        SynapseFunctions functions = SynapseFunctions.of(synapse, DT);
        double[] pre = new double[321];
        Arrays.setAll(pre, i -> -120 + 0.5 * i);
        double[][] currents = new double[postVoltages.length][];
        for (int i = 0; i < currents.length; i++) {
            currents[i] = functions.current(Map.of(
                    SynapseContext.preKey("v"), pre, SynapseContext.postKey("v"), new double[] {postVoltages[i]}));
        }
        int power = power(currents);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < currents.length; i++) {
            double[] y = Arrays.stream(currents[i])
                    .map(current -> Math.pow(1000, power) * current)
                    .toArray();
            lines.add(Line.of(pre, y).label(voltage(postVoltages[i])));
        }
        return Panel.of(lines).x("v_pre", "mV").y("i", UNITS[power]).grid(true);
    }

    private static String voltage(double voltage) {
        return String.format(Locale.ROOT, "%.0f mV", voltage);
    }

    /** The number of divisions of the unit by a thousand that gives the most convenient numbers. */
    private static int power(double[][] currents) {
        double largest = 0;
        for (double[] trace : currents) {
            for (double value : trace) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int power = 0;
        while (power < UNITS.length - 1 && largest * Math.pow(1000, power) < 0.5) {
            power++;
        }
        return power;
    }
}
