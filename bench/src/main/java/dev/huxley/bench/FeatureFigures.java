package dev.huxley.bench;

/**
 * The cost of features in a fit. A null value was not measured.
 *
 * @param silentPerSecond features per second of processor time of traces without a spike
 * @param spikingPerSecond the same of traces with spikes
 * @param silentMicroseconds processor time of all features of a trace without a spike, us
 * @param spikingMicroseconds the same of a trace with spikes, us
 * @param share the share of the features in the processor time of a run, 0 to 1
 * @param gradientRatio the time of differentiable features and their gradient by the traces as a multiple of that of the
 *     simulation and its gradient by the parameters
 */
public record FeatureFigures(
        Double silentPerSecond,
        Double spikingPerSecond,
        Double silentMicroseconds,
        Double spikingMicroseconds,
        Double share,
        Double gradientRatio) {}
