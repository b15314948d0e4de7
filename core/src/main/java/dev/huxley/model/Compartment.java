package dev.huxley.model;

/**
 * One cylinder of membrane with uniform voltage; also the point neuron. It is 10 um long with a radius of 1 um unless
 * set otherwise.
 */
public final class Compartment extends NeuronModel {
    public Compartment() {
        super(Structure.ofCell(new int[] {-1}, new int[] {1}), cylinder());
    }

    Compartment(Structure structure, Columns nodes, BranchPaths paths) {
        super(structure, nodes, paths);
    }

    private static Columns cylinder() {
        Columns nodes = new Columns(1);
        Quantities.putDefaults(nodes);
        return nodes;
    }
}
