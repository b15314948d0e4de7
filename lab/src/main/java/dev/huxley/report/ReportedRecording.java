package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.List;
import java.util.Objects;

/**
 * The recording that a model was fitted to.
 *
 * @param facts file, cell, temperature, resting potential, ...
 * @param checks the checks of its quality
 * @param corrections sentences on what was corrected, chosen and assumed
 * @param warnings sentences on what may be wrong with it
 */
public record ReportedRecording(List<Fact> facts, List<Check> checks, List<String> corrections, List<String> warnings) {
    /**
     * One check of a recording's quality.
     *
     * @param sweep the sweep's name, "" for the whole recording
     * @param name what is checked
     * @param value the measured value; NaN if it could not be measured
     * @param unit the unit of value and limit, "" for none
     * @param limit the value beyond which the check warns; NaN for none
     * @param passes whether the check passes
     */
    public record Check(String sweep, String name, double value, String unit, double limit, boolean passes) {
        public Check {
            sweep = sweep == null ? "" : sweep;
            Objects.requireNonNull(name, "name of a reported check");
            unit = unit == null ? "" : unit;
        }

        /** The outcome in words; a value that could not be measured neither passes nor warns. */
        String outcome() {
            return Double.isNaN(value) && passes ? "not measured" : passes ? "PASS" : "WARN";
        }
    }

    /** Copies the lists; null means empty. */
    public ReportedRecording {
        facts = facts == null ? List.of() : List.copyOf(facts);
        checks = checks == null ? List.of() : List.copyOf(checks);
        corrections = corrections == null ? List.of() : List.copyOf(corrections);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    @Override
    public String toString() {
        return "ReportedRecording[" + Brief.count(checks.size(), "check") + ", "
                + Brief.count(warnings.size(), "warning") + "]";
    }
}
