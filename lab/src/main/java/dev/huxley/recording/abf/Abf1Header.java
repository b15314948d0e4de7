package dev.huxley.recording.abf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header of ABF1 (pCLAMP 6 to 9): every field at a fixed byte. It has 2048 bytes up to format 1.5, and 6144 in
 * later ones, with the protocol of two outputs and the telegraphs. Offsets: "The ABF1 File Format" in pyABF's
 * documentation (S. Harden).
 */
final class Abf1Header {
    private static final int SHORT_HEADER = 2048;
    private static final int LONG_HEADER = 6144;
    private static final double FIRST_EXTENDED = 1.595;
    private static final int PHYSICAL_INPUTS = 16;
    private static final int OUTPUTS = 4;
    private static final int WAVEFORM_OUTPUTS = 2;
    private static final int EPOCHS = 10;
    private static final int USER_LISTS = 4;

    private final AbfBytes bytes;
    private final boolean extended;

    private Abf1Header(AbfBytes bytes, boolean extended) {
        this.bytes = bytes;
        this.extended = extended;
    }

    static AbfHeader read(AbfBytes bytes) {
        bytes.require(0, SHORT_HEADER, "ABF1 header");
        long dataOffset = bytes.uint32(40, "lDataSectionPtr") * AbfBytes.BLOCK;
        if (dataOffset < SHORT_HEADER) {
            throw bytes.wrong("lDataSectionPtr: data at byte " + dataOffset + ", inside the header");
        }
        double version = bytes.finite(4, "fFileVersionNumber");
        if (!(version >= 1 && version < 2)) {
            throw bytes.wrong("fFileVersionNumber is " + version + "; an ABF1 file has 1.x");
        }
        boolean extended = dataOffset >= LONG_HEADER && version > FIRST_EXTENDED;
        return new Abf1Header(bytes, extended).header(version, dataOffset);
    }

    private AbfHeader header(double version, long dataOffset) {
        if (bytes.int16(38, "nMSBinFormat") != 0) {
            throw bytes.wrong("nMSBinFormat: numbers in Microsoft binary format are not read");
        }
        int channels = bytes.int16(120, "nADCNumChannels");
        if (channels < 1 || channels > PHYSICAL_INPUTS) {
            throw bytes.wrong("nADCNumChannels is " + channels + "; 1 to " + PHYSICAL_INPUTS + " are possible");
        }
        double interval = bytes.finite(122, "fADCSampleInterval");
        double secondInterval = bytes.finite(126, "fADCSecondSampleInterval");
        if (secondInterval != 0 && secondInterval != interval) {
            throw bytes.wrong("fADCSecondSampleInterval: two sample rates in one sweep (" + interval + " and "
                    + secondInterval + " us) are not read");
        }
        int format = bytes.int16(100, "nDataFormat");
        int ignored = bytes.int16(14, "nNumPointsIgnored");
        AbfHeader.Data data = AbfHeader.Data.of(
                bytes,
                dataOffset + (long) ignored * (format == 1 ? 4 : 2),
                bytes.int32(10, "lActualAcqLength"),
                format,
                "lActualAcqLength");
        return new AbfHeader(
                versionText(version),
                bytes.int16(8, "nOperationMode"),
                bytes.int32(16, "lActualEpisodes"),
                bytes.int32(138, "lNumSamplesPerEpisode"),
                AbfHeader.interval(bytes, interval * channels, "fADCSampleInterval"),
                data,
                AbfHeader.Synch.of(
                        bytes,
                        bytes.uint32(92, "lSynchArrayPtr") * AbfBytes.BLOCK,
                        bytes.int32(96, "lSynchArraySize"),
                        "lSynchArraySize"),
                bytes.finite(130, "fSynchTimeUnit"),
                1e3 * bytes.finite(178, "fEpisodeStartToStart"),
                extended ? AbfHeader.protocolName(bytes.text(4898, 256, "sProtocolPath")) : Optional.empty(),
                inputs(channels),
                outputs(),
                bytes.int16(1440, "nActiveDACChannel"));
    }

