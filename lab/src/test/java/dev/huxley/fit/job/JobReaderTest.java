package dev.huxley.fit.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JobReaderTest {
    private static final int VERSION = 3;
    private static final double[] VALUES = {0, -0.0, Math.PI, Double.MIN_VALUE, Double.MAX_VALUE};

    private static byte[] job() {
        return new JobWriter(VERSION).add("10 µm").add(7).add(VALUES).add(0.1).bytes();
    }

    private static void read(byte[] job) {
        JobReader in = new JobReader(job, VERSION);
        in.text("a text");
        in.number(0, 9, "a number");
        in.values("an array");
        in.value("a value");
        in.end();
    }

    private static void assertRefused(byte[] job, String reason) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> read(job), reason);
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void whatWasWrittenIsReadBitByBit() {
        JobReader in = new JobReader(job(), VERSION);
        assertEquals("10 µm", in.text("a text"));
        assertEquals(7, in.number(0, 9, "a number"));
        assertArrayEquals(VALUES, in.values("an array"));
        assertEquals(0.1, in.value("a value"));
        in.end();
    }

    @Test
    void bytesThatWereCutOffOrChangedAreRefused() {
        byte[] job = job();
        for (int length = 0; length < job.length; length++) {
            byte[] cut = Arrays.copyOf(job, length);
            assertThrows(IllegalArgumentException.class, () -> read(cut), "cut to " + length + " bytes");
        }
        for (int at = 0; at < job.length; at++) {
            byte[] changed = job.clone();
            changed[at] ^= 4;
            assertThrows(IllegalArgumentException.class, () -> read(changed), "changed byte " + at);
        }
        assertRefused(Arrays.copyOf(job, job.length + 1), "checksum");
    }

    @Test
    void anotherVersionIsRefusedByItsNumber() {
        assertRefused(new JobWriter(VERSION + 1).add("10 µm").bytes(), "version 4, not 3");
    }

    /** Bytes whose checksum is right, as an attacker's would be. */
    @Test
    void noLengthIsBelieved() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, 1 << 20, Integer.MAX_VALUE}) {
            assertRefused(new JobWriter(VERSION).add(length).bytes(), "a text");
            assertRefused(new JobWriter(VERSION).add("x").add(7).add(length).bytes(), "an array");
        }
        assertRefused(
                new JobWriter(VERSION).add("x").add(10).add(VALUES).add(0.1).bytes(),
                "a number is 10, not from 0 to 9");
        assertRefused(
                new JobWriter(VERSION)
                        .add("x")
                        .add(7)
                        .add(VALUES)
                        .add(Double.NaN)
                        .bytes(),
                "a value is NaN");
        assertRefused(
                new JobWriter(VERSION)
                        .add("x")
                        .add(7)
                        .add(VALUES)
                        .add(0.1)
                        .add(1)
                        .bytes(),
                "4 bytes are left");
    }

    @Test
    void aTextIsInUtf8() {
        // The length 2, then a byte that begins a character of two bytes, and none that continues it.
        assertRefused(new JobWriter(VERSION).add(2).add(0xc3280000).bytes(), "a text is no text");
    }
}
