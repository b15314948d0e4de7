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
    private static final int MOST_STIMULI = 6;

    private final PrintWriter out;
    private final long combinations;
    private final ProgressLine line;
    private final long begin = System.nanoTime();
    private long first = -1;

    ParameterSweepConsole(PrintWriter out, long combinations) {
        this.out = out;
        this.combinations = combinations;
        line = new ProgressLine(out);
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
        first = first < 0 ? done : first;
        if (!line.isDue() || done == first || done == combinations) {
            return;
        }
        double rate = (done - first) * 1e9 / (System.nanoTime() - begin);
        line.show(String.format(
                Locale.ROOT,
                "%9d/%d combinations  %5.1f %%  %.4g/s  %s left",
                done,
                combinations,
                100.0 * done / combinations,
                rate,
                ProgressLine.clock((combinations - done) / rate)));
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
        line.close();
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
