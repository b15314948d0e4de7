package dev.huxley.notebook.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.Progress;
import dev.huxley.fit.feature.FeatureFitProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;

/** Bars of work whose time is made up. */
class ProgressBarTest {
    private final List<String> shown = new ArrayList<>();
    private long now = 7;

    private final ProgressBar bar = new ProgressBar(
            new Screen() {
                @Override
                public void show(double part, String text) {
                    shown.add(Math.round(100 * part) + " % " + text);
                }

                @Override
                public void end(String text) {
                    shown.add(text);
                }
            },
            () -> now);

    /** A run of 100 ms that takes so many seconds, with a hundred reports a second. */
    private void run(double seconds) {
        bar.watch(
                () -> {
                    DoubleConsumer listener = Watches.run(bar, 0, 100);
                    for (int i = 1; i <= 100 * seconds; i++) {
                        now += 10_000_000;
                        listener.accept(i / seconds);
                    }
                    return null;
                },
                result -> Watches.outcome(0, 100));
    }

    @Test
    void nothingIsShownOfShortWork() {
        run(1.9);
        assertEquals(List.of(), shown);
    }

    @Test
    void tenTimesASecondAreEnough() {
        run(10);
        // From the end of the second second on, and the last line.
        assertEquals(81 + 1, shown.size(), shown::toString);
        assertEquals("20 % 20 of 100 ms, 8.0 s left", shown.get(0));
        assertEquals("ran 100 ms (10 s)", shown.get(81));
    }

    @Test
    void theLastLineTellsOfAnInterruption() {
        assertThrows(
                CancellationException.class,
                () -> bar.watch(
                        () -> {
                            now += 3_000_000_000L;
                            Watches.run(bar, 50, 100).accept(75);
                            throw new CancellationException("by the user");
                        },
                        result -> "done"));
        assertEquals(List.of("50 % 75 of 100 ms, 3.0 s left", "interrupted at 75 of 100 ms, after 3.0 s"), shown);
    }

    @Test
    void theLastLineTellsOfAnError() {
        assertThrows(
                IllegalStateException.class,
                () -> bar.watch(
                        () -> {
                            now += 75_000_000_000L;
                            Watches.fit(bar).accept(new Progress(2, 10, 0.5, 1, 0.25, 75));
                            now += 125_000_000_000L;
                            throw new IllegalStateException("diverged");
                        },
                        result -> "done"));
        assertEquals(
                List.of(
                        "30 % iteration 3 of 10, best loss 0.25, 2 min 55 s left",
                        "failed after iteration 3 of 10, after 3 min 20 s"),
                shown);
    }

    @Test
    void aFitByFeaturesTellsWhatTheFieldWants() {
        now += 60_000_000_000L;
        List<FeatureFitProgress.SpikeCount> spikes =
                List.of(new FeatureFitProgress.SpikeCount(4, 5), new FeatureFitProgress.SpikeCount(0, 0));
        Watches.featureFit(bar).accept(new FeatureFitProgress("soma", 2, 4, 3000, 12_000, 1.25, 4.5, spikes, 60, 7300));
        double none = Double.POSITIVE_INFINITY;
        now += 1_000_000_000L;
        Watches.featureFit(bar)
                .accept(new FeatureFitProgress("mine", 1, 1, 0, 12_000, none, Double.NaN, List.of(), 61, Double.NaN));
        assertEquals(
                List.of(
                        "25 % soma (model 2 of 4), 3000 of 12000 evaluations, score 1.25, largest |z| 4.5,"
                                + " spikes model/recording 4/5 0/0, 2 h 1 min left",
                        "0 % 0 of 12000 evaluations"),
                shown);
    }

    @Test
    void aConsoleShowsOneLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen console = new ConsoleScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        console.show(0.25, "first, long text");
        console.show(1, "second");
        console.end("done");
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.startsWith("\r[=====               ] first, long text\r[====================] second   "), text);
        assertEquals("done", text.substring(text.lastIndexOf('\r') + 1).strip());
        assertTrue(text.endsWith(System.lineSeparator()), "the next text begins on a line of its own");
    }
}
