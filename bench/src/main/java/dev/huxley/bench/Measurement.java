package dev.huxley.bench;

import dev.huxley.array.Precision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The results of measuring one neuron and batch. Null marks a value that was not measured.
 *
 * @param neuron {@code point}, {@code cable}, {@code network}, {@code cells}, {@code l5pc}, {@code l5pc-nmodl}, {@code fit-point},
 *     {@code fit-features} or {@code fixed-cost}
 * @param batch neurons simulated at once; candidates of {@code fit-point} and {@code fit-features}
 * @param precision the floating point type
 * @param engine the engine that ran
 * @param threads the threads that it could use
 * @param compartments compartments of one neuron
 * @param steps time steps of a run
 * @param forward seconds of a run from the parameters to the traces
 * @param gradient seconds of a run, the norm of its traces, and the gradient by all trainable parameters; null if not
 *     requested
 * @param plainJavaNanoseconds ns per step of one neuron in plain Java, timed in between; null if the neuron has other
 *     equations
 * @param buildSeconds seconds to build the description of the neuron; null if it was not the first in its process
 * @param firstResultSeconds seconds from the start of the process to the first trace; null if it was not the first in
 *     its process
 * @param firstGradientSeconds seconds to the first gradient, which comes after the trace; null also if not requested
 * @param peakMemoryMegabytes the peak of the process's resident memory so far, 2^20 bytes; null if the operating system
 *     does not report it
 * @param outsideLoops for {@code fit-point} the share of the threads' time that was not spent in time loops, 0 to 1; null
 *     for other neurons, and on {@code torch}
 * @param features the cost of features; null unless the case is {@code fit-features}
 * @param fixedMicroseconds processor time of a run beside its steps; null unless the case is {@code fixed-cost}
 * @param fixedGradientMicroseconds that of a run and its gradient; null also if not requested
 */
public record Measurement(
        String neuron,
        int batch,
        Precision precision,
        String engine,
        int threads,
        int compartments,
        int steps,
        Durations forward,
        Durations gradient,
        Double plainJavaNanoseconds,
        Double buildSeconds,
        Double firstResultSeconds,
        Double firstGradientSeconds,
        Double peakMemoryMegabytes,
        Double outsideLoops,
        FeatureFigures features,
        Double fixedMicroseconds,
        Double fixedGradientMicroseconds) {

    /** {@code float64} or {@code float32}. */
    public String precisionName() {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** The median run, divided by batch, compartments and steps, in ns. */
    public double nanosecondsPerCompartmentStep() {
        return nanoseconds(forward);
    }

    /** The median gradient, divided by batch, compartments and steps, in ns; null if it was not requested. */
    public Double gradientNanosecondsPerCompartmentStep() {
        return gradient == null ? null : nanoseconds(gradient);
    }

    /** A gradient's time as a multiple of a run's; null if it was not requested. */
    public Double gradientRatio() {
        return gradient == null ? null : gradient.median() / forward.median();
    }

    /** The factor by which a compartment-step is faster than in plain Java; null if the neuron has other equations. */
    public Double speedup() {
        return plainJavaNanoseconds == null ? null : plainJavaNanoseconds / nanosecondsPerCompartmentStep();
    }

    /** The candidates of a population that are run in a second; null if it was no population. */
    public Double candidatesPerSecond() {
        return !neuron.startsWith("fit-") ? null : batch / forward.median();
    }

    /** The figures by their names in JSON, in order. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("case", neuron);
        figures.put("batch", batch);
        figures.put("precision", precisionName());
        figures.put("engine", engine);
        figures.put("threads", threads());
        figures.put("compartments", compartments);
        figures.put("steps", steps);
        figures.put("secondsMedian", forward.median());
        figures.put("nsPerCompartmentStep", nanosecondsPerCompartmentStep());
        figures.put("gradientNsPerCompartmentStep", gradientNanosecondsPerCompartmentStep());
        figures.put("gradientRatio", gradientRatio());
        figures.put("buildSeconds", buildSeconds);
        figures.put("firstResultSeconds", firstResultSeconds);
        figures.put("firstGradientSeconds", firstGradientSeconds);
        figures.put("peakMemoryMb", peakMemoryMegabytes);
        figures.put("baselineNsPerCompartmentStep", plainJavaNanoseconds);
        figures.put("speedup", speedup());
        if (candidatesPerSecond() != null) {
            figures.put("candidatesPerSecond", candidatesPerSecond());
            figures.put("outsideLoops", outsideLoops);
        }
        if (fixedMicroseconds != null) {
            figures.put("fixedMicroseconds", fixedMicroseconds);
            figures.put("fixedGradientMicroseconds", fixedGradientMicroseconds);
        }
        if (features != null) {
            figures.put("silentFeaturesPerSecond", features.silentPerSecond());
            figures.put("spikingFeaturesPerSecond", features.spikingPerSecond());
            figures.put("silentTraceMicroseconds", features.silentMicroseconds());
            figures.put("spikingTraceMicroseconds", features.spikingMicroseconds());
            figures.put("featureShare", features.share());
            figures.put("featureGradientRatio", features.gradientRatio());
        }
        return figures;
    }

    private double nanoseconds(Durations durations) {
        return durations.median() * 1e9 / ((double) batch * compartments * steps);
    }
}
