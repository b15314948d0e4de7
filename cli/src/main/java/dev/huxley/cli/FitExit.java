package dev.huxley.cli;

import dev.huxley.report.ReportedFeatureFit;

/** The exit codes of a fit, for scripts. */
final class FitExit {
    /** A fit by features has an accepted model, of a folder every one; a fit to traces has ended. */
    static final int ACCEPTED = 0;

    /** An error in the input or on the machine. */
    static final int ERROR = 1;

    /** A fit by features has ended without an accepted model; of a folder at least one. */
    static final int NONE_ACCEPTED = 3;

    private FitExit() {}

    static int of(ReportedFeatureFit fit) {
        return fit.verdict().accepted() ? ACCEPTED : NONE_ACCEPTED;
    }

    /** The code of several fits: an error, otherwise none accepted, otherwise accepted. */
    static int worse(int one, int other) {
        if (one == ERROR || other == ERROR) {
            return ERROR;
        }
        return Math.max(one, other);
    }
}
