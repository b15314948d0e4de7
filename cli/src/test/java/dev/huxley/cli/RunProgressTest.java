package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The command line reports the progress of long runs, and of no others. */
class RunProgressTest {
    @Test
    void onlyRunsOfMoreThanTwoSecondsAreToldOf() {
        List<String> texts = new ArrayList<>();
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
        RunProgress progress = new RunProgress(500, 1_000_000_000L, clock::get, texts::add);
        for (int run = 0; run < 3; run++) {
            for (int tenth = 1; tenth <= 15; tenth++) {
                progress.accept(tenth == 15 ? 500 : 10 * tenth);
                clock.addAndGet(100_000_000);
            }
        }
        assertEquals(List.of(), texts, "runs of 1.5 s");
        for (int tenth = 1; tenth <= 45; tenth++) {
            progress.accept(10 * tenth);
            clock.addAndGet(100_000_000);
        }
        progress.accept(500);
        assertEquals(
                List.of("run at 210.0 of 500.0 ms", "run at 310.0 of 500.0 ms", "run at 410.0 of 500.0 ms"),
                texts,
                "after 2 s, then every second");
    }
}
