package dev.huxley.recording.abf;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.SampleRate;
import dev.huxley.recording.Sweep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Axon Binary Format files, ABF1 (pCLAMP 6 to 9) and ABF2 (pCLAMP 10 and later): episodic, gap-free, high-speed
 * and event-driven recordings of any number of channels, and the commands that the epoch table gives.
 *
 * <p>The data section holds the samples of all channels in turn, sweep after sweep. Nothing in the header is trusted:
 * every position and count is checked against the file's length before anything is allocated, so reading costs at most a
 * small multiple of the file's size. Values are computed in single precision, as the converter's gains are stored; this
 * gives the numbers of other readers to the last digit.
 */
public final class AbfReader {
    /** A damaged header may announce any number of sweeps; beyond the first few, each must have this many bytes of file. */
    private static final int BYTES_PER_SWEEP = 64;

    private static final int FREE_SWEEPS = 256;

    private static final String NOT_EPISODIC = "the recording is not episodic: no waveform was played, and the holding"
            + " level may have been changed by hand";

    /** One sweep's place in the data section, in samples of all channels together. */
    private record Extent(long first, int samples, double startMs) {}

    private final AbfBytes bytes;
    private final AbfHeader header;
    private final double sampleRateHz;

    private AbfReader(AbfBytes bytes, AbfHeader header) {
        this.bytes = bytes;
        this.header = header;
        this.sampleRateHz = SampleRate.snap(1e6 / header.sampleIntervalUs());
    }

    /**
     * Reads a whole file.
     *
     * @throws RecordingException when the file is missing, is no ABF file, is truncated, or has a header that contradicts
     *     itself; the message names the file and the field
     */
    public static Recording read(Path file) {
        AbfBytes bytes = AbfBytes.read(file);
        if (bytes.length() < 4) {
            throw bytes.wrong("has " + bytes.length() + " bytes, too few for an ABF file");
        }
        // Blanks count: "ABF " is version 1.
        String signature = new String(bytes.slice(0, 4, "signature"), StandardCharsets.ISO_8859_1);
        AbfHeader header =
                switch (signature) {
                    case "ABF " -> Abf1Header.read(bytes);
                    case "ABF2" -> Abf2Header.read(bytes);
                    case "CLPX", "FTCX" -> throw bytes.wrong("is from pCLAMP 5 (signature " + signature
                            + "), which is not read; save it as ABF in Clampfit");
                    default -> throw bytes.wrong("is no ABF file: it begins with " + describe(signature)
                            + " instead of 'ABF ' (version 1) or 'ABF2'");
                };
        return new AbfReader(bytes, header).recording();
    }

    private Recording recording() {
        List<Extent> extents = extents();
        List<RecordedChannel> channels =
                header.inputs().stream().map(AbfInput::channel).toList();
        List<AbfOutput> outputs = shownOutputs();
        List<EpochWaveform> waveforms = outputs.stream().map(EpochWaveform::new).toList();
        List<Sweep> sweeps = new ArrayList<>(extents.size());
        for (int i = 0; i < extents.size(); i++) {
            Extent extent = extents.get(i);
            int length = extent.samples / channels.size();
            List<CommandWaveform> commands = new ArrayList<>(waveforms.size());
            for (EpochWaveform waveform : waveforms) {
                commands.add(waveform.next(i, length));
            }
            sweeps.add(new Sweep(
                    i,
                    extent.startMs,
                    1e3 / sampleRateHz,
                    channels,
                    values(i, extent),
                    commands,
                    Math.min(stimulus(), Math.max(0, outputs.size() - 1))));
        }
        return new Recording(
                bytes.file().getFileName().toString(),
                header.version(),
                header.protocolName(),
                channels,
                sampleRateHz,
                sweeps);
    }

    private List<Extent> extents() {
        return switch (header.operationMode()) {
            case AbfHeader.VARIABLE_LENGTH -> extentsFromSynchArray();
            case AbfHeader.GAP_FREE -> header.synch().count() > 1
                    ? extentsFromSynchArray()
                    : List.of(new Extent(0, header.data().sampleCount() / channelCount() * channelCount(), 0));
            case AbfHeader.EPISODIC, AbfHeader.FIXED_LENGTH, AbfHeader.HIGH_SPEED -> extentsOfFixedLength();
            default -> throw bytes.wrong("nOperationMode is " + header.operationMode() + "; 1 to 5 are known");
        };
    }

