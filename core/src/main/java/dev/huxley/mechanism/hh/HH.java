package dev.huxley.mechanism.hh;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import java.util.Map;

/**
 * The sodium, potassium and leak currents of the squid giant axon (Hodgkin and Huxley, J. Physiol. 117, 1952), with
 * voltages shifted to a rest near -65 mV:
 *
 * <pre>
 * i_HH = gNa m^3 h (v - eNa) + gK n^4 (v - eK) + gLeak (v - eLeak)
 * </pre>
 *
 * <p>Parameters: {@code HH_gNa} 0.12, {@code HH_gK} 0.036, {@code HH_gLeak} 0.0003 S/cm2; {@code HH_eNa} 50,
 * {@code HH_eK} -77, {@code HH_eLeak} -54.3 mV. States: the gates {@code HH_m}, {@code HH_h}, {@code HH_n}. The rates
 * of m and n are 0/0 at -40 and -55 mV in the textbook form; here value and derivative are finite there. All rates are
 * those at 6.3 °C and grow by 3 per 10 °C in a model with a temperature ({@link Temperature}).
 */
public final class HH extends Channel {
    public HH() {
        this("HH");
    }

    /** The same channel under another name. */
    public HH(String name) {
        super(name);
        temperature(Temperature.measuredAt(6.3).withQ10(3));
        parameter("gNa", 0.12, "S/cm2");
        parameter("gK", 0.036, "S/cm2");
        parameter("gLeak", 0.0003, "S/cm2");
        parameter("eNa", 50, "mV");
        parameter("eK", -77, "mV");
        parameter("eLeak", -54.3, "mV");
        state("m", 0.2);
        state("h", 0.2);
        state("n", 0.2);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        return Map.of(
                "m", step("m", Kinetics.rates(alphaM(v), betaM(v)), membrane),
                "h", step("h", Kinetics.rates(alphaH(v), betaH(v)), membrane),
                "n", step("n", Kinetics.rates(alphaN(v), betaN(v)), membrane));
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray v = membrane.voltage();
        NDArray m = membrane.get("m");
        NDArray sodium = membrane.get("gNa").mul(m.mul(m).mul(m)).mul(membrane.get("h"));
        NDArray potassium = membrane.get("gK").mul(membrane.get("n").square().square());
        return sodium.mul(v.sub(membrane.get("eNa")))
                .add(potassium.mul(v.sub(membrane.get("eK"))))
                .add(membrane.get("gLeak").mul(v.sub(membrane.get("eLeak"))));
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        NDArray v = membrane.voltage();
        return Map.of(
                "m", Gates.steadyState(alphaM(v), betaM(v)),
                "h", Gates.steadyState(alphaH(v), betaH(v)),
                "n", Gates.steadyState(alphaN(v), betaN(v)));
    }

    @Override
    public String equations() {
        return """
                i_HH = gNa m^3 h (v - eNa) + gK n^4 (v - eK) + gLeak (v - eLeak)
                m: alpha = -0.1 (v + 40) / (exp(-(v + 40) / 10) - 1), beta = 4 exp(-(v + 65) / 18)
                h: alpha = 0.07 exp(-(v + 65) / 20), beta = 1 / (exp(-(v + 35) / 10) + 1)
                n: alpha = -0.01 (v + 55) / (exp(-(v + 55) / 10) - 1), beta = 0.125 exp(-(v + 65) / 80)
                rates in 1/ms at 6.3 °C, times 3^((celsius - 6.3) / 10) in a model with celsius""";
    }

    private NDArray step(String gate, Kinetics kinetics, Membrane membrane) {
        return atTemperature(kinetics, membrane).step(membrane.get(gate), membrane.timeStep());
    }

    private static NDArray alphaM(NDArray v) {
        return linearOverExponential(v.add(40).neg(), 10).mul(0.1);
    }

    private static NDArray betaM(NDArray v) {
        return exp(v.add(65).div(-18)).mul(4);
    }

    private static NDArray alphaH(NDArray v) {
        return exp(v.add(65).div(-20)).mul(0.07);
    }

    private static NDArray betaH(NDArray v) {
        return NDArrays.div(1, exp(v.add(35).div(-10)).add(1));
    }

    private static NDArray alphaN(NDArray v) {
        return linearOverExponential(v.add(55).neg(), 10).mul(0.01);
    }

    private static NDArray betaN(NDArray v) {
        return exp(v.add(65).div(-80)).mul(0.125);
    }
}