    /**
     * The version as text, cut, not rounded, after three digits, as other readers print it: 1.3 in single precision is
     * "1.2.9.9".
     */
    private static String versionText(double version) {
        int thousandths = (int) (version * 1000);
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d",
                thousandths / 1000,
                thousandths / 100 % 10,
                thousandths / 10 % 10,
                thousandths % 10);
    }

    private List<AbfInput> inputs(int channels) {
        boolean conditioned = bytes.int16(1410, "nSignalType") != 0;
        List<AbfInput> inputs = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            int physical = bytes.int16(410 + 2 * i, "nADCSamplingSeq");
            if (physical < 0 || physical >= PHYSICAL_INPUTS) {
                throw bytes.wrong("nADCSamplingSeq: channel " + i + " is physical input " + physical);
            }
            int at = 4 * physical;
            AbfInput.Gains gains = new AbfInput.Gains(
                    bytes.float32(922 + at, "fInstrumentScaleFactor"),
                    bytes.float32(1050 + at, "fSignalGain"),
                    bytes.float32(730 + at, "fADCProgrammableGain"),
                    telegraphGain(physical),
                    bytes.float32(244, "fADCRange"),
                    bytes.int32(252, "lADCResolution"),
                    bytes.float32(986 + at, "fInstrumentOffset"),
                    bytes.float32(1114 + at, "fSignalOffset"),
                    conditioned);
            inputs.add(gains.input(
                    bytes,
                    "channel " + i,
                    bytes.text(442 + 10 * physical, 10, "sADCChannelName"),
                    bytes.text(602 + 8 * physical, 8, "sADCUnits")));
        }
        return List.copyOf(inputs);
    }

    private double telegraphGain(int physical) {
        if (extended) {
            boolean telegraphed = bytes.int16(4512 + 2 * physical, "nTelegraphEnable") != 0;
            return telegraphed ? bytes.float32(4576 + 4 * physical, "fTelegraphAdditGain") : 1;
        }
        // Before format 1.6 one input could be telegraphed, then called autosampled.
        boolean autosampled =
                bytes.int16(262, "nAutosampleEnable") != 0 && bytes.int16(264, "nAutosampleADCNum") == physical;
        return autosampled ? bytes.float32(268, "fAutosampleAdditGain") : 1;
    }

    private List<AbfOutput> outputs() {
        Optional<String> userList = Optional.empty();
        if (extended) {
            for (int i = 0; i < USER_LISTS; i++) {
                if (bytes.int16(3360 + 2 * i, "nULEnable") != 0) {
                    userList = Optional.of("a user list varies the protocol from sweep to sweep (parameter "
                            + bytes.int16(3368 + 2 * i, "nULParamToVary") + ")");
                }
            }
        }
        List<AbfOutput> outputs = new ArrayList<>();
        for (int i = 0; i < OUTPUTS; i++) {
            String name = AbfInput.orUnknown(bytes.text(1306 + 10 * i, 10, "sDACChannelName"));
            String unit = AbfInput.orUnknown(bytes.text(1346 + 8 * i, 8, "sDACChannelUnits"));
            if (!extended) {
                outputs.add(AbfOutput.unusable(
                        name,
                        unit,
                        "the file has the short header of format 1.5 and before, without the fields of the"
                                + " waveform protocol"));
                continue;
            }
            boolean canPlay = i < WAVEFORM_OUTPUTS;
            outputs.add(new AbfOutput(
                    name,
                    unit,
                    bytes.float32(1394 + 4 * i, "fDACHoldingLevel"),
                    canPlay && bytes.int16(2296 + 2 * i, "nWaveformEnable") != 0,
                    canPlay ? bytes.int16(2300 + 2 * i, "nWaveformSource") : AbfOutput.SOURCE_NONE,
                    canPlay && bytes.int16(2304 + 2 * i, "nInterEpisodeLevel") != 0,
                    canPlay ? epochs(i) : List.of(),
                    userList));
        }
        return List.copyOf(outputs);
    }

    private List<AbfEpoch> epochs(int output) {
        List<AbfEpoch> epochs = new ArrayList<>();
        for (int i = 0; i < EPOCHS; i++) {
            int entry = output * EPOCHS + i;
            epochs.add(new AbfEpoch(
                    i,
                    bytes.int16(2308 + 2 * entry, "nEpochType"),
                    bytes.float32(2348 + 4 * entry, "fEpochInitLevel"),
                    bytes.float32(2428 + 4 * entry, "fEpochLevelInc"),
                    bytes.int32(2508 + 4 * entry, "lEpochInitDuration"),
                    bytes.int32(2588 + 4 * entry, "lEpochDurationInc"),
                    bytes.int32(2136 + 4 * entry, "lEpochPulsePeriod"),
                    bytes.int32(2216 + 4 * entry, "lEpochPulseWidth")));
        }
        return List.copyOf(epochs);
    }
}
