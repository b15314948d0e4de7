package dev.huxley.fit.feature;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.recording.CellProperties;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.QualityCheck;
import dev.huxley.report.Fact;
import dev.huxley.report.ReportedRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The recording in the report of a fit by features: figures of the cell, quality, corrections and warnings. */
final class RecordingFacts {
    /** The path of a liquid junction potential that is fitted. */
    static final String JUNCTION = "rig/junction_potential";

    private final FeatureFitResult result;
    private final CurrentClampSweeps recording;

    private RecordingFacts(FeatureFitResult result) {
        this.result = result;
        recording = result.settings().sweeps();
    }

    static ReportedRecording of(FeatureFitResult result) {
        RecordingFacts facts = new RecordingFacts(result);
        return new ReportedRecording(
                facts.facts(),
                facts.checks(),
                facts.corrections(),
                result.settings().warnings());
    }

    private List<Fact> facts() {
        CellProperties cell = CellProperties.of(recording);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("file", recording.fileName()));
        facts.add(new Fact("usable sweeps", Integer.toString(recording.sweeps().size())));
        add(facts, "resting potential, as recorded", cell.restingPotential(), "mV");
        add(facts, "holding current", OptionalDouble.of(1e3 * cell.holding()), "pA");
        add(facts, "input resistance", cell.inputResistance(), "MOhm");
        add(facts, "membrane time constant", cell.timeConstant(), "ms");
        OptionalDouble rheobase = cell.rheobase();
        add(facts, "rheobase", rheobase.isPresent() ? OptionalDouble.of(1e3 * rheobase.getAsDouble()) : rheobase, "pA");
        return facts;
    }

    private static void add(List<Fact> facts, String name, OptionalDouble value, String unit) {
        value.ifPresent(number -> facts.add(new Fact(name, String.format(Locale.ROOT, "%.4g %s", number + 0.0, unit))));
    }

    /** The checks of the sweeps that the fit uses. */
    private List<ReportedRecording.Check> checks() {
        List<ReportedRecording.Check> checks = new ArrayList<>();
        for (CurrentClampSweep sweep : recording.sweeps()) {
            for (QualityCheck check : sweep.quality().checks()) {
                checks.add(new ReportedRecording.Check(
                        sweep.label(), check.name(), check.value(), check.unit(), check.limit(), check.passes()));
            }
        }
        return checks;
    }

    private List<String> corrections() {
        List<String> corrections = new ArrayList<>();
        corrections.add(junction());
        String faults = result.model().description().rig().faults();
        if (!faults.isEmpty()) {
            corrections.add("rig, applied to the model's voltage: " + faults);
        }

        corrections.addAll(recording.notes());
        recording.leftOut().forEach(left -> corrections.add("left out: " + left));
        corrections.addAll(result.model().notes());
        corrections.addAll(result.settings().planNotes(result.plan()));
        return corrections;
    }

    private String junction() {
        double lowering = result.settings().lowering();
        if (lowering != 0) {
            return "liquid junction potential: the recorded voltage is lowered by " + lowering + " mV";
        }
        boolean isFitted = result.free().stream().map(FreeValue::path).anyMatch(JUNCTION::equals);
        return "liquid junction potential: "
                + (isFitted ? "fitted (" + JUNCTION + ")" : "none is known, the recorded voltage is taken as it is");
    }
}
