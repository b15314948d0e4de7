package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of an own channel is short, passes the check, and does what such a current is known for. */
class OwnChannelTest {
    @Test
    void channelIsShort() throws Exception {
        String program = Files.readString(ExampleProgram.ROOT.resolve("examples/OwnChannel.java"));
        String channel = program.substring(program.indexOf("    static final class KA"));
        channel = channel.substring(0, channel.indexOf("\n    }\n"));
        assertTrue(channel.lines().count() + 1 <= 25, channel.lines().count() + 1 + " lines");
    }

    @Test
    void transientPotassiumCurrentDelaysTheFirstSpike(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("OwnChannel", folder);
        assertTrue(printed.startsWith("KA: nothing is wrong"), printed);
        Matcher spikes =
                Pattern.compile("gKA \\S+ S/cm2: first spike at (\\S+) ms").matcher(printed);
        List<Double> times = new ArrayList<>();
        while (spikes.find()) {
            times.add(Double.parseDouble(spikes.group(1)));
        }
        assertEquals(3, times.size(), printed);
        for (int i = 1; i < times.size(); i++) {
            assertTrue(times.get(i) > times.get(i - 1) + 0.1, printed);
        }
    }
}
