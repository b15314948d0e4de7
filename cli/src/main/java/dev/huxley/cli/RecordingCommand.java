package dev.huxley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.recording.CellProperties;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Protocol;
import dev.huxley.recording.QualityCheck;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingSummary;
import dev.huxley.recording.Recordings;
import dev.huxley.report.RecordingFigure;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley recording}: tells what is in a recording. */
@Command(
        name = "recording",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Tells what is in a recording: sweeps with their stimuli, spikes and quality, figures of the cell, and what may be"
                    + " wrong; and draws it."
        },
        footer = {
            "",
            "Examples:",
            "  huxley recording cell.abf --out cell.png",
            "  huxley recording cell.nwb --json > cell.json"
        })
final class RecordingCommand implements Callable<Integer> {
    private static final String ROW = "%-10s %-7s %9s %9s %9s %9s %9s %9s %7s  %s";

    @Parameters(paramLabel = "FILE", description = "ABF (version 1 or 2), NWB or CSV file")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE", description = "picture to write, .png or .svg")
    private Path out;

    @Option(names = "--json", description = "prints JSON in place of tables")
    private boolean asJson;

    @Mixin
    private SweepOptions sweeps;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Recording recording = Recordings.read(file);
        CurrentClampSweeps clamped = CurrentClampSweeps.of(recording, sweeps.chosen());
        CellProperties properties = CellProperties.of(clamped);
        if (asJson) {
            print("%s", json(recording, clamped, properties));
        } else {
            tables(recording, clamped, properties);
        }
        if (out != null) {
            clamped.requireSweeps();
            RecordingFigure.of(clamped, properties).write(out);
            if (!asJson) {
                print("Wrote      %s", out);
            }
        }
        return 0;
    }

    private void tables(Recording recording, CurrentClampSweeps clamped, CellProperties properties) {
        print("Recording  %s", recording);
        clamped.notes().forEach(note -> print("Note       %s", note));
        clamped.junctionPotential()
                .ifPresent(value -> print(
                        "Note       the file states a liquid junction potential of %s mV; nothing is subtracted here",
                        Double.toString(value)));
        clamped.warnings().forEach(warning -> print("Warning    %s", warning));
        clamped.leftOut().forEach(left -> print("Left out   %s", left));
        print("");
        if (clamped.sweeps().isEmpty()) {
            print("No sweep can be fitted as current clamp.");
            return;
        }
        RecordingSummary summary = RecordingSummary.of(clamped, properties);
        print(ROW, summary.headings().toArray());
        summary.sweeps().forEach(row -> print(ROW, row.toArray()));
        print("");
        summary.cell().forEach((name, value) -> print("%-21s %s", name, value));
    }

    private static String json(Recording recording, CurrentClampSweeps clamped, CellProperties properties) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode document = mapper.createObjectNode();
        document.put("file", recording.fileName());
        document.put("format", recording.formatVersion());
        clamped.junctionPotential().ifPresent(value -> document.put("junction_potential_mV", value));
        ArrayNode sweeps = document.putArray("sweeps");
        for (CurrentClampSweep sweep : clamped.sweeps()) {
            Protocol protocol = sweep.protocol();
            ObjectNode node = sweeps.addObject()
                    .put("sweep", sweep.index() + 1)
                    .put("protocol", protocol.kind().toString())
                    .put("duration_ms", sweep.durationMs())
                    .put("sample_interval_ms", sweep.sampleIntervalMs())
                    .put("holding_nA", protocol.holding())
                    .put("amplitude_nA", protocol.amplitude())
                    .put("start_ms", protocol.startMs())
                    .put("end_ms", protocol.endMs())
                    .put("initial_voltage_mV", sweep.initialVoltage())
                    .put("spikes", sweep.spikesInStimulus());
            ArrayNode checks = node.putArray("quality");
            for (QualityCheck check : sweep.quality().checks()) {
                ObjectNode measured = checks.addObject().put("check", check.name());
                if (check.isMeasured()) {
                    measured.put("value", check.value());
                }
                measured.put("unit", check.unit()).put("limit", check.limit()).put("passes", check.passes());
            }
        }
        ObjectNode cell = document.putObject("cell");
        properties.restingPotential().ifPresent(value -> cell.put("resting_potential_mV", value));
        properties.inputResistance().ifPresent(value -> cell.put("input_resistance_MOhm", value));
        properties.timeConstant().ifPresent(value -> cell.put("time_constant_ms", value));
        properties.rheobase().ifPresent(value -> cell.put("rheobase_nA", value));
        if (!properties.notShown().isEmpty()) {
            ObjectNode reasons = cell.putObject("not_shown");
            new TreeMap<>(properties.notShown()).forEach(reasons::put);
        }
        ArrayNode rates = cell.putArray("rates");
        properties.rates().forEach(rate -> rates.addObject()
                .put("amplitude_nA", rate.amplitude())
                .put("rate_Hz", rate.hertz()));
        clamped.notes().forEach(document.putArray("notes")::add);
        clamped.warnings().forEach(document.putArray("warnings")::add);
        ArrayNode left = document.putArray("left_out");
        clamped.leftOut().forEach(each -> left.add(each.toString()));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the recording cannot be described: " + e.getMessage(), e);
        }
    }

    private void print(String format, Object... arguments) {
        spec.commandLine().getOut().println(String.format(Locale.ROOT, format, arguments));
    }
}
