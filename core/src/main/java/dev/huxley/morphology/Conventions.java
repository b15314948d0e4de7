package dev.huxley.morphology;

/**
 * The conventions that settle what an SWC file leaves open: what the soma is, how neurites attach to it, and which
 * membrane counts.
 */
public enum Conventions {
    /**
     * The physical reading, the default. Every segment between two points is a frustum, whatever their types; a soma of one
     * point, the three points of NeuroMorpho and an outline are a sphere to whose middle neurites attach; nothing depends on
     * which point is the root of the file.
     */
    PHYSICAL,

    /** The reading of Jaxley 0.14, with its losses of membrane: for comparing with numbers that Jaxley made. */
    JAXLEY
}
