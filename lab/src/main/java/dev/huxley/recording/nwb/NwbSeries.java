package dev.huxley.recording.nwb;

import dev.huxley.recording.ClampMode;
import dev.huxley.recording.SampleRate;
import dev.huxley.text.Quotation;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A time series of an NWB file: what stands beside its samples, and the samples on request.
 *
 * <p>A value is data * conversion + offset, in doubles, in this order; the amplifier's gain is not applied.
 */
final class NwbSeries {
    /** Timestamps are even if they are off the grid by less than this part of an interval. */
    private static final double TIME_TOLERANCE = 0.05;

    private final NwbTree tree;
    private final Group group;
    private final String path;
    private double[] values;

    NwbSeries(NwbTree tree, Group group, String path) {
        this.tree = tree;
        this.group = group;
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    long address() {
        return NwbTree.guarded(path, group::getAddress);
    }

    /** The class of the series, such as {@code CurrentClampSeries}. */
    String type() {
        return tree.text(group, "neurodata_type").orElse("?");
    }

    ClampMode mode() {
        String type = type();
        if (type.endsWith("IZeroClampSeries")) {
            return ClampMode.NO_CURRENT;
        }
        if (type.endsWith("VoltageClampSeries") || type.endsWith("VoltageClampStimulusSeries")) {
            return ClampMode.VOLTAGE_CLAMP;
        }
        return type.endsWith("CurrentClampSeries") || type.endsWith("CurrentClampStimulusSeries")
                ? ClampMode.CURRENT_CLAMP
                : ClampMode.UNKNOWN;
    }

    /** The sweep number, from the attribute or a dataset of that name. */
    OptionalDouble sweepNumber() {
        Optional<Object> attribute = tree.attribute(group, "sweep_number");
        return attribute.isPresent() ? NwbValues.number(attribute.get()) : number("sweep_number");
    }

    /** The name of the stimulus: {@code "LongSquare"} of {@code "LongSquare_DA_0"}. */
    Optional<String> protocol() {
        return tree.text(group, "stimulus_description")
                .map(text -> text.replaceFirst("_DA_[0-9]+$", ""))
                .filter(text -> !text.isBlank());
    }

    /** Comments and description. */
    String words() {
        return tree.text(group, "comments").orElse("") + "\n"
                + tree.text(group, "description").orElse("");
    }

    /** The electrode's group; empty if the series names none. */
    Optional<Node> electrode() {
        return tree.child(group, "electrode");
    }

    /** A number in a dataset of the series; empty if it is absent or NaN. */
    OptionalDouble number(String name) {
        return tree.scalar(group, name).map(NwbValues::number).orElse(OptionalDouble.empty());
    }

    private Dataset data() {
        Node node = tree.child(group, "data").orElseThrow(() -> new NwbProblem("has no data"));
        if (!(node instanceof Dataset dataset)) {
            throw new NwbProblem("has no dataset of the name data");
        }
        return dataset;
    }

    /** The unit of the values. */
    String unit() {
        return NwbUnits.of(tree.text(data(), "unit").orElse(""));
    }

    /** The number of samples; data of several columns are refused. */
    int length() {
        int[] extents = tree.dimensions(data(), "data");
        if (extents.length == 0 || extents.length > 2 || extents.length == 2 && extents[1] != 1) {
            throw new NwbProblem("data has the shape " + java.util.Arrays.toString(extents)
                    + "; a series of one electrode has one column");
        }
        return extents[0];
    }

    /** Samples {@code from} to {@code from + count} in the unit. */
    double[] values(int from, int count) {
        if (values == null) {
            length();
            Dataset data = data();
            double conversion = attributeNumber(data, "conversion", 1);
            double offset = attributeNumber(data, "offset", 0);
            double[] read = tree.numbers(data, "data");
            for (int i = 0; i < read.length; i++) {
                read[i] = read[i] * conversion + offset;
            }
            values = read;
        }
        if (from < 0 || count < 0 || (long) from + count > values.length) {
            throw new NwbProblem(
                    "samples " + from + " to " + ((long) from + count) + " are past its end (" + values.length + ")");
        }
        return java.util.Arrays.copyOfRange(values, from, from + count);
    }

    private double attributeNumber(Dataset data, String name, double otherwise) {
        return tree.attribute(data, name)
                .map(NwbValues::number)
                .orElse(OptionalDouble.empty())
                .orElse(otherwise);
    }

    /** Samples per second, from the rate or from even timestamps. */
    double rate() {
        Optional<Node> start = tree.child(group, "starting_time");
        if (start.isPresent()) {
            double rate = tree.attribute(start.get(), "rate")
                    .map(NwbValues::number)
                    .orElse(OptionalDouble.empty())
                    .orElse(Double.NaN);
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new NwbProblem("starting_time has no rate");
            }
            return SampleRate.snap(rate);
        }
        double[] times = timestamps();
        double interval = (times[times.length - 1] - times[0]) / (times.length - 1);
        if (!(interval > 0) || Double.isInfinite(interval)) {
            throw new NwbProblem("its timestamps do not rise");
        }
        for (int i = 0; i < times.length; i++) {
            if (!(Math.abs(times[i] - times[0] - i * interval) <= TIME_TOLERANCE * interval)) {
                throw new NwbProblem("its timestamps are uneven: sample " + i + " at " + times[i] + " s");
            }
        }
        return SampleRate.snap(1 / interval);
    }

    /** The time of the first sample, s. */
    double startSeconds() {
        OptionalDouble start = number("starting_time");
        return start.isPresent() ? start.getAsDouble() : timestamps()[0];
    }

    private double[] timestamps() {
        Node node;
        try {
            node = tree.child(group, "timestamps").orElse(null);
        } catch (NwbProblem broken) {
            throw new NwbProblem("has no time base: " + broken.getMessage());
        }
        if (!(node instanceof Dataset dataset)) {
            throw new NwbProblem("has no time base: neither starting_time nor timestamps");
        }
        double[] times = tree.numbers(dataset, "timestamps");
        if (times.length < 2) {
            throw new NwbProblem("has " + times.length + " timestamps; two are needed for a rate");
        }
        return times;
    }

    @Override
    public String toString() {
        return Quotation.of(path);
    }
}
