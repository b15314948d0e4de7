package dev.huxley.demo;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The neuron of the demo: one compartment with the channels of the squid axon and known conductances. */
public final class DemoNeuron {
    /** The true conductances (S/cm2) of the recording, which a fit should find. */
    public static final Map<String, Double> TRUTH = truth();

    /** The length of the cylinder in um; its membrane area is 1257 um2. */
    static final double LENGTH = 20;

    static final double RADIUS = 10;

    private DemoNeuron() {}

    /** The neuron with its true conductances. */
    static Cell cell() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("length", LENGTH);
        cell.set("radius", RADIUS);
        TRUTH.forEach(cell::set);
        return cell;
    }

    private static Map<String, Double> truth() {
        Map<String, Double> truth = new LinkedHashMap<>();
        truth.put("HH_gNa", 0.095);
        truth.put("HH_gK", 0.027);
        truth.put("HH_gLeak", 0.00042);
        return Collections.unmodifiableMap(truth);
    }
}
