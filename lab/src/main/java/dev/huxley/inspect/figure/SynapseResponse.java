package dev.huxley.inspect.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.display.Displayable;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.SynapseSelection;
import dev.huxley.model.View;
import dev.huxley.protocol.TimePoints;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The response of a synapse between two clamped compartments: its current at several postsynaptic voltages while the
 * presynaptic one follows a protocol.
 *
 * @param sampleInterval in ms
 * @param driver the quantity that drives the synapse: {@code "v_pre"} (mV), or a state of the presynaptic compartment
 *     such as {@code "Fire_spikes"}
 * @param presynaptic the time course of the driver, one sample per time step
 * @param postVoltages the postsynaptic voltages, in mV
 * @param currents nA, out of the postsynaptic compartment positive; one trace for each postsynaptic voltage, the first
 *     sample at t = 0
 * @param states by local name, at the first postsynaptic voltage
 */
public record SynapseResponse(
        double sampleInterval,
        String driver,
        double[] presynaptic,
        double[] postVoltages,
        double[][] currents,
        Map<String, double[]> states)
        implements Displayable {
    private static final int SAMPLES = 4000;
    private static final double REST = -70;
    private static final double SPIKE = 30;

    /**
     * A protocol for the presynaptic side.
     *
     * @param duration in ms
     * @param levels voltages (mV) one after the other, each for an equal part of the time; empty for spikes
     * @param spikes times (ms) at which spikes of 30 mV begin; where a state such as {@code Fire_spikes} drives the
     *     synapse they are one time step long
     */
    public record Protocol(double duration, List<Double> levels, List<Double> spikes) {
        public Protocol {
            levels = List.copyOf(levels);
            spikes = List.copyOf(spikes);
        }

        /** Steps from rest to -40 mV, to 0 mV, and back to rest. */
        public static Protocol steps(double duration) {
            return new Protocol(duration, List.of(REST, -40.0, 0.0, REST), List.of());
        }

        /** Spikes of 1 ms, or shorter if the duration is below 20 ms. */
        public static Protocol spikes(double duration, Double... times) {
            return new Protocol(duration, List.of(), List.of(times));
        }

        double width() {
            return Math.min(1, duration / 20);
        }

        private double voltage(double time, double width, double rounding) {
            if (!levels.isEmpty()) {
                return levels.get(
                        (int) Math.min(levels.size() - 1, TimePoints.lastUntil(time, duration / levels.size())));
            }
            boolean isSpike = spikes.stream().anyMatch(at -> time >= at - rounding && time < at + width - rounding);
            return isSpike ? SPIKE : REST;
        }
    }

    /**
     * Runs the protocol on a synapse of this type with its default parameters.
     *
     * @param postVoltages in mV
     */
    public static SynapseResponse of(Synapse synapse, Protocol protocol, double... postVoltages) {
        double dt = protocol.duration() / SAMPLES;
        List<String> driving = synapse.readsPre().stream()
                .filter(key -> Catalogue.declaration(key)
                        .filter(state -> state.isScalar() && state.unit().equals("1"))
                        .isPresent())
                .toList();
        double width = driving.isEmpty() ? protocol.width() : 0.5 * dt;
        double[] pre = new double[SAMPLES];
        Arrays.setAll(pre, k -> protocol.voltage(k * dt, width, 1e-6 * dt));

        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.set("v", REST);
        synapse.readsPre().forEach(key -> insertOwner(network.cell(0), key));
        synapse.readsPost().forEach(key -> insertOwner(network.cell(1), key));
        SynapseSelection edge = network.connect(network.cell(0), network.cell(1), synapse);
        network.cell(1).clamp("v", Waveform.of(new double[SAMPLES], dt));
        network.cell(0).clamp("v", Waveform.of(pre, dt));
        edge.record(synapse.currentName());
        List<Declaration> states =
                synapse.states().stream().filter(Declaration::isScalar).toList();
        states.forEach(state -> edge.record(state.key()));
        driving.stream().limit(1).forEach(network.cell(0)::record);

        double[] held = new double[postVoltages.length * SAMPLES];
        Arrays.setAll(held, i -> postVoltages[i / SAMPLES]);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(dt).build()) {
            NDArray batch = manager.create(held, new Shape(postVoltages.length, SAMPLES));
            NDArray initial = manager.create(postVoltages, new Shape(postVoltages.length, 1));
            NDArray result =
                    simulation.run(manager, Inputs.none().clampValues(0, batch).with(network.cell(1), "v", initial));
            double[][] currents = new double[postVoltages.length][];
            for (int i = 0; i < currents.length; i++) {
                currents[i] = result.get(i, 0).toDoubleArray();
            }
            Map<String, double[]> traces = new LinkedHashMap<>();
            for (int i = 0; i < states.size(); i++) {
                traces.put(states.get(i).name(), result.get(0, 1 + i).toDoubleArray());
            }
            if (driving.isEmpty()) {
                return new SynapseResponse(dt, "v_pre", pre, postVoltages.clone(), currents, traces);
            }
            double[] driver = result.get(0, 1 + states.size()).toDoubleArray();
            return new SynapseResponse(dt, driving.get(0), driver, postVoltages.clone(), currents, traces);
        }
    }

    /** Inserts the shipped mechanism that declares what a synapse reads. */
    private static void insertOwner(View cell, String key) {
        Catalogue.declaring(key).map(CatalogueEntry::insertable).ifPresent(cell::insert);
    }

    @Override
    public String toString() {
        return "SynapseResponse[driven by " + driver + ", at voltages " + Brief.of(postVoltages) + ", every "
                + sampleInterval + " ms]";
    }
}
