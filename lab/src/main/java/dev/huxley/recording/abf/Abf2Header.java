package dev.huxley.recording.abf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The header of ABF2 (pCLAMP 10 and later): a map of sections at byte 76, each with block, bytes per entry and entries.
 * Names and units are indices (from 1) into one list of strings. The map of sections: pyABF's "Unofficial Guide
 * to the ABF File Format" (S. Harden); the entries' layouts agree with the header listings it publishes of its sample
 * files.
 */
final class Abf2Header {
    private static final int HEADER = 512;
    private static final int MAX_INPUTS = 64;
    private static final int MAX_OUTPUTS = 16;
    /** The strings begin after this many bytes of their section: "SSCH", version, count, sizes, reserved. */
    private static final int STRINGS_PREFIX = 44;

    private record Section(long offset, long entrySize, long count) {
        long entry(long i) {
            return offset + i * entrySize;
        }
    }

    private final AbfBytes bytes;
    private final List<String> strings;
    private final long protocol;

    private Abf2Header(AbfBytes bytes) {
        this.bytes = bytes;
        this.strings = strings(section(220, "StringsSection", 1));
        this.protocol = nonEmpty(76, "ProtocolSection", 200).offset;
    }

    static AbfHeader read(AbfBytes bytes) {
        bytes.require(0, HEADER, "ABF2 header");
        return new Abf2Header(bytes).header();
    }

    private AbfHeader header() {
        int major = bytes.uint8(7, "fFileVersionNumber");
        if (major != 2) {
            throw bytes.wrong("fFileVersionNumber is " + major + ".x; an ABF2 file has 2.x");
        }
        if (bytes.uint8(protocol + 6, "bEnableFileCompression") != 0) {
            throw bytes.wrong("bEnableFileCompression: compressed data are not read");
        }
        int episodes = bytes.int32(12, "lActualEpisodes");
        Section data = section(236, "DataSection", 0);
        int format = bytes.int16(30, "nDataFormat");
        if (data.entrySize != (format == 1 ? 4 : 2)) {
            throw bytes.wrong("DataSection: " + data.entrySize + " bytes per sample, nDataFormat " + format);
        }
        Section synch = section(316, "SynchArraySection", 0);
        return new AbfHeader(
                major + "." + bytes.uint8(6, "fFileVersionNumber") + "." + bytes.uint8(5, "fFileVersionNumber") + "."
                        + bytes.uint8(4, "fFileVersionNumber"),
                bytes.int16(protocol, "nOperationMode"),
                episodes,
                bytes.int32(protocol + 22, "lNumSamplesPerEpisode"),
                AbfHeader.interval(bytes, bytes.finite(protocol + 2, "fADCSequenceInterval"), "fADCSequenceInterval"),
                AbfHeader.Data.of(bytes, data.offset, data.count, format, "DataSection"),
                AbfHeader.Synch.of(bytes, synch.offset, synch.count, "SynchArraySection"),
                bytes.finite(protocol + 14, "fSynchTimeUnit"),
                1e3 * bytes.finite(protocol + 62, "fEpisodeStartToStart"),
                AbfHeader.protocolName(string(bytes.uint32(72, "uProtocolPathIndex"), "uProtocolPathIndex")),
                inputs(),
                outputs(),
                bytes.int16(protocol + 142, "nActiveDACChannel"));
    }

    private List<AbfInput> inputs() {
        Section section = nonEmpty(92, "ADCSection", 82);
        if (section.count > MAX_INPUTS) {
            throw bytes.wrong("ADCSection: " + section.count + " channels; at most " + MAX_INPUTS + " are possible");
        }
        double range = bytes.float32(protocol + 110, "fADCRange");
        int resolution = bytes.int32(protocol + 118, "lADCResolution");
        boolean conditioned = bytes.int16(protocol + 138, "nSignalType") != 0;
        List<AbfInput> inputs = new ArrayList<>();
        for (int i = 0; i < section.count; i++) {
            long at = section.entry(i);
            boolean telegraphed = bytes.int16(at + 2, "nTelegraphEnable") != 0;
            AbfInput.Gains gains = new AbfInput.Gains(
                    bytes.float32(at + 40, "fInstrumentScaleFactor"),
                    bytes.float32(at + 48, "fSignalGain"),
                    bytes.float32(at + 28, "fADCProgrammableGain"),
                    telegraphed ? bytes.float32(at + 6, "fTelegraphAdditGain") : 1,
                    range,
                    resolution,
                    bytes.float32(at + 44, "fInstrumentOffset"),
                    bytes.float32(at + 52, "fSignalOffset"),
                    conditioned);
            inputs.add(gains.input(
                    bytes,
                    "channel " + i,
                    string(bytes.uint32(at + 74, "lADCChannelNameIndex"), "lADCChannelNameIndex"),
                    string(bytes.uint32(at + 78, "lADCUnitsIndex"), "lADCUnitsIndex")));
        }
        return List.copyOf(inputs);
    }

