package dev.huxley.bench;

import dev.huxley.array.Precision;
import java.nio.file.Path;

/**
 * A request to measure one neuron and batch.
 *
 * @param neuron {@link MeasuredNeuron#POINT}, {@link MeasuredNeuron#CABLE}, {@link MeasuredNeuron#NETWORK},
 *     {@link MeasuredNeuron#CELLS}, {@link MeasuredNeuron#L5PC}, {@link MeasuredNeuron#L5PC_NMODL}, {@link FitPoint#NAME},
 *     {@link FitFeatures#NAME} or {@link FixedCost#NAME}
 * @param swc a file with the morphology of the cable or the pyramidal cell; null for the generated one
 * @param batch the number of neurons simulated at once
 * @param precision the floating point type
 * @param engine the name of an engine
 * @param threads the threads of a run
 * @param withGradient whether gradients are timed too
 * @param steps the steps of a run, those of a sweep of {@link FitPoint} and {@link FitFeatures}; null to choose
 */
public record MeasurementRequest(
        String neuron,
        String swc,
        int batch,
        Precision precision,
        String engine,
        int threads,
        boolean withGradient,
        Integer steps) {

    /** Measures in this process; the first simulation of a process also gives the time to the first result. */
    Measurement measure(boolean isFirst) {
        if (neuron.equals(FitPoint.NAME)) {
            return new FitPoint(engine, precision, threads, batch, steps).measure(isFirst);
        }
        if (neuron.equals(FitFeatures.NAME)) {
            return new FitFeatures(engine, precision, threads, withGradient, batch, steps).measure(isFirst);
        }
        if (neuron.equals(FixedCost.NAME)) {
            return new FixedCost(engine, precision, withGradient, steps).measure(isFirst);
        }
        long start = System.nanoTime();
        MeasuredNeuron measured =
                switch (neuron) {
                    case MeasuredNeuron.POINT -> MeasuredNeuron.point();
                    case MeasuredNeuron.NETWORK -> MeasuredNeuron.network();
                    case MeasuredNeuron.CELLS -> MeasuredNeuron.cells();
                    case MeasuredNeuron.L5PC -> MeasuredNeuron.layerFivePyramidalCell(
                            swc == null ? null : Path.of(swc));
                    case MeasuredNeuron.L5PC_NMODL -> MeasuredNeuron.importedPyramidalCell(
                            swc == null ? null : Path.of(swc));
                    default -> swc == null ? MeasuredNeuron.cable() : MeasuredNeuron.cable(Path.of(swc));
                };
        Double built = isFirst ? (System.nanoTime() - start) / 1e9 : null;
        return new Benchmark(engine, precision, threads, withGradient, steps).measure(measured, batch, built);
    }
}
