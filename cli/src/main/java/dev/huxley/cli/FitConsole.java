package dev.huxley.cli;

import dev.huxley.fit.FailedStart;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.Progress;
import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.fit.recording.TargetSweeps;
import dev.huxley.fit.recording.TraceLoss;
import dev.huxley.mechanism.Channel;
import dev.huxley.model.Cell;
import dev.huxley.report.ReportedParameter;
import dev.huxley.report.WrittenReport;
import dev.huxley.text.Brief;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The text that a fit prints. In a terminal its progress is one line that is updated, elsewhere a line per tenth of the
 * iterations.
 */
final class FitConsole implements AutoCloseable {
    /** The time between two lines about a run without a terminal, ns. */
    private static final long SILENCE = 10_000_000_000L;

    private static final int MOST_FAILED = 3;

    private final PrintWriter out;
    private final int iterations;
    private final boolean isTerminal = System.console() != null;
    private ProgressBar bar;

    FitConsole(PrintWriter out, int iterations) {
        this.out = out;
        this.iterations = iterations;
    }

    void task(String recording, TargetSweeps data, Cell cell, List<FreeParameter> free, int starts) {
        boolean isAnyShorter =
                IntStream.range(0, data.sweeps()).anyMatch(sweep -> data.timePoints(sweep) < data.timePoints());
        print(
                "Recording  %s: %s of %s%.1f ms, steps of %s ms",
                recording,
                Brief.count(data.sweeps(), "sweep"),
                isAnyShorter ? "up to " : "",
                data.duration(),
                data.timeStep());
        data.corrections().forEach(correction -> print("Note       %s", correction));
        data.warnings().forEach(warning -> print("Warning    %s", warning));
        print(
                "Model      %d %s with %s",
                cell.structure().compartments(),
                cell.structure().compartments() == 1 ? "compartment" : "compartments",
                String.join(", ", cell.channels().stream().map(Channel::name).toList()));
        print(
                "Fitting    %s; %d %s, %d iterations",
                String.join(", ", free.stream().map(FreeParameter::path).toList()),
                starts,
                starts == 1 ? "start" : "starts at once",
                iterations);
        print("");
    }

    /**
     * Reports runs that take more than two seconds.
     *
     * @param end the time (ms) at which they end
     */
    DoubleConsumer runs(double end) {
        return isTerminal
                ? new RunProgress(end, 0, System::nanoTime, text -> bar().setExtraMessage(" " + text))
                : new RunProgress(end, SILENCE, System::nanoTime, this::print);
    }

    private ProgressBar bar() {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Fit")
                    .setInitialMax(iterations)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setUnit(" it", 1)
                    .showSpeed()
                    .build();
        }
        return bar;
    }

    void progress(Progress progress) {
        if (isTerminal) {
            bar().setExtraMessage(String.format(
                    Locale.ROOT, " loss %.4g  gradient %.3g", progress.bestLoss(), progress.gradientNorm()));
            bar().stepTo(progress.iteration() + 1L);
        } else if (progress.iteration() % Math.max(1, iterations / 10) == 0 || progress.iteration() + 1 == iterations) {
            double rate = (progress.iteration() + 1) / progress.seconds();
            print(
                    "%4d/%d  loss %10.4g  gradient %9.3g  %5.2f it/s  ETA %s",
                    progress.iteration() + 1,
                    iterations,
                    progress.bestLoss(),
                    progress.gradientNorm(),
                    rate,
                    ProgressLine.clock((iterations - progress.iteration() - 1) / rate));
        }
        out.flush();
    }

    void finished(FitResult result, TraceLoss loss, int starts) {
        close();
        print("");
        print(
                "Loss       %.4g -> %.4g%s in %d iterations, %.1f s (%s)%s",
                result.startLoss(),
                result.bestLoss(),
                loss.unit().isEmpty() ? "" : " " + loss.unit(),
                result.history().size(),
                result.seconds(),
                result.stop(),
                starts == 1
                        ? ""
                        : String.format(Locale.ROOT, "; best was start %d of %d", result.bestStart() + 1, starts));
        for (FailedStart failed :
                result.failed().subList(0, Math.min(MOST_FAILED, result.failed().size()))) {
            print(
                    "Failed     start %d in iteration %d: %s",
                    failed.start() + 1, failed.iteration() + 1, failed.reason());
        }
        if (result.failed().size() > MOST_FAILED) {
            print("           and %d more", result.failed().size() - MOST_FAILED);
        }
        print("");
    }

    /** Prints the table of parameters, with the true values where they are known. */
    void parameters(List<ReportedParameter> parameters, Map<String, Double> truth) {
        int width = parameters.stream().mapToInt(p -> p.name().length()).max().orElse(0);
        width = Math.max(width, "parameter".length());
        String row = "%-" + width + "s  %11s  %11s  %11s  %11s  %-7s";
        boolean known = parameters.stream().anyMatch(p -> truth.containsKey(p.name()));
        print(
                row + (known ? "  %11s  %9s" : ""),
                columns(known, "parameter", "start", "fitted", "lower", "upper", "unit", "truth", "error"));
        for (ReportedParameter p : parameters) {
            Double right = truth.get(p.name());
            print(
                    row + (known ? "  %11s  %9s" : ""),
                    columns(
                            known,
                            p.name(),
                            number(p.start()),
                            number(p.fitted()),
                            number(p.lower()),
                            number(p.upper()),
                            p.unit(),
                            right == null ? "" : number(right),
                            right == null
                                    ? ""
                                    : String.format(Locale.ROOT, "%.1f %%", 100 * Math.abs(p.fitted() / right - 1))));
        }
        for (ReportedParameter p : parameters) {
            if (!p.flag().isEmpty()) {
                print("Warning    %s: %s; widen its bounds, or fix it", p.name(), p.flag());
            }
        }
        print("");
    }

    void written(WrittenReport written) {
        written.notes().forEach(note -> print("Note: %s", note));
        written.files().forEach(file -> print("Wrote      %s", file));
    }

    /** Ends the line of progress. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static Object[] columns(boolean all, Object... texts) {
        return all ? texts : Arrays.copyOf(texts, texts.length - 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    /** Prints a line and flushes. */
    void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
