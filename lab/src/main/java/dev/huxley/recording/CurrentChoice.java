package dev.huxley.recording;

/**
 * The choice of the current that is taken for the injected one. A recorded current carries noise, and at each spike of
 * the cell a transient that makes a model without channels seem to spike; so it is not injected as it is.
 */
public enum CurrentChoice {
    /**
     * The command where it is a current without noise; otherwise the recorded current (or a command with noise)
     * idealized.
     */
    AUTOMATIC,
    /** The command, in nA by its unit or by {@link CurrentClampOptions#commandScale}. */
    COMMAND,
    /** The recorded current as it is, with its noise and its transients. */
    MEASURED,
    /**
     * The recorded current as a staircase: the mean of each epoch, between times that are the same in all sweeps. A
     * current that is no staircase is smoothed, its transients at spikes are bridged.
     */
    IDEALIZED
}
