package dev.huxley.fit.recording;

import dev.huxley.recording.CurrentClampOptions;
import java.util.OptionalDouble;

/**
 * The part of a recording used in a fit, its time step and its correction.
 *
 * @param options the sweeps, the voltage channel, the current
 * @param from the start of the window in ms, NaN for the start of the sweeps
 * @param to the end of the window in ms, NaN for the end of the sweeps
 * @param timeStep the time step in ms, NaN for the recording's, but at most 0.05 ms
 * @param junctionPotential the liquid junction potential in mV, by whose size the recorded voltage is lowered; empty for
 *     that which the file states
 */
record SweepChoice(
        CurrentClampOptions options, double from, double to, double timeStep, OptionalDouble junctionPotential) {
    static final SweepChoice ALL =
            new SweepChoice(CurrentClampOptions.DEFAULT, Double.NaN, Double.NaN, Double.NaN, OptionalDouble.empty());

    SweepChoice {
        if (!Double.isFinite(junctionPotential.orElse(0))) {
            throw new IllegalArgumentException("the liquid junction potential is " + junctionPotential.getAsDouble()
                    + " mV; give a finite number, 0 for none");
        }
    }

    SweepChoice options(CurrentClampOptions other) {
        return new SweepChoice(other, from, to, timeStep, junctionPotential);
    }

    SweepChoice window(double first, double last) {
        return new SweepChoice(options, first, last, timeStep, junctionPotential);
    }

    SweepChoice timeStep(double other) {
        return new SweepChoice(options, from, to, other, junctionPotential);
    }

    SweepChoice junctionPotential(double other) {
        return new SweepChoice(options, from, to, timeStep, OptionalDouble.of(other));
    }
}
