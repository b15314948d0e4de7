package dev.huxley.recording.abf;

/**
 * One line of the waveform editor's table ("A", "B", ...).
 *
 * @param number 0 for epoch A
 * @param type 0 off, 1 step, 2 ramp; above that, trains
 * @param level level in the first sweep, in the output's unit
 * @param levelIncrement added to the level from sweep to sweep
 * @param duration samples in the first sweep
 * @param durationIncrement added to the duration from sweep to sweep
 * @param pulsePeriod samples from one pulse of a train to the next
 * @param pulseWidth samples of a pulse of a train
 */
record AbfEpoch(
        int number,
        int type,
        double level,
        double levelIncrement,
        int duration,
        int durationIncrement,
        int pulsePeriod,
        int pulseWidth) {
    static final int OFF = 0;
    static final int STEP = 1;
    static final int RAMP = 2;

    /** Level in sweep {@code sweep} (from 0). */
    double levelIn(int sweep) {
        return level + levelIncrement * sweep;
    }

    /** Samples in sweep {@code sweep} (from 0); negative when the table is invalid. */
    long durationIn(int sweep) {
        return duration + (long) durationIncrement * sweep;
    }

    String label() {
        return "epoch " + (char) ('A' + number);
    }

    String typeName() {
        return switch (type) {
            case OFF -> "off";
            case STEP -> "step";
            case RAMP -> "ramp";
            case AbfTrain.PULSE -> "pulse train";
            case AbfTrain.TRIANGLE -> "triangle train";
            case AbfTrain.COSINE -> "cosine train";
            case AbfTrain.BIPHASIC -> "biphasic train";
            default -> "type " + type;
        };
    }
}
