package dev.huxley.feature;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.hay.NaTs2T;
import dev.huxley.mechanism.hay.SKv3_1;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.K;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.mechanism.pospischil.Na;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.util.List;

/** Traces of 120 ms, every 0.05 ms, of three kinds of neurons; the stimulus lasts from 20 to 100 ms. */
final class SimulatedTraces {
    static final double DT = 0.05;
    static final double START = 20;
    static final double END = 100;
    static final List<String> NEURONS = List.of("HH", "Pospischil", "hay");

    private SimulatedTraces() {}

    static Cell cell(String neuron, double nanoamperes) {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 30);
        cell.set("radius", 15);
        List<MembraneMechanism> mechanisms =
                switch (neuron) {
                    case "HH" -> List.of(new HH());
                    case "Pospischil" -> List.of(new Na(), new K(), new Km(), new Leak());
                    default -> List.of(new NaTs2T(), new SKv3_1(), new Leak());
                };
        mechanisms.forEach(cell::insert);
        if (neuron.equals("hay")) {
            cell.set("NaTs2T_gNaTs2T", 0.5);
            cell.set("SKv3_1_gSKv3_1", 0.3);
        }
        cell.set("v", -70);
        SteadyState.apply(cell);
        cell.stimulate(Waveform.step(START, END - START, nanoamperes, DT, 120));
        cell.record("v");
        cell.makeTrainable(
                switch (neuron) {
                    case "HH" -> "HH_gNa";
                    case "Pospischil" -> "Na_gNa";
                    default -> "NaTs2T_gNaTs2T";
                });
        cell.makeTrainable("radius");
        return cell;
    }

    static double[] trace(String neuron, double nanoamperes) {
        Cell cell = cell(neuron, nanoamperes);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
