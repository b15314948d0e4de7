package dev.huxley.morphology;

/**
 * How an SWC file is understood where the format leaves it open: what the soma is, how neurites hang on it, and which
 * membrane counts.
 */
public enum Conventions {
    /**
     * The physical reading, the default. Every segment between two points is a frustum, whatever their types; a soma of one
     * point, the three points of NeuroMorpho and an outline are a sphere to whose middle neurites attach; nothing depends on
     * which point is the root of the file.
     */
    PHYSICAL,

    /** That of Jaxley 0.14, the field's reference, with its losses of membrane: for comparing with numbers it made. */
    JAXLEY
}
