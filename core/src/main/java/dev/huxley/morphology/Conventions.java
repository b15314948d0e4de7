package dev.huxley.morphology;

/**
 * The conventions for points that SWC files leave open: the shape of the soma, the attachment of neurites to it, and
 * the membrane that counts.
 */
public enum Conventions {
    /**
     * The physical reading, the default. Every segment between two points is a frustum, whatever their types; a soma of
     * one point, the three points of NeuroMorpho and an outline are a sphere to whose middle neurites attach; the root
     * of the file does not matter.
     */
    PHYSICAL,

    /** The reading of Jaxley 0.14, with its losses of membrane: for comparisons with Jaxley's numbers. */
    JAXLEY
}
