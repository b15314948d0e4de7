package dev.huxley.feature;

/**
 * The smallest standard deviations of features, which give a z-score its meaning where a single recording has no spread.
 *
 * <p>Those of the Allen Institute's fits (Gouwens et al., Nature Communications 2018): rate 0.5 Hz, peak, trough,
 * threshold and base 2 mV, latency 5 ms, ISI_CV 0.1, mean ISI 5 ms, first ISI 1 ms, width 0.1 ms, upstroke and downstroke
 * 5 V/s. Ours are: adaptation 0.02 (theirs, 0.001, is finer than the recordings repeat), first ISI at least 5 % of it,
 * half a spike, 2 ms for the time constant of the decay, and, where neither has one, what an error of 2 mV, 5 ms or 5 V/s
 * makes of a feature: 5 MOhm for the input resistance, 0.1 for ratios and slopes without a unit.
 */
public final class Floors {
    private Floors() {}

    /**
     * The smallest standard deviation of a feature.
     *
     * @param mean the target, on which that of rates and of the first ISI depends
     * @return a positive number in the feature's unit
     */
    public static double of(Feature feature, double mean) {
        return switch (feature) {
            case VOLTAGE_BASE,
                    STEADY_STATE_VOLTAGE_STIMEND,
                    VOLTAGE_DEFLECTION_VB_SSSE,
                    MINIMUM_VOLTAGE,
                    SAG_AMPLITUDE,
                    AP_BEGIN_VOLTAGE,
                    AP_HEIGHT,
                    AP_AMPLITUDE,
                    AHP_DEPTH_ABS,
                    AHP_DEPTH,
                    AHP_DEPTH_ABS_SLOW,
                    FAST_AHP,
                    MIN_VOLTAGE_BETWEEN_SPIKES -> 2;
            case OHMIC_INPUT_RESISTANCE_VB_SSSE -> 5;
            case SAG_RATIO1, SAG_RATIO2, AHP_SLOW_TIME, ISI_CV, ISI_LOG_SLOPE -> 0.1;
            case DECAY_TIME_CONSTANT_AFTER_STIM, TIME_CONSTANT -> 2;
            case SPIKE_COUNT, SPIKE_COUNT_STIMINT, STRICT_BURST_NUMBER, DEPOL_BLOCK_BOOL, MEAN_FREQUENCY -> 0.5;
            case TIME_TO_FIRST_SPIKE,
                    TIME_TO_LAST_SPIKE,
                    PEAK_TIME,
                    ALL_ISI_VALUES,
                    ISI_VALUES,
                    IRREGULARITY_INDEX -> 5;
            case DOUBLET_ISI -> Math.max(1, 0.05 * Math.abs(mean));
            case INV_FIRST_ISI, INV_SECOND_ISI, INV_THIRD_ISI, INV_FOURTH_ISI, INV_FIFTH_ISI, INV_LAST_ISI -> Math.max(
                    0.5, Math.max(0.05 * Math.abs(mean), mean * mean / 1000));
            case ADAPTATION_INDEX2 -> 0.02;
            case AP_DURATION_HALF_WIDTH, SPIKE_HALF_WIDTH, AP_WIDTH -> 0.1;
            case AP_PEAK_UPSTROKE, AP_PEAK_DOWNSTROKE -> 5;
        };
    }
}
