package dev.huxley.neuron;

/**
 * A section of NEURON: a branch, or one of its compartments.
 *
 * @param name its name
 * @param firstCompartment the compartment (numbered over the model) of its first segment
 * @param segments the number of its segments, each of which is a compartment
 * @param parent the number of the section at which it begins; -1 for a root
 * @param at the place on the parent: 0, 0.5 or 1
 * @param resistivity Ra, Ohm cm
 * @param length L, um, where the section is a chain of cylinders
 * @param diameters the diameters of these, um
 * @param points x, y, z and diameter (um) of its points; empty for cylinders
 */
record Section(
        String name,
        int firstCompartment,
        int segments,
        int parent,
        double at,
        double resistivity,
        double length,
        double[] diameters,
        double[][] points) {}
