package dev.huxley.feature;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The features of one trace. Spikes are found once, when a feature first needs them; each feature is computed when it is
 * asked for. For the same trace and settings the values are the same, bit for bit; an object belongs to one thread.
 *
 * <pre>{@code
 * FeatureTrace trace = FeatureTrace.of(millivolts, 0.1).stimulus(100, 600, 0.2);
 * TraceFeatures features = TraceFeatures.of(trace, FeatureSettings.efel());
 * features.value(Feature.SPIKE_COUNT);    // OptionalDouble[5.0]
 * features.values(Feature.AP_HEIGHT);     // five peaks in mV
 * }</pre>
 */
public final class TraceFeatures {
    private final FeatureTrace trace;
    private final FeatureSettings settings;
    private final Stimulus stimulus;
    private final Voltage voltage;
    private final SteadyFeatures steady;
    private List<Spike> spikes;
    private VirtualSpikes virtualSpikes;

    private TraceFeatures(FeatureTrace trace, FeatureSettings settings, boolean differentiable) {
        this.trace = trace;
        this.settings = settings;
        Samples samples = trace.samplesEvery(settings.stepMs());
        double dt = samples == trace.samples() ? trace.dt() : settings.stepMs();
        voltage = new Voltage(samples, dt, settings.betweenSamples(), differentiable);
        stimulus = new Stimulus(trace.stimulusStart(), trace.stimulusEnd(), trace.stimulusCurrent(), dt);
        steady = new SteadyFeatures(voltage, stimulus);
    }

    /** The features of a trace. A sample that is NaN or infinite makes the features that use it missing. */
    public static TraceFeatures of(FeatureTrace trace, FeatureSettings settings) {
        return new TraceFeatures(trace, settings, false);
    }

    /** The same with derivatives by the samples; they must be at the settings' step. */
    static TraceFeatures differentiable(FeatureTrace trace, FeatureSettings settings) {
        return new TraceFeatures(trace, settings, true);
    }

    /** The trace. */
    public FeatureTrace trace() {
        return trace;
    }

    /** The settings. */
    public FeatureSettings settings() {
        return settings;
    }

    /** A feature's value, the mean of the entries of a list; empty if the trace does not have it. */
    public OptionalDouble value(Feature feature) {
        List<Quantity> entries = entries(feature);
        if (entries.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (Quantity entry : entries) {
            sum += entry.value();
        }
        return OptionalDouble.of(sum / entries.size());
    }

    /** The entries of a feature: one for a number; none if the trace does not have it. */
    public double[] values(Feature feature) {
        return entries(feature).stream().mapToDouble(Quantity::value).toArray();
    }

    /** The entries of a feature that are finite. */
    List<Quantity> entries(Feature feature) {
        List<Quantity> entries = computed(feature);
        for (Quantity entry : entries) {
            if (!Double.isFinite(entry.value())) {
                return entries.stream()
                        .filter(each -> Double.isFinite(each.value()))
                        .toList();
            }
        }
        return entries;
    }

    private List<Quantity> computed(Feature feature) {
        return switch (feature) {
            case VOLTAGE_BASE -> one(steady.base());
            case STEADY_STATE_VOLTAGE_STIMEND -> one(steady.steadyState());
            case VOLTAGE_DEFLECTION_VB_SSSE -> one(steady.deflection());
            case OHMIC_INPUT_RESISTANCE_VB_SSSE -> one(steady.inputResistance());
            case MINIMUM_VOLTAGE -> one(steady.minimum());
            case SAG_AMPLITUDE -> one(steady.sagAmplitude());
            case SAG_RATIO1 -> one(steady.sagRatio1());
            case SAG_RATIO2 -> one(steady.sagRatio2());
            case DECAY_TIME_CONSTANT_AFTER_STIM -> one(ExponentialFits.decayAfterStimulus(voltage, stimulus, rest()));
            case TIME_CONSTANT -> one(FallTimeConstant.of(voltage, stimulus));
            case DEPOL_BLOCK_BOOL -> one(Quantity.constant(blocked() ? 1 : 0));
            default -> ofSpikes(feature, spikes());
        };
    }

    /** The entries of a feature of spikes, computed from these. */
    List<Quantity> ofSpikes(Feature feature, List<Spike> from) {
        if (feature == Feature.AHP_DEPTH) {
            Quantity base = steady.base();
            List<Quantity> troughs = new SpikeShapes(voltage, stimulus, from).troughs();
            return base == null
                    ? List.of()
                    : troughs.stream().map(each -> each.minus(base)).toList();
        }
        return SpikeShapes.FEATURES.contains(feature)
                ? new SpikeShapes(voltage, stimulus, from).entries(feature)
                : IntervalFeatures.of(from, stimulus).entries(feature);
    }

    /**
     * The voltage to which the trace decays behind the stimulus: eFEL takes the one sample at s, which noise moves and the
     * drop over a series resistance may belong to already; between samples it is the base.
     */
    private Quantity rest() {
        return settings.betweenSamples() ? steady.base() : voltage.sample(stimulus.first());
    }

    private static List<Quantity> one(Quantity quantity) {
        return quantity == null ? List.of() : List.of(quantity);
    }

    private boolean blocked() {
        return BlockDetection.isBlocked(voltage, stimulus, ofSpikes(Feature.AP_BEGIN_VOLTAGE, spikes()));
    }

    /** The spikes that count. */
    List<Spike> spikes() {
        if (spikes == null) {
            spikes = new SpikeDetection(voltage, settings, stimulus).all();
            if (settings.strict()) {
                spikes.removeIf(spike -> !stimulus.contains(spike.peak * voltage.dt()));
            }
        }
        return spikes;
    }

    VirtualSpikes virtualSpikes() {
        if (virtualSpikes == null) {
            virtualSpikes = new VirtualSpikes(this);
        }
        return virtualSpikes;
    }

    Voltage voltage() {
        return voltage;
    }

    Stimulus stimulus() {
        return stimulus;
    }

    SteadyFeatures steady() {
        return steady;
    }

    @Override
    public String toString() {
        return "features of " + trace;
    }
}
