package dev.huxley.bench;

import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Sharing;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.SteadyState;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A neuron or network whose simulation is timed. Except for the layer 5 pyramidal cell, all have {@code HH} in every
 * compartment, current pulses into the first one, whose voltage is recorded, and as trainables the three conductances,
 * with one value each, and the radius of every compartment.
 */
public final class MeasuredNeuron {
    /** The name of the point neuron. */
    public static final String POINT = "point";

    /** The name of the cable, a tree of compartments. */
    public static final String CABLE = "cable";

    /** The name of the network of 1,000 neurons of two compartments with 10,000 synapses. */
    public static final String NETWORK = "network";

    /** The name of the same neurons without synapses. */
    public static final String CELLS = "cells";

    /** The name of the layer 5 pyramidal cell. */
    public static final String L5PC = "l5pc";

    /** The name of the layer 5 pyramidal cell whose mechanisms are read from files in NMODL. */
    public static final String L5PC_NMODL = "l5pc-nmodl";

    /** The time step in ms. */
    static final double TIME_STEP = 0.025;

    static final double START_VOLTAGE = -65;
    static final double LENGTH = 20;
    static final double RADIUS = 10;
    static final double SODIUM = 0.12;
    static final double POTASSIUM = 0.036;
    static final double LEAK = 0.0003;

    private static final int PULSE_PERIOD = 800;
    private static final int PULSE_START = 40;
    private static final int PULSE_END = 120;

    private final String name;
    private final NeuronModel cell;
    private final double[] period;
    private final boolean isPoint;
    private final Integer steps;

    private MeasuredNeuron(String name, NeuronModel cell, double[] period, boolean isPoint, Integer steps) {
        this.name = name;
        this.cell = cell;
        this.period = period;
        this.isPoint = isPoint;
        this.steps = steps;
    }

    private static MeasuredNeuron hodgkinHuxley(String name, NeuronModel cell, double amplitude, boolean isPoint) {
        double[] pulse = new double[PULSE_PERIOD];
        Arrays.fill(pulse, PULSE_START, PULSE_END, amplitude);
        cell.insert(new HH());
        cell.set("HH_gNa", SODIUM);
        cell.set("HH_gK", POTASSIUM);
        cell.set("HH_gLeak", LEAK);
        cell.set("v", START_VOLTAGE);
        SteadyState.apply(cell);
        cell.cell(0).branch(0).comp(0).stimulate(Waveform.of(pulse, TIME_STEP));
        cell.cell(0).branch(0).comp(0).record("v");
        cell.makeTrainable("HH_gNa");
        cell.makeTrainable("HH_gK");
        cell.makeTrainable("HH_gLeak");
        cell.makeTrainable("radius", Sharing.PER_COMPARTMENT);
        return new MeasuredNeuron(name, cell, pulse, isPoint, null);
    }

    /** One compartment of 20 um length and 10 um radius. */
    public static MeasuredNeuron point() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", LENGTH);
        cell.set("radius", RADIUS);
        return hodgkinHuxley(POINT, cell, 0.3, true);
    }

    /** A generated tree of 1 000 compartments, the same everywhere. */
    public static MeasuredNeuron cable() {
        return cable(GeneratedTree.cell());
    }

    /**
     * A reconstruction with one compartment per branch. Every run gets the radii as parameters, so its compartments are
     * cylinders.
     *
     * @throws dev.huxley.morphology.SwcException if the file cannot be read or is not one tree
     */
    public static MeasuredNeuron cable(Path swc) {
        return cable(new Cell(Swc.read(swc)));
    }

    /** One model of 1,000 neurons of two compartments with 10,000 synapses. */
    public static MeasuredNeuron network() {
        return hodgkinHuxley(NETWORK, MeasuredNetwork.connected(), 3, false);
    }

    /** The neurons of {@link #network} without synapses. */
    public static MeasuredNeuron cells() {
        return hodgkinHuxley(CELLS, MeasuredNetwork.unconnected(), 3, false);
    }

    /**
     * The layer 5 pyramidal cell with its own channels, its step of current, and its 20 trainable parameters.
     *
     * @param swc a reconstruction; null for the generated one
     */
    public static MeasuredNeuron layerFivePyramidalCell(Path swc) {
        return pyramidal(L5PC, LayerFivePyramidalCell.of(morphology(swc)));
    }

    /**
     * The same cell with mechanisms from files in NMODL.
     *
     * @param swc a reconstruction; null for the generated one
     */
    public static MeasuredNeuron importedPyramidalCell(Path swc) {
        return pyramidal(L5PC_NMODL, ImportedPyramidalCell.of(morphology(swc)));
    }

    private static MeasuredNeuron pyramidal(String name, Cell cell) {
        double[] stimulus = LayerFivePyramidalCell.stimulus().samples(0);
        return new MeasuredNeuron(name, cell, stimulus, false, stimulus.length);
    }

    private static Morphology morphology(Path swc) {
        return swc == null ? GeneratedPyramidalCell.morphology() : LayerFivePyramidalCell.read(swc);
    }

    /** The number of compartments of {@link #network}. */
    public static int networkCompartments() {
        return MeasuredNetwork.COMPARTMENTS;
    }

    /**
     * The number of compartments of a cable, without preparing a simulation.
     *
     * @param swc a reconstruction; null for the generated tree
     */
    public static int cableCompartments(Path swc) {
        return swc == null
                ? GeneratedTree.BRANCHES * GeneratedTree.COMPARTMENTS_PER_BRANCH
                : new Cell(Swc.read(swc)).structure().compartments();
    }

    private static MeasuredNeuron cable(Cell cell) {
        cell.set("axial_resistivity", 150);
        return hodgkinHuxley(CABLE, cell, 3, false);
    }

    /** {@code point}, {@code cable}, {@code network}, {@code cells}, {@code l5pc} or {@code l5pc-nmodl}. */
    public String name() {
        return name;
    }

    /** The number of compartments. */
    public int compartments() {
        return cell.structure().compartments();
    }

    NeuronModel cell() {
        return cell;
    }

    /** Tells whether {@link ScalarHodgkinHuxley} computes the same neuron. */
    boolean isPoint() {
        return isPoint;
    }

    /** Tells whether {@link ScalarHodgkinHuxley} has its equations. */
    boolean hasHodgkinHuxley() {
        return !name.equals(L5PC) && !name.equals(L5PC_NMODL);
    }

    /** The usual number of steps of its runs; null if there is none. */
    Integer usualSteps() {
        return steps;
    }

    /**
     * The injected current in nA, repeated up to the number of steps: a pulse of 2 ms every 20 ms, or the cell's own
     * stimulus.
     */
    double[] current(int steps) {
        double[] current = new double[steps];
        Arrays.setAll(current, k -> period[k % period.length]);
        return current;
    }

    /** The point neuron in plain Java, its trainable parameters multiplied by a factor. */
    static ScalarHodgkinHuxley plainJava(double factor) {
        double area = 2 * Math.PI * RADIUS * factor * LENGTH;
        return new ScalarHodgkinHuxley(TIME_STEP, area, SODIUM * factor, POTASSIUM * factor, LEAK * factor);
    }
}
