package dev.huxley.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The facts of a recording, as texts for a console or a page.
 *
 * @param headings the headings of the table of sweeps
 * @param sweeps a row for each sweep, with a text for every heading
 * @param cell the figures of the cell by their names
 */
public record RecordingSummary(List<String> headings, List<List<String>> sweeps, Map<String, String> cell) {
    private static final List<String> HEADINGS = List.of(
            "sweep", "", "length ms", "rate kHz", "holding", "step pA", "from ms", "to ms", "spikes", "quality");

    public RecordingSummary {
        headings = List.copyOf(headings);
        sweeps = sweeps.stream().map(List::copyOf).toList();
        cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
    }

    /** The summary of these sweeps. */
    public static RecordingSummary of(CurrentClampSweeps sweeps, CellProperties properties) {
        return new RecordingSummary(
                HEADINGS, sweeps.sweeps().stream().map(RecordingSummary::row).toList(), cell(properties));
    }

    private static List<String> row(CurrentClampSweep sweep) {
        Protocol protocol = sweep.protocol();
        return List.of(
                sweep.label(),
                protocol.kind().toString(),
                number(sweep.durationMs()),
                number(1 / sweep.sampleIntervalMs()),
                number(1e3 * protocol.holding()),
                number(1e3 * protocol.amplitude()),
                number(protocol.startMs()),
                number(protocol.endMs()),
                Integer.toString(sweep.spikesInStimulus()),
                quality(sweep.quality().failed()));
    }

    private static String quality(List<QualityCheck> failed) {
        return failed.isEmpty()
                ? "PASS"
                : failed.stream()
                        .map(check -> check.name() + " " + number(check.value()) + " " + check.unit())
                        .collect(Collectors.joining(", ", "WARN ", ""));
    }

    private static Map<String, String> cell(CellProperties properties) {
        Map<String, String> reasons = properties.notShown();
        OptionalDouble rheobase = properties.rheobase();
        Map<String, String> cell = new LinkedHashMap<>();
        cell.put(
                "Resting potential",
                shown(properties.restingPotential(), "mV", null) + ", holding " + number(1e3 * properties.holding())
                        + " pA");
        cell.put("Input resistance", shown(properties.inputResistance(), "MOhm", reasons.get("input resistance")));
        cell.put("Membrane time const.", shown(properties.timeConstant(), "ms", reasons.get("time constant")));
        cell.put(
                "Rheobase",
                rheobase.isPresent()
                        ? number(1e3 * rheobase.getAsDouble()) + " pA"
                        : "not shown: " + reasons.get("rheobase"));
        cell.put(
                "f-I (pA: Hz)",
                properties.rates().stream()
                        .map(rate -> number(1e3 * rate.amplitude()) + ": " + number(rate.hertz()))
                        .collect(Collectors.joining(", ")));
        return cell;
    }

    private static String shown(OptionalDouble value, String unit, String reason) {
        return value.isPresent() ? number(value.getAsDouble()) + " " + unit : "not shown: " + reason;
    }

    private static String number(double value) {
        // -0 is 0.
        return String.format(Locale.ROOT, "%.4g", value + 0.0)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }

    @Override
    public String toString() {
        return "RecordingSummary[" + sweeps.size() + " sweeps, " + cell + "]";
    }
}
