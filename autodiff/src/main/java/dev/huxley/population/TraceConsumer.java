package dev.huxley.population;

/** A consumer of the traces of a population, one call for every candidate and sweep, in any order. */
@FunctionalInterface
public interface TraceConsumer {
    /**
     * Takes the trace of a candidate in a sweep. Called on several threads at the same time. The array is used again as
     * soon as this returns: compute what is needed from it, or copy it. An exception ends the run.
     *
     * @param candidate the number of the candidate among those of the run
     * @param sweep the number of the sweep in the population's list
     * @param v holds the voltage (mV) at the electrode at the steps 0 (before the first step), k, 2 k, ...; NaN
     *     throughout if the candidate's states left the finite numbers
     * @param from the place of the first value
     * @param length the number of values, {@link PopulationSimulation#length}
     */
    void accept(int candidate, int sweep, float[] v, int from, int length);
}
