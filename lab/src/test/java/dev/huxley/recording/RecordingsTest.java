package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {
    private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "some text", HDF5})
    void formatOfOnesOwnIsAsked(String content) throws IOException {
        Recording recording = Recordings.read(write("cell.own", content));
        assertEquals("own", recording.formatVersion(), "a file that begins with '" + content + "'");
        assertArrayEquals(new double[] {-65, -64}, recording.sweep(0).voltage());
    }

    @Test
    void hdf5ThatNoFormatKnowsIsNamed() throws IOException {
        for (String name : new String[] {"cell.csv", "cell"}) {
            String message = message(write(name, HDF5));
            assertTrue(message.contains("HDF5 file; an NWB file has the extension .nwb"), message);
            assertTrue(message.contains("a format of the tests (.own)"), message);
        }
        for (String name : new String[] {"cell.nwb", "cell.h5"}) {
            String message = message(write(name, HDF5));
            assertTrue(message.contains("the file cannot be read"), message);
        }
    }

    @Test
    void nameWithoutDotHasNoExtension() throws IOException {
        for (String name : new String[] {"own", "csv", "abf"}) {
            String message = message(write(name, "some text"));
            assertTrue(message.contains("unknown recording format ''"), message);
        }
    }

    private String message(Path file) {
        return assertThrows(RecordingException.class, () -> Recordings.read(file))
                .getMessage();
    }

    private Path write(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
