package dev.huxley.recording.abf;

import dev.huxley.recording.RecordedChannel;

/**
 * One analogue input. A 16-bit sample {@code n} means {@code n * scale + offset} in the channel's unit.
 *
 * @param channel name and unit
 * @param scale unit per count of the converter
 * @param offset unit
 */
record AbfInput(RecordedChannel channel, float scale, float offset) {
    /**
     * The fields of a header that scale an input, as pyABF's guide to the ABF1 format (S. Harden) describes
     * them under "multi-channel information".
     *
     * @param instrumentScaleFactor V at the converter per unit
     * @param telegraphGain additional gain that the amplifier reported; 1 when it reports none
     * @param adcRange V at full scale
     * @param adcResolution counts at full scale
     * @param conditioned whether a signal conditioner was in use; a signal gain of 0 then is an error, otherwise it is 1
     */
    record Gains(
            double instrumentScaleFactor,
            double signalGain,
            double programmableGain,
            double telegraphGain,
            double adcRange,
            int adcResolution,
            double instrumentOffset,
            double signalOffset,
            boolean conditioned) {

        /** The input with these gains; {@code where} names it in errors. */
        AbfInput input(AbfBytes bytes, String where, String name, String unit) {
            nonZero(bytes, where, "fInstrumentScaleFactor", instrumentScaleFactor);
            nonZero(bytes, where, "fADCProgrammableGain", programmableGain);
            nonZero(bytes, where, "fTelegraphAdditGain", telegraphGain);
            nonZero(bytes, where, "fADCRange", adcRange);
            nonZero(bytes, where, "lADCResolution", adcResolution);
            double gain = signalGain == 0 && !conditioned ? 1 : signalGain;
            nonZero(bytes, where, "fSignalGain", gain);
            double scale =
                    1 / instrumentScaleFactor / gain / programmableGain / telegraphGain * adcRange / adcResolution;
            double offset = instrumentOffset - signalOffset;
            // The gains are stored in single precision, so are the results: this is what other readers return.
            AbfInput input =
                    new AbfInput(new RecordedChannel(orUnknown(name), orUnknown(unit)), (float) scale, (float) offset);
            if (!Float.isFinite(input.scale) || !Float.isFinite(input.offset) || input.scale == 0) {
                throw bytes.wrong(where + ": its gains make a scale of " + scale + " and an offset of " + offset);
            }
            return input;
        }

        private static void nonZero(AbfBytes bytes, String where, String field, double value) {
            if (value == 0 || !Double.isFinite(value)) {
                throw bytes.wrong(where + ": " + field + " is " + value);
            }
        }
    }

    static String orUnknown(String text) {
        return text.isEmpty() ? "?" : text;
    }
}
