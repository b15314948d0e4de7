package dev.huxley.fit.recording;

import dev.huxley.recording.SweepSelection;

/**
 * The part of a recording used in a fit, its time step and its correction.
 *
 * @param selection the sweeps
 * @param from the start of the window in ms, NaN for the start of the sweeps
 * @param to the end of the window in ms, NaN for the end of the sweeps
 * @param timeStep the time step in ms, NaN for the recording's, but at most 0.05 ms
 * @param junctionPotential the liquid junction potential in mV, which is subtracted from the recorded voltage
 */
record SweepChoice(SweepSelection selection, double from, double to, double timeStep, double junctionPotential) {
    static final SweepChoice ALL = new SweepChoice(SweepSelection.parse("all"), Double.NaN, Double.NaN, Double.NaN, 0);

    SweepChoice {
        if (!Double.isFinite(junctionPotential)) {
            throw new IllegalArgumentException(
                    "the liquid junction potential is " + junctionPotential + " mV; give a finite number, 0 for none");
        }
    }

    SweepChoice sweeps(SweepSelection other) {
        return new SweepChoice(other, from, to, timeStep, junctionPotential);
    }

    SweepChoice window(double first, double last) {
        return new SweepChoice(selection, first, last, timeStep, junctionPotential);
    }

    SweepChoice timeStep(double other) {
        return new SweepChoice(selection, from, to, other, junctionPotential);
    }

    SweepChoice junctionPotential(double other) {
        return new SweepChoice(selection, from, to, timeStep, other);
    }
}
