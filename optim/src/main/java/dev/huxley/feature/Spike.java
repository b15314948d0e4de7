package dev.huxley.feature;

/** A spike of a trace as sample numbers, and its points as quantities. */
final class Spike {
    /** No such sample. */
    static final int NONE = -1;

    private final Voltage voltage;
    private final FeatureSettings settings;
    /** The first sample above the threshold, the highest, and the first below the threshold again. */
    final int rise;

    final int peak;
    final int fall;
    /** The previous peak, or 0, and the next, or the last sample of the trace. */
    int peakBefore;

    int peakBehind;
    /** The trough, or {@link #NONE}, and the trough of the spike before. */
    int trough = NONE;

    int troughBefore = NONE;
    /** The sample of the begin, or {@link #NONE}. */
    int begin = NONE;

    /** Whether the trace does not reach the threshold there, and whether the begin is not steep enough. */
    final boolean isVirtual;

    boolean hasVirtualBegin;

    private Voltage.Point highest;

    Spike(Voltage voltage, FeatureSettings settings, int rise, int peak, int fall) {
        this(voltage, settings, rise, peak, fall, false);
    }

    private Spike(Voltage voltage, FeatureSettings settings, int rise, int peak, int fall, boolean isVirtual) {
        this.voltage = voltage;
        this.settings = settings;
        this.rise = rise;
        this.peak = peak;
        this.fall = fall;
        this.isVirtual = isVirtual;
    }

    /** A maximum below the threshold, where a spike would appear. */
    static Spike virtual(Voltage voltage, FeatureSettings settings, int peak) {
        return new Spike(voltage, settings, peak, peak, peak + 1, true);
    }

    /** The same spike; the copy's begin and trough may be changed. */
    Spike copy() {
        Spike copy = new Spike(voltage, settings, rise, peak, fall, isVirtual);
        copy.peakBefore = peakBefore;
        copy.peakBehind = peakBehind;
        copy.trough = trough;
        copy.troughBefore = troughBefore;
        copy.begin = begin;
        copy.hasVirtualBegin = hasVirtualBegin;
        return copy;
    }

    boolean hasBegin() {
        return begin != NONE;
    }

    boolean hasTrough() {
        return trough != NONE;
    }

    private Voltage.Point highest() {
        if (highest == null) {
            highest = voltage.maximum(peak, 0, voltage.length());
        }
        return highest;
    }

    Quantity peakVoltage() {
        return highest().value();
    }

    Quantity peakTime() {
        return highest().time();
    }

    /** The time of the spike, ms. */
    Quantity time() {
        return settings.crossingTimes() && !isVirtual ? upwards() : peakTime();
    }

    private Quantity upwards() {
        return voltage.isBetweenSamples()
                ? voltage.crossing(rise, Quantity.constant(settings.threshold()))
                : Quantity.constant(rise * voltage.dt());
    }

    /** Where dv/dt reaches its threshold, on the line through its values at two samples. */
    Quantity beginVoltage() {
        if (!voltage.isBetweenSamples() || begin == 0 || hasVirtualBegin) {
            return voltage.sample(begin);
        }
        Quantity below = voltage.slopeAt(begin - 1);
        Quantity step = voltage.slopeAt(begin).minus(below);
        if (!(step.value() > 0)) {
            return voltage.sample(begin);
        }
        Quantity fraction = below.times(-1).plus(settings.derivativeThreshold()).over(step);
        Quantity left = voltage.sample(begin - 1);
        return left.plus(fraction.times(voltage.sample(begin).minus(left)));
    }

    Quantity troughVoltage() {
        return voltage.minimum(trough, peak, peakBehind).value();
    }

    /**
     * The width at the threshold. On whole samples it begins at the first sample behind the trough before that is not
     * below the threshold, and ends at the trough at the latest.
     */
    Quantity width() {
        if (isVirtual) {
            return Quantity.constant(0);
        }
        if (voltage.isBetweenSamples()) {
            return voltage.crossing(fall, Quantity.constant(settings.threshold()))
                    .minus(upwards());
        }
        int from = Math.max(0, troughBefore);
        while (voltage.at(from) < settings.threshold()) {
            from++;
        }
        int to = from;
        while (to < trough && voltage.at(to) > settings.threshold()) {
            to++;
        }
        return Quantity.constant((to - from) * voltage.dt());
    }
}
