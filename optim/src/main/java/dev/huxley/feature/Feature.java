package dev.huxley.feature;

import dev.huxley.text.NearestName;
import dev.huxley.text.Quotation;
import java.util.Arrays;
import java.util.List;

/**
 * An electrophysiological feature of a voltage trace, under the name and by the definition of eFEL 5.7.16 (the
 * electrophys feature extraction library of the Blue Brain Project). In the definitions s and e are the start and the end
 * of the stimulus; a peak is the highest sample between an upward crossing of the threshold and the next downward one; an
 * ISI is the time between successive peaks; dv/dt is the central difference.
 *
 * <p>A feature is a number or a list with an entry per spike or interval. The value of a list is the mean of its
 * entries, as fits use it. A feature that a trace does not have is missing; it is never 0 or NaN instead.
 */
public enum Feature {
    /** Mean from 0.9 s to s, the sample at s included. */
    VOLTAGE_BASE("voltage_base", "mV", false),
    /** Mean of the last tenth of the stimulus, without the sample at e. */
    STEADY_STATE_VOLTAGE_STIMEND("steady_state_voltage_stimend", "mV", false),
    /** Steady state minus base. */
    VOLTAGE_DEFLECTION_VB_SSSE("voltage_deflection_vb_ssse", "mV", false),
    /** The deflection divided by the stimulus current; missing for a current of 0. */
    OHMIC_INPUT_RESISTANCE_VB_SSSE("ohmic_input_resistance_vb_ssse", "MOhm", false),
    /** The minimum from s to before e. */
    MINIMUM_VOLTAGE("minimum_voltage", "mV", false),
    /** Steady state minus minimum, for a deflection that is not above 0. */
    SAG_AMPLITUDE("sag_amplitude", "mV", false),
    /** The sag amplitude divided by base minus minimum. */
    SAG_RATIO1("sag_ratio1", "", false),
    /** Base minus steady state, divided by base minus minimum, whatever the deflection. */
    SAG_RATIO2("sag_ratio2", "", false),
    /**
     * The time constant of {@code v - v(s)} from 1 to 10 ms behind e, by a line through its logarithm; with {@link
     * FeatureSettings#betweenSamples} of {@code v - voltage_base}.
     */
    DECAY_TIME_CONSTANT_AFTER_STIM("decay_time_constant_after_stim", "ms", false),
    /** The time constant of the fall at the start of a hyperpolarizing step; see {@code FallTimeConstant}. */
    TIME_CONSTANT("time_constant", "ms", false),

    /** The number of peaks. */
    SPIKE_COUNT("Spikecount", "", false),
    /** The number of peaks from s to e. */
    SPIKE_COUNT_STIMINT("Spikecount_stimint", "", false),
    /** The number of peaks in the stimulus divided by the time from s to the last of them. */
    MEAN_FREQUENCY("mean_frequency", "Hz", false),
    /** The time of the first peak, from s. */
    TIME_TO_FIRST_SPIKE("time_to_first_spike", "ms", false),
    /** The time of the last peak, from s. */
    TIME_TO_LAST_SPIKE("time_to_last_spike", "ms", false),
    /** The times of all peaks, from the start of the trace. */
    PEAK_TIME("peak_time", "ms", true),
    /** One divided by the first ISI. */
    INV_FIRST_ISI("inv_first_ISI", "Hz", false),
    /** One divided by the second ISI. */
    INV_SECOND_ISI("inv_second_ISI", "Hz", false),
    /** One divided by the third ISI. */
    INV_THIRD_ISI("inv_third_ISI", "Hz", false),
    /** One divided by the fourth ISI. */
    INV_FOURTH_ISI("inv_fourth_ISI", "Hz", false),
    /** One divided by the fifth ISI. */
    INV_FIFTH_ISI("inv_fifth_ISI", "Hz", false),
    /** One divided by the last ISI. */
    INV_LAST_ISI("inv_last_ISI", "Hz", false),
    /** The first ISI. */
    DOUBLET_ISI("doublet_ISI", "ms", false),
    /** All ISIs. */
    ALL_ISI_VALUES("all_ISI_values", "ms", true),
    /** All ISIs but the first. */
    ISI_VALUES("ISI_values", "ms", true),
    /** Standard deviation (n - 1) divided by mean of all ISIs but the first; for three ISIs or more. */
    ISI_CV("ISI_CV", "", false),
    /** Mean of the relative change from one ISI to the next, from the second spike in the stimulus on; four or more. */
    ADAPTATION_INDEX2("adaptation_index2", "", false),
    /** Mean absolute difference of successive ISIs, without the first ISI. */
    IRREGULARITY_INDEX("irregularity_index", "ms", false),
    /** Slope of ln ISI over ln(1, 2, ...), without the first ISI. */
    ISI_LOG_SLOPE("ISI_log_slope", "", false),
    /** The number of bursts, without the first ISI. */
    STRICT_BURST_NUMBER("strict_burst_number", "", false),

