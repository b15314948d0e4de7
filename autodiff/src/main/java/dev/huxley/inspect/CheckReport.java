package dev.huxley.inspect;

import java.util.List;
import java.util.Locale;

/**
 * The findings of a {@link MechanismCheck}. Prints as a table with one line for each check and one for each finding.
 *
 * @param mechanism the name of the mechanism
 * @param checks in the order in which they were made
 */
public record CheckReport(String mechanism, List<Check> checks) {
    /** The outcome of a check. */
    public enum Outcome {
        /** Nothing was found. */
        OK,
        /** Something looks unusual, but may be meant. */
        REMARK,
        /** Something is wrong. */
        WRONG,
        /** Could not be made because of an earlier finding, or does not apply. */
        SKIPPED
    }

    /**
     * One check.
     *
     * @param name the property that was checked
     * @param outcome how it ended
     * @param findings the findings with their places, one sentence each; empty if there are none. The reason, if the
     *     check was skipped
     */
    public record Check(String name, Outcome outcome, List<String> findings) {
        public Check {
            findings = List.copyOf(findings);
        }

        /** A check that is OK without findings, and has the outcome {@code otherwise} with any. */
        static Check of(String name, Outcome otherwise, List<String> findings) {
            return new Check(name, findings.isEmpty() ? Outcome.OK : otherwise, findings);
        }

        /** A check that could not be made; the reason is its finding. */
        static Check skipped(String name, String reason) {
            return new Check(name, Outcome.SKIPPED, List.of(reason));
        }
    }

    public CheckReport {
        checks = List.copyOf(checks);
    }

    /** Tells whether nothing is wrong; there may be remarks. */
    public boolean passed() {
        return count(Outcome.WRONG) == 0;
    }

    /** All findings in order, without the reasons of skipped checks. */
    public List<String> findings() {
        return checks.stream()
                .filter(check -> check.outcome() != Outcome.SKIPPED)
                .flatMap(check -> check.findings().stream())
                .toList();
    }

    @Override
    public String toString() {
        long wrong = count(Outcome.WRONG);
        long remarks = count(Outcome.REMARK);
        StringBuilder text = new StringBuilder(mechanism)
                .append(": ")
                .append(wrong == 0 ? "nothing is wrong" : wrong == 1 ? "1 check failed" : wrong + " checks failed")
                .append(remarks == 0 ? "" : remarks == 1 ? ", 1 remark" : ", " + remarks + " remarks");
        int width =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        for (Check check : checks) {
            String outcome = check.outcome() == Outcome.WRONG
                    ? "WRONG"
                    : check.outcome().name().toLowerCase(Locale.ROOT);
            String start = String.format("%n  %-8s%-" + width + "s", outcome, check.name());
            if (check.findings().isEmpty()) {
                text.append(start.stripTrailing());
            }
            for (String finding : check.findings()) {
                text.append(start).append("  ").append(finding);
                start = String.format("%n  %-8s%-" + width + "s", "", "");
            }
        }
        return text.toString();
    }

    private long count(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }
}
