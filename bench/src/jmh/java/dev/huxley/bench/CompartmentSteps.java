package dev.huxley.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints their times per compartment-step, and as multiples of the baseline of the same run. Takes
 * JMH's own options.
 */
public final class CompartmentSteps {
    private CompartmentSteps() {}

    /** Runs the benchmarks that JMH's options choose; without options, all simulations. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions chosen = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(chosen);
        if (chosen.getIncludes().isEmpty()) {
            options.include(CompartmentSteps.class.getPackageName().replace(".", "[.]"));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        double baseline = results.stream()
                .filter(result -> name(result).startsWith("Scalar"))
                .mapToDouble(CompartmentSteps::nanoseconds)
                .findFirst()
                .orElse(Double.NaN);
        System.out.printf(
                "%n%-30s %-14s %23s %12s %10s%n", "benchmark", "neuron", "ns per compartment-step", "+-", "x scalar");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            double nanoseconds = nanoseconds(result);
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %-14s %23.1f %12.1f %10.2f%n",
                    name(result),
                    neuron(result) == null ? "point x 1" : neuron(result),
                    nanoseconds,
                    nanoseconds * time.getScoreError() / time.getScore(),
                    nanoseconds / baseline);
        }
    }

    /** Milliseconds per run, divided by steps and compartments (or neurons of a batch). */
    private static double nanoseconds(RunResult result) {
        String neuron = neuron(result);
        int compartments = neuron == null ? 1 : Integer.parseInt(neuron.substring(neuron.lastIndexOf(' ') + 1));
        return result.getPrimaryResult().getScore() * 1e6 / SimulationBenchmark.STEPS / compartments;
    }

    private static String neuron(RunResult result) {
        return result.getParams().getParam("neuron");
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark", "");
    }
}
