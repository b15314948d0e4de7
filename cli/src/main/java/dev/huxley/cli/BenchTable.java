package dev.huxley.cli;

import dev.huxley.bench.Measurement;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The table that {@code huxley bench} prints; each case adds a row as soon as it is measured. */
final class BenchTable {
    private static final String ROW = "%-9s %7s %-9s %-6s %6s %8s %9s %8s %8s %10s";
    private static final String GRADIENT = " %10s %9s";
    private static final String REST = " %10s %8s %7s %8s %9s %9s";

    private final PrintWriter out;
    private final boolean withGradient;
    private final int threads;

    BenchTable(PrintWriter out, boolean withGradient, int threads) {
        this.out = out;
        this.threads = threads;
        this.withGradient = withGradient;
    }

    /** Prints the machine's state and two lines of titles, the second with units. */
    void titles() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        print(
                "%d processors%s, Java %s, %s",
                system.getAvailableProcessors(),
                load < 0 ? "" : String.format(Locale.ROOT, ", load %.1f", load),
                System.getProperty("java.version"),
                threads == 1 ? "one thread" : threads + " threads");
        print("");
        print(
                ROW + gradient("gradient", "gradient") + REST,
                "case",
                "batch",
                "precision",
                "engine",
                "comps",
                "steps",
                "median",
                "min",
                "max",
                "forward",
                "plain Java",
                "faster",
                "built",
                "first",
                "first",
                "peak");
        print(
                ROW + gradient("ns/c-step", "/ forward") + REST,
                "",
                "",
                "",
                "",
                "",
                "",
                "s",
                "s",
                "s",
                "ns/c-step",
                "ns/step",
                "x",
                "s",
                "result s",
                "gradient",
                "memory MB");
    }

    void row(Measurement m) {
        print(
                ROW
                        + gradient(
                                number("%.1f", m.gradientNanosecondsPerCompartmentStep()),
                                number("%.2f", m.gradientRatio()))
                        + REST,
                m.neuron(),
                m.batch(),
                m.precisionName(),
                m.engine(),
                m.compartments(),
                m.steps(),
                number("%.4f", m.forward().median()),
                number("%.4f", m.forward().min()),
                number("%.4f", m.forward().max()),
                number("%.1f", m.nanosecondsPerCompartmentStep()),
                number("%.1f", m.plainJavaNanoseconds()),
                number("%.2f", m.speedup()),
                number("%.2f", m.buildSeconds()),
                number("%.2f", m.firstResultSeconds()),
                number("%.2f", m.firstGradientSeconds()),
                number("%.0f", m.peakMemoryMegabytes()));
        if (m.outsideLoops() != null) {
            print(
                    "          %.0f candidates/s, %.0f %% of the threads' time outside the time loops",
                    m.candidatesPerSecond(), 100 * m.outsideLoops());
        }
        if (m.fixedMicroseconds() != null) {
            print(
                    "          %.1f us of processor time beside the steps of a run%s",
                    m.fixedMicroseconds(),
                    m.fixedGradientMicroseconds() == null
                            ? ""
                            : String.format(Locale.ROOT, ", %.1f with its gradient", m.fixedGradientMicroseconds()));
        }
        if (m.features() != null) {
            print(
                    "          features take %.1f %% of the threads' time",
                    100 * m.features().share());
            features(
                    "without a spike",
                    m.features().silentPerSecond(),
                    m.features().silentMicroseconds());
            features(
                    "with spikes", m.features().spikingPerSecond(), m.features().spikingMicroseconds());
            if (m.features().gradientRatio() != null) {
                print(
                        "          with their gradient %.2f times the simulation with its own",
                        m.features().gradientRatio());
            }
        }
    }

    private void features(String traces, Double perSecond, Double microseconds) {
        if (perSecond != null) {
            print("          %.0f features/s of traces %s, %.1f us a trace", perSecond, traces, microseconds);
        }
    }

    private String gradient(String time, String ratio) {
        return withGradient ? String.format(Locale.ROOT, GRADIENT, time, ratio) : "";
    }

    private static String number(String format, Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
