package dev.huxley.cli;

import dev.huxley.parametersweep.ParameterGrid;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepResult;
import dev.huxley.parametersweep.SweepStimulus;
import dev.huxley.parametersweep.VariedParameter;
import dev.huxley.text.Brief;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text that a parameter sweep prints. Its progress is a line that is overwritten in a terminal, elsewhere a line every ten
 * seconds, both after two seconds.
 */
final class ParameterSweepConsole implements AutoCloseable {
    private static final long SILENCE = 10_000_000_000L;
    private static final long TERMINAL_PAUSE = 500_000_000L;
    private static final long PATIENCE = 2_000_000_000L;
    private static final int MOST_STIMULI = 6;

    private final PrintWriter out;
    private final long combinations;
    private final boolean isTerminal = System.console() != null;
    private final long begin = System.nanoTime();
    private long next = begin + PATIENCE;
    private long first = -1;
    private int width;

    ParameterSweepConsole(PrintWriter out, long combinations) {
        this.out = out;
        this.combinations = combinations;
    }

    void task(ParameterSweep sweep) {
        if (sweep.table() instanceof ParameterGrid grid) {
            grid.parameters().forEach(parameter -> print("Varied     %s", described(parameter)));
        } else {
            print("Varied     %s", String.join(", ", sweep.table().paths()));
        }
        List<SweepStimulus> stimuli = sweep.stimuli();
        print(
                "Stimuli    %s%s",
                stimuli.stream().limit(MOST_STIMULI).map(SweepStimulus::label).collect(Collectors.joining(", ")),
                stimuli.size() > MOST_STIMULI ? " and " + (stimuli.size() - MOST_STIMULI) + " more" : "");
        print(
                "Table      %s x %s, %s",
                Brief.count(combinations, "combination"),
                Brief.count(stimuli.size(), "stimulus", "stimuli"),
                sweep.features().isEmpty() ? "traces" : Brief.list(sweep.features()));
    }

    void cluster(String description) {
        print("Cluster    %s", description);
    }

    private static String described(VariedParameter parameter) {
        double[] values = parameter.values();
        return values.length <= 4
                ? parameter.path() + ": "
                        + Arrays.stream(values).mapToObj(Numbers::plain).collect(Collectors.joining(", "))
                : parameter.path() + ": " + values.length + " values from " + Numbers.plain(values[0]) + " to "
                        + Numbers.plain(values[values.length - 1]);
    }

    /** Takes the number of combinations that are done. */
    void progress(long done) {
        long now = System.nanoTime();
        first = first < 0 ? done : first;
        if (now - next < 0 || done == first || done == combinations) {
            return;
        }
        next = now + (isTerminal ? TERMINAL_PAUSE : SILENCE);
        double rate = (done - first) * 1e9 / (now - begin);
        long left = Math.round((combinations - done) / rate);
        String line = String.format(
                Locale.ROOT,
                "%9d/%d combinations  %5.1f %%  %.4g/s  %d:%02d left",
                done,
                combinations,
                100.0 * done / combinations,
                rate,
                left / 60,
                left % 60);
        if (isTerminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
            out.flush();
        } else {
            print("%s", line);
        }
    }

    void result(ParameterSweepResult result, Path folder) {
        close();
        result.notes().forEach(note -> print("Note       %s", note));
        if (first > 0) {
            print("Kept       %s of an earlier run", Brief.count(first, "combination"));
        }
        print("Rows       %d in %.1f s", result.rows(), (System.nanoTime() - begin) / 1e9);
        if (result.diverged() > 0) {
            print(
                    "Diverged   %s: the voltage left the finite numbers, so the results are NaN; a smaller --dt may help",
                    Brief.count(result.diverged(), "row"));
        }
        result.missing().forEach((feature, count) -> {
            if (count > 0) {
                print(
                        "Missing    %s in %s, where the trace does not have it (an empty cell)",
                        feature, Brief.count(count, "row"));
            }
        });
        result.files().forEach(file -> print("Wrote      %s", file));
        if (!result.isComplete()) {
            print(
                    "Stopped    at %d of %s; go on with huxley sweep --resume %s",
                    result.combinations(), Brief.count(combinations, "combination"), folder);
        }
    }

    /** Ends the line of progress. */
    @Override
    public void close() {
        if (width > 0) {
            out.println();
            out.flush();
            width = 0;
        }
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
