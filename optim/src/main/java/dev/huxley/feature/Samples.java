package dev.huxley.feature;

/** The samples of a trace in mV, with the loops that go over many of them. */
sealed interface Samples permits FloatSamples, DoubleSamples {
    int length();

    double at(int i);

    /** The first index from {@code from} on whose sample is above the level; the length if there is none. */
    int firstAbove(int from, double level);

    /** The first index from {@code from} on whose sample is below the level; the length if there is none. */
    int firstBelow(int from, double level);

    /** The index of the first of the lowest samples in [from, to), which must not be empty. */
    int lowest(int from, int to);

    /** The index of the first of the highest samples in [from, to), which must not be empty. */
    int highest(int from, int to);

    /** The mean over [from, to), which must not be empty. */
    double mean(int from, int to);
}
