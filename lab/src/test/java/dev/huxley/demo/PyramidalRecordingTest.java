package dev.huxley.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyramidalRecordingTest {
    @Test
    void theTruthIsWithinTheBoundsOfTheModelFile() {
        List<FreeValue> free = ModelFiles.shipped("perisomatic").build().free();
        for (FreeValue value : free) {
            Double truth = PyramidalRecording.truth().get(value.path());
            assertTrue(
                    truth != null && truth > value.lower() && truth < value.upper(), value + ": the truth is " + truth);
        }
        assertEquals(PyramidalRecording.truth().size(), free.size());
    }

    @Test
    void theWrittenCellFiresAndAdaptsAsAPyramidalCell(@TempDir Path folder) throws IOException {
        String[] files = {"cell.csv", "cell.nwb", "cell.swc"};
        for (int i = 0; i < files.length; i++) {
            files[i] = folder.resolve(files[i]).toString();
        }
        PyramidalRecording.main(files);
        Recording recording = Recordings.read(Path.of(files[1]));
        List<CurrentClampSweep> sweeps = CurrentClampSweeps.of(recording).sweeps();
        int[] spikes =
                sweeps.stream().mapToInt(CurrentClampSweep::spikesInStimulus).toArray();
        assertArrayEquals(new int[] {0, 0, 6, 11, 14, 16, 19, 21}, spikes);
        List<CurrentClampSweep> csv =
                CurrentClampSweeps.of(Recordings.read(Path.of(files[0]))).sweeps();
        for (int i = 0; i < spikes.length; i++) {
            assertArrayEquals(csv.get(i).voltage(), sweeps.get(i).voltage(), 1e-9, "mV of sweep " + (i + 1));
        }
        Morphology read = Swc.parse(Files.readString(Path.of(files[2])), "read", Swc.options());
        assertEquals(GeneratedPyramidalCell.morphology().branchCount(), read.branchCount());
        double[] largest = sweeps.get(7).voltage();
        double first = interval(largest, 1);
        double last = interval(largest, spikes[7] - 1);
        assertTrue(last > 1.5 * first, "ms between the first two spikes: " + first + ", the last two: " + last);
    }

    /** The time between the spike of this number, from 0, and the one before it, ms. */
    private static double interval(double[] voltage, int number) {
        int seen = -1;
        int at = 0;
        for (int i = 1; i < voltage.length; i++) {
            if (voltage[i - 1] < -20 && voltage[i] >= -20) {
                seen++;
                if (seen == number) {
                    return (i - at) * StepProtocol.INTERVAL;
                }
                at = i;
            }
        }
        throw new AssertionError("there are only " + (seen + 1) + " spikes");
    }
}
