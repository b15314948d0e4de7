package dev.huxley.engine.llvm.plan;

/** The factors between the currents of point processes (nA) and the units in which the cable is computed. */
public final class PointCurrents {
    /** The unit nA times ms, in units of 10 fF mV. */
    public static final double CHARGE = 1e5;
    /** The factor from nA/um2 to mA/cm2. */
    public static final double DENSITY = 100;

    private PointCurrents() {}
}
