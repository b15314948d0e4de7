package dev.huxley.cli;

import picocli.CommandLine.Option;

/** Options of a fit to traces: the window and the descent. */
final class TraceOptions {
    @Option(names = "--from", paramLabel = "MS", description = "traces: start of the window in the sweeps (default: 0)")
    double from = Double.NaN;

    @Option(
            names = "--to",
            paramLabel = "MS",
            description = "traces: end of the window in the sweeps (default: their end)")
    double to = Double.NaN;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "120",
            description = "traces: iterations of the fit (default: ${DEFAULT-VALUE})")
    int iterations;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "16",
            description = "traces: simultaneous starts, one at the given values, the others at random ones between the"
                    + " bounds (default: ${DEFAULT-VALUE})")
    int starts;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "traces: initial learning rate of Adam on the transformed parameters; falls to a twentieth"
                    + " (default: ${DEFAULT-VALUE})")
    double learningRate;

    boolean hasWindow() {
        return !(Double.isNaN(from) && Double.isNaN(to));
    }
}