    private List<Extent> extentsOfFixedLength() {
        int count = checkedSweepCount(header.sweepCount(), "lActualEpisodes");
        long samples = header.samplesPerSweep();
        if (samples <= 0 || samples % channelCount() != 0) {
            throw bytes.wrong("lNumSamplesPerEpisode is " + samples + " with " + channelCount() + " channels");
        }
        if (samples * count > header.data().sampleCount()) {
            throw bytes.wrong("lActualEpisodes and lNumSamplesPerEpisode: " + count + " sweeps of " + samples
                    + " samples, but the data section has " + header.data().sampleCount()
                    + " samples (truncated or damaged)");
        }
        boolean timed = header.synch().count() >= count;
        double intervalMs = Math.max(samples / channelCount() * 1e3 / sampleRateHz, header.episodeIntervalMs());
        List<Extent> extents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            extents.add(new Extent(i * samples, (int) samples, timed ? startMs(i) : i * intervalMs));
        }
        return extents;
    }

    private List<Extent> extentsFromSynchArray() {
        int count = checkedSweepCount(header.synch().count(), "synch array");
        List<Extent> extents = new ArrayList<>(count);
        long first = 0;
        for (int i = 0; i < count; i++) {
            int samples = header.synch().length(bytes, i);
            if (samples <= 0
                    || samples % channelCount() != 0
                    || first + samples > header.data().sampleCount()) {
                throw bytes.wrong("synch array: sweep " + (i + 1) + " has " + samples + " samples from sample " + first
                        + ", the data section has " + header.data().sampleCount() + " samples of " + channelCount()
                        + " channels");
            }
            extents.add(new Extent(first, samples, startMs(i)));
            first += samples;
        }
        return extents;
    }

    private int checkedSweepCount(int count, String field) {
        int possible = Math.max(FREE_SWEEPS, bytes.length() / BYTES_PER_SWEEP);
        if (count < 1 || count > possible) {
            throw bytes.wrong(
                    field + ": " + count + " sweeps; 1 to " + possible + " are possible in a file of this size");
        }
        return count;
    }

    private double startMs(int sweep) {
        double unitUs = header.synchUnitUs() > 0 ? header.synchUnitUs() : header.sampleIntervalUs() / channelCount();
        return header.synch().start(bytes, sweep) * unitUs / 1e3;
    }

    private double[][] values(int sweep, Extent extent) {
        int channels = channelCount();
        int length = extent.samples / channels;
        double[][] values = new double[channels][length];
        for (int c = 0; c < channels; c++) {
            AbfInput input = header.inputs().get(c);
            for (int i = 0; i < length; i++) {
                values[c][i] = value(input, extent.first + (long) i * channels + c);
                if (!Double.isFinite(values[c][i])) {
                    // As in text: a number that is none would make every loss NaN.
                    throw bytes.wrong("sweep " + (sweep + 1) + ", channel " + input.channel() + ", sample " + i + " ("
                            + i * 1e3 / sampleRateHz + " ms): " + values[c][i]
                            + " is not a number; end the recording before it, or take the sweep out, in the program"
                            + " that wrote it");
                }
            }
        }
        return values;
    }

    private float value(AbfInput input, long sample) {
        return header.data().singlePrecision()
                ? bytes.float32(header.data().offset() + 4 * sample, "data")
                : (float) bytes.int16(header.data().offset() + 2 * sample, "data") * input.scale() + input.offset();
    }

    /** The outputs that pair with the inputs, then the stimulus if it is not among them. */
    private List<AbfOutput> shownOutputs() {
        List<AbfOutput> all = header.outputs();
        List<AbfOutput> shown = new ArrayList<>(all.subList(0, Math.min(channelCount(), all.size())));
        int stimulus = stimulus();
        if (stimulus >= shown.size() && stimulus < all.size()) {
            shown.add(all.get(stimulus));
        }
        if (header.operationMode() != AbfHeader.EPISODIC) {
            shown.replaceAll(output -> AbfOutput.unusable(output.name(), output.unit(), NOT_EPISODIC));
        }
        return shown;
    }

    /** The active output if it has a waveform, else the first that has one, else output 0. */
    private int stimulus() {
        List<AbfOutput> all = header.outputs();
        int active = header.activeOutput();
        if (active >= 0 && active < all.size() && all.get(active).hasWaveform()) {
            return active;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).hasWaveform()) {
                return i;
            }
        }
        return 0;
    }

    private int channelCount() {
        return header.inputs().size();
    }

    private static String describe(String signature) {
        return signature.chars().allMatch(c -> c >= ' ' && c < 127)
                ? "'" + signature + "'"
                : "bytes "
                        + signature
                                .chars()
                                .mapToObj(c -> String.format("%02x", c))
                                .toList();
    }
}
