package dev.huxley.bench;

/**
 * The baseline: the time step of {@code HH} in a point neuron as a programmer would write it by hand for this one
 * model, with scalar doubles in one Java thread. It has the equations, order, finite-difference linearization and limit
 * of exponents of the simulation, so the traces agree to rounding. It has no gradient, batch or morphology; the
 * difference in speed is the cost of generality.
 */
public final class ScalarHodgkinHuxley {
    private static final double LARGEST_EXPONENT = 690;
    private static final double VOLTAGE_DIFFERENCE = 1e-3;

    private final double timeStep;
    private final double area;
    private final double sodium;
    private final double potassium;
    private final double leak;

    private double v;
    private double m;
    private double h;
    private double n;

    /**
     * @param timeStep ms
     * @param area um2
     * @param sodium conductance, S/cm2
     * @param potassium conductance, S/cm2
     * @param leak conductance, S/cm2
     */
    public ScalarHodgkinHuxley(double timeStep, double area, double sodium, double potassium, double leak) {
        this.timeStep = timeStep;
        this.area = area;
        this.sodium = sodium;
        this.potassium = potassium;
        this.leak = leak;
    }

    /**
     * The voltage (mV) at all time points, starting at rest at a voltage, under a current (nA).
     *
     * @return one value more than there are samples of the current
     */
    public double[] run(double initialVoltage, double[] current) {
        v = initialVoltage;
        m = alphaM() / (alphaM() + betaM());
        h = alphaH() / (alphaH() + betaH());
        n = alphaN() / (alphaN() + betaN());
        double[] trace = new double[current.length + 1];
        trace[0] = v;
        for (int k = 0; k < current.length; k++) {
            step(current[k]);
            trace[k + 1] = v;
        }
        return trace;
    }

    private void step(double nanoampere) {
        m = gate(m, alphaM(), betaM());
        h = gate(h, alphaH(), betaH());
        n = gate(n, alphaN(), betaN());
        double at = membraneCurrent(v);
        double slope = (membraneCurrent(v + VOLTAGE_DIFFERENCE) - at) / VOLTAGE_DIFFERENCE;
        double constant = slope * v - at;
        // mA/cm2 to uA/cm2; nA over um2 to uA/cm2; the capacitance is 1 uF/cm2.
        double injected = nanoampere * 1e5 / area;
        v = (v + timeStep * (1000 * constant + injected)) / (1 + timeStep * 1000 * slope);
    }

    private double membraneCurrent(double voltage) {
        return sodium * m * m * m * h * (voltage - 50)
                + potassium * n * n * n * n * (voltage + 77)
                + leak * (voltage + 54.3);
    }

    private double gate(double x, double alpha, double beta) {
        double decay = Math.exp(-timeStep * (alpha + beta));
        return x * decay + alpha / (alpha + beta) * (1 - decay);
    }

    private double alphaM() {
        return 0.1 * linearOverExponential(-(v + 40), 10);
    }

    private double betaM() {
        return 4 * exp(-(v + 65) / 18);
    }

    private double alphaH() {
        return 0.07 * exp(-(v + 65) / 20);
    }

    private double betaH() {
        return 1 / (exp(-(v + 35) / 10) + 1);
    }

    private double alphaN() {
        return 0.01 * linearOverExponential(-(v + 55), 10);
    }

    private double betaN() {
        return 0.125 * exp(-(v + 65) / 80);
    }

    private static double linearOverExponential(double x, double y) {
        double z = x / y;
        return Math.abs(z) < 1e-2 ? y * (1 - z / 2 + z * z / 12) : x / (exp(z) - 1);
    }

    private static double exp(double x) {
        return Math.exp(Math.min(x, LARGEST_EXPONENT));
    }
}
