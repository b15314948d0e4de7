package dev.huxley.recording.abf;

import java.util.List;
import java.util.Optional;

/**
 * One analogue output and its protocol.
 *
 * @param holdingLevel level outside of waveforms, in {@code unit}
 * @param waveformEnabled whether the protocol plays a waveform here
 * @param waveformSource the source of that waveform: 0 none, 1 the epoch table, 2 a file
 * @param keepsLastLevel whether the output stays at the last epoch's level between two sweeps instead of going back to
 *     holding
 * @param epochs the epoch table in order
 * @param absenceReason the reason why no command of this output can be rebuilt at all, if there is one
 */
record AbfOutput(
        String name,
        String unit,
        double holdingLevel,
        boolean waveformEnabled,
        int waveformSource,
        boolean keepsLastLevel,
        List<AbfEpoch> epochs,
        Optional<String> absenceReason) {
    static final int SOURCE_NONE = 0;
    static final int SOURCE_EPOCHS = 1;
    static final int SOURCE_FILE = 2;

    static AbfOutput unusable(String name, String unit, String reason) {
        return new AbfOutput(name, unit, 0, false, SOURCE_NONE, false, List.of(), Optional.of(reason));
    }

    boolean hasWaveform() {
        return waveformEnabled && waveformSource != SOURCE_NONE;
    }
}