    private List<AbfOutput> outputs() {
        Section section = section(108, "DACSection", 132);
        if (section.count > MAX_OUTPUTS) {
            throw bytes.wrong("DACSection: " + section.count + " outputs; at most " + MAX_OUTPUTS + " are possible");
        }
        Map<Integer, List<AbfEpoch>> epochs = epochs();
        Optional<String> unusable = whyProtocolCannotBeRebuilt();
        List<AbfOutput> outputs = new ArrayList<>();
        for (int i = 0; i < section.count; i++) {
            long at = section.entry(i);
            outputs.add(new AbfOutput(
                    AbfInput.orUnknown(string(bytes.uint32(at + 24, "lDACChannelNameIndex"), "lDACChannelNameIndex")),
                    AbfInput.orUnknown(string(bytes.uint32(at + 28, "lDACChannelUnitsIndex"), "lDACChannelUnitsIndex")),
                    bytes.float32(at + 12, "fDACHoldingLevel"),
                    bytes.int16(at + 40, "nWaveformEnable") != 0,
                    bytes.int16(at + 42, "nWaveformSource"),
                    bytes.int16(at + 44, "nInterEpisodeLevel") != 0,
                    epochs.getOrDefault(bytes.int16(at, "nDACNum"), List.of()),
                    unusable));
        }
        return List.copyOf(outputs);
    }

    private Optional<String> whyProtocolCannotBeRebuilt() {
        if (bytes.int16(protocol + 182, "nAlternateDACOutputState") != 0) {
            return Optional.of("the protocol alternates its outputs from sweep to sweep");
        }
        Section lists = section(172, "UserListSection", 6);
        for (int i = 0; i < lists.count; i++) {
            if (bytes.int16(lists.entry(i) + 2, "nULEnable") != 0) {
                return Optional.of("a user list varies the protocol from sweep to sweep (parameter "
                        + bytes.int16(lists.entry(i) + 4, "nULParamToVary") + ")");
            }
        }
        return Optional.empty();
    }

    private Map<Integer, List<AbfEpoch>> epochs() {
        Section section = section(156, "EpochPerDACSection", 30);
        Map<Integer, Map<Integer, AbfEpoch>> byOutput = new TreeMap<>();
        for (int i = 0; i < section.count; i++) {
            long at = section.entry(i);
            AbfEpoch epoch = new AbfEpoch(
                    bytes.int16(at, "nEpochNum"),
                    bytes.int16(at + 4, "nEpochType"),
                    bytes.float32(at + 6, "fEpochInitLevel"),
                    bytes.float32(at + 10, "fEpochLevelInc"),
                    bytes.int32(at + 14, "lEpochInitDuration"),
                    bytes.int32(at + 18, "lEpochDurationInc"),
                    bytes.int32(at + 22, "lEpochPulsePeriod"),
                    bytes.int32(at + 26, "lEpochPulseWidth"));
            byOutput.computeIfAbsent(bytes.int16(at + 2, "nDACNum"), output -> new TreeMap<>())
                    .put(epoch.number(), epoch);
        }
        Map<Integer, List<AbfEpoch>> epochs = new TreeMap<>();
        byOutput.forEach((output, table) -> epochs.put(output, List.copyOf(table.values())));
        return epochs;
    }

    private List<String> strings(Section section) {
        if (section.count == 0) {
            return List.of();
        }
        bytes.require(section.offset, STRINGS_PREFIX, "StringsSection");
        if (!bytes.text(section.offset, 4, "StringsSection").equals("SSCH")) {
            throw bytes.wrong("StringsSection does not begin with SSCH");
        }
        // The section's "bytes per entry" is the size of the whole block of strings; its entries are the strings.
        long size = section.entrySize - STRINGS_PREFIX;
        bytes.require(section.offset + STRINGS_PREFIX, size, "StringsSection");
        byte[] block = bytes.slice(section.offset + STRINGS_PREFIX, (int) size, "StringsSection");
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < block.length && strings.size() < section.count; i++) {
            if (block[i] == 0) {
                strings.add(new String(block, start, i - start, StandardCharsets.ISO_8859_1).strip());
                start = i + 1;
            }
        }
        return List.copyOf(strings);
    }

    private String string(long index, String field) {
        if (index == 0) {
            return "";
        }
        if (index > strings.size()) {
            throw bytes.wrong(field + " is " + index + "; the file has " + strings.size() + " strings");
        }
        return strings.get((int) index - 1);
    }

    private Section nonEmpty(int mapOffset, String name, int entrySize) {
        Section section = section(mapOffset, name, entrySize);
        if (section.count == 0) {
            throw bytes.wrong(name + " is empty");
        }
        return section;
    }

    /** A section from the map, inside the file, whose entries have {@code minimumEntry} bytes or more. */
    private Section section(int mapOffset, String name, int minimumEntry) {
        Section section = new Section(
                bytes.uint32(mapOffset, name) * AbfBytes.BLOCK,
                bytes.uint32(mapOffset + 4, name),
                bytes.int64(mapOffset + 8, name));
        if (section.count == 0) {
            return section;
        }
        if (section.offset < HEADER || section.count < 0) {
            throw bytes.wrong(name + ": " + section.count + " entries at byte " + section.offset);
        }
        if (section.entrySize < Math.max(1, minimumEntry)) {
            throw bytes.wrong(
                    name + ": entries of " + section.entrySize + " bytes, expected " + minimumEntry + " or more");
        }
        // The strings' count is not a number of entries of that size: one block holds them all.
        long inFile = name.equals("StringsSection") ? 1 : section.count;
        if (inFile > bytes.length() / section.entrySize) {
            throw bytes.wrong(name + ": " + inFile + " entries of " + section.entrySize + " bytes in a file of "
                    + bytes.length() + " bytes (truncated or damaged)");
        }
        bytes.require(section.offset, inFile * section.entrySize, name);
        return section;
    }
}
