package dev.huxley.fit.description;

/** Something that a rung of the {@link Ladder} has beyond the currents of Pospischil et al. */
public enum Extension {
    /** A slow inactivation of the sodium current: spikes shrink, and firing slows down, within a step. */
    SLOW_INACTIVATION("slow inactivation of sodium"),
    /** Voltage and speed of the potassium gate, and speeds of the sodium gates, of their own: the form of a spike. */
    GATES("gates of their own"),
    /** A quiet series resistance of the electrode. */
    SERIES_RESISTANCE("series resistance"),
    /** A fast potassium current (Kv3.1) that opens in spikes only: fast-spiking cells. */
    FAST_POTASSIUM("fast potassium (Kv3.1)"),
    /** A calcium current, calcium under the membrane and a potassium current that calcium opens (SK): slow after-hyperpolarizations. */
    CALCIUM("calcium and SK"),
    /** A passive dendrite as a second compartment: charging with two time constants. */
    DENDRITE("dendrite");

    private final String title;

    Extension(String title) {
        this.title = title;
    }

    /** A name for reports. */
    public String title() {
        return title;
    }
}
