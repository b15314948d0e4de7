package dev.huxley.recording.abf;

import java.util.List;
import java.util.Optional;

/**
 * The fields common to the headers of ABF1 and ABF2, checked against the length of the file.
 *
 * @param version for instance {@code "2.6.0.0"}
 * @param operationMode one of the constants below
 * @param sweepCount sweeps that the header announces; not yet checked against the data
 * @param samplesPerSweep samples of all channels together in a sweep of fixed length
 * @param sampleIntervalUs time between two samples of the same channel
 * @param data the place of the samples, all channels in turn
 * @param synch start and length of every sweep; empty region when the file has none
 * @param synchUnitUs unit of the start times; 0 when they count samples of all channels
 * @param episodeIntervalMs time from one sweep's start to the next, 0 when as fast as possible
 * @param activeOutput the output that the protocol marks as active
 */
public record AbfHeader(
        String version,
        int operationMode,
        int sweepCount,
        int samplesPerSweep,
        double sampleIntervalUs,
        Data data,
        Synch synch,
        double synchUnitUs,
        double episodeIntervalMs,
        Optional<String> protocolName,
        List<AbfInput> inputs,
        List<AbfOutput> outputs,
        int activeOutput) {
    static final int VARIABLE_LENGTH = 1;
    static final int FIXED_LENGTH = 2;
    static final int GAP_FREE = 3;
    static final int HIGH_SPEED = 4;
    public static final int EPISODIC = 5;

    /**
     * @param offset first byte
     * @param sampleCount samples of all channels together
     * @param singlePrecision 4-byte floats already in the channel's unit, otherwise 2-byte integers
     */
    record Data(int offset, int sampleCount, boolean singlePrecision) {
        /** Checks that the samples lie in the file. */
        static Data of(AbfBytes bytes, long offset, long sampleCount, int format, String field) {
            if (format != 0 && format != 1) {
                throw bytes.wrong("nDataFormat is " + format + "; 0 (2-byte integers) and 1 (4-byte floats) are known");
            }
            int size = format == 0 ? 2 : 4;
            if (sampleCount <= 0 || sampleCount > bytes.length() / size) {
                throw bytes.wrong(field + ": " + sampleCount + " samples of " + size + " bytes in a file of "
                        + bytes.length() + " bytes (truncated or damaged)");
            }
            bytes.require(offset, sampleCount * size, field);
            return new Data((int) offset, (int) sampleCount, format == 1);
        }
    }

    /** {@code count} pairs of 4-byte integers from byte {@code offset}: start and length of a sweep. */
    record Synch(int offset, int count) {
        static final Synch NONE = new Synch(0, 0);

        /** Checks that the entries lie in the file. */
        static Synch of(AbfBytes bytes, long offset, long count, String field) {
            if (count == 0 || offset == 0) {
                return NONE;
            }
            if (count < 0 || count > bytes.length() / 8) {
                throw bytes.wrong(field + ": " + count + " entries in a file of " + bytes.length() + " bytes");
            }
            bytes.require(offset, count * 8, field);
            return new Synch((int) offset, (int) count);
        }

        int start(AbfBytes bytes, int sweep) {
            return bytes.int32(offset + 8L * sweep, "synch array, start of sweep " + (sweep + 1));
        }

        int length(AbfBytes bytes, int sweep) {
            return bytes.int32(offset + 8L * sweep + 4, "synch array, length of sweep " + (sweep + 1));
        }
    }

    /** Time between two samples of a channel from a header field in microseconds. */
    static double interval(AbfBytes bytes, double microseconds, String field) {
        if (!(microseconds > 0 && microseconds < 1e12)) {
            throw bytes.wrong(field + " is " + microseconds + " us");
        }
        return microseconds;
    }

    /** A protocol's name from its path (of Windows): without folder and without ".pro". */
    static Optional<String> protocolName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1)
                .replaceFirst("(?i)\\.pro$", "");
        boolean printable = name.chars().noneMatch(Character::isISOControl);
        return name.isBlank() || !printable ? Optional.empty() : Optional.of(name);
    }
}