    /** Voltage where a spike begins: where dv/dt rises above its threshold, 10 V/s. */
    AP_BEGIN_VOLTAGE("AP_begin_voltage", "mV", true),
    /** Voltage of the peaks. */
    AP_HEIGHT("AP_height", "mV", true),
    /** Peak minus begin of the spikes in the stimulus; missing when one of them has no begin. */
    AP_AMPLITUDE("AP_amplitude", "mV", true),
    /** Width at half the height between begin and peak. */
    AP_DURATION_HALF_WIDTH("AP_duration_half_width", "ms", true),
    /** Width at half the height between trough and peak. */
    SPIKE_HALF_WIDTH("spike_half_width", "ms", true),
    /** Width at the threshold. */
    AP_WIDTH("AP_width", "ms", true),
    /** Largest dv/dt between begin and peak. */
    AP_PEAK_UPSTROKE("AP_peak_upstroke", "V/s", true),
    /** Smallest dv/dt between peak and trough. */
    AP_PEAK_DOWNSTROKE("AP_peak_downstroke", "V/s", true),
    /** Voltage of the trough behind a spike, its first local minimum. */
    AHP_DEPTH_ABS("AHP_depth_abs", "mV", true),
    /** Trough minus base. */
    AHP_DEPTH("AHP_depth", "mV", true),
    /** Minimum from 5 ms behind a peak to the next peak, from the second peak on. */
    AHP_DEPTH_ABS_SLOW("AHP_depth_abs_slow", "mV", true),
    /** Its time since the peak as a fraction of the ISI. */
    AHP_SLOW_TIME("AHP_slow_time", "", true),
    /** Begin minus trough, without the last spike. */
    FAST_AHP("fast_AHP", "mV", true),
    /** Minimum between successive peaks. */
    MIN_VOLTAGE_BETWEEN_SPIKES("min_voltage_between_spikes", "mV", true),
    /**
     * 1 if v stays above the mean begin voltage, or below -75 mV, for more than 50 ms of the stimulus, else 0. See
     * {@link DepolarizationBlock} for a check that knows the recording.
     */
    DEPOL_BLOCK_BOOL("depol_block_bool", "", false);

    private final String efelName;
    private final String unit;
    private final boolean list;

    Feature(String efelName, String unit, boolean list) {
        this.efelName = efelName;
        this.unit = unit;
        this.list = list;
    }

    /** The name in eFEL: {@code "AP_begin_voltage"}. */
    public String efelName() {
        return efelName;
    }

    /** The unit; empty for numbers without one. */
    public String unit() {
        return unit;
    }

    /** Tells whether the feature has an entry per spike or interval. */
    public boolean isList() {
        return list;
    }

    /** Tells whether the feature is a whole number, whose derivatives are zero. */
    public boolean isCount() {
        return this == SPIKE_COUNT
                || this == SPIKE_COUNT_STIMINT
                || this == STRICT_BURST_NUMBER
                || this == DEPOL_BLOCK_BOOL;
    }

    /**
     * The feature of this name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static Feature named(String efelName) {
        for (Feature feature : values()) {
            if (feature.efelName.equals(efelName)) {
                return feature;
            }
        }
        List<String> names = Arrays.stream(values()).map(Feature::efelName).toList();
        throw new IllegalArgumentException("there is no feature " + Quotation.of(efelName)
                + NearestName.of(efelName, names)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; the features are " + Quotation.list(names)));
    }

    /** The name in eFEL. */
    @Override
    public String toString() {
        return efelName;
    }
}
