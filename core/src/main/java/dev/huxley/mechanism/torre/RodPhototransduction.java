package dev.huxley.mechanism.torre;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.LocalValues;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cascade by which light closes the channels of a rod's outer segment: rhodopsin {@code Rh} and its inactivated form
 * {@code Rhi}, transducin {@code Tr}, phosphodiesterase {@code PDE}, calcium {@code Ca} and its buffer {@code Cab}, and
 * {@code cGMP}, which holds the channels open (Torre et al., Cold Spring Harbor Symposia 55, 1990). Libraries differ in
 * the numbers, and in whether transducin that activates a phosphodiesterase is used up.
 *
 * <p>The light is the state {@code Jhv}, in activated rhodopsins per s: set it, clamp it to a waveform, or train it. The
 * seven states take one backward Euler step together (see {@link ImplicitEuler}). The initial rule is the dark state, in
 * which nothing changes, for any parameters.
 */
public abstract class RodPhototransduction extends Channel {
    private static final List<String> STATES = List.of("Rh", "Rhi", "Tr", "PDE", "Ca", "Cab", "cGMP");
    private static final double SECONDS_PER_MILLISECOND = 1e-3;

    /** A step (s) so long that it ends in the steady state. */
    private static final double EVER = 1e9;

    private static final int STEADY_PASSES = 20;

    private final boolean usesTransducinUp;

    /**
     * The rates in which the libraries differ.
     *
     * @param alpha1 inactivation of rhodopsin (1/s)
     * @param alpha2 its reactivation (1/s)
     * @param alpha3 its decay (1/s)
     * @param beta1 inactivation of transducin (1/s)
     * @param tau1 activation of phosphodiesterase (1/(s uM))
     * @param tau2 its inactivation (1/s)
     */
    protected record Numbers(double alpha1, double alpha2, double alpha3, double beta1, double tau1, double tau2) {
        @Override
        public String toString() {
            return "Numbers[alpha " + alpha1 + ", " + alpha2 + ", " + alpha3 + ", beta " + beta1 + ", tau " + tau1
                    + ", " + tau2 + "]";
        }
    }

    /** The surroundings with the initial states and without light. */
    private record Dark(Membrane membrane, RodPhototransduction owner) implements LocalValues {
        @Override
        public NDArray get(String name) {
            if (name.equals("Jhv")) {
                return membrane.voltage().zerosLike();
            }
            return owner.states().stream()
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .map(state -> membrane.voltage().zerosLike().add(state.value()))
                    .orElseGet(() -> membrane.get(name));
        }

        @Override
        public boolean has(String name) {
            return membrane.has(name);
        }

        @Override
        public String toString() {
            return "Dark[" + membrane + "]";
        }
    }

    /**
     * @param numbers the rates in which the libraries differ
     * @param usesTransducinUp whether transducin that activates a phosphodiesterase is used up
     */
    protected RodPhototransduction(String name, Numbers numbers, boolean usesTransducinUp) {
        super(name);
        this.usesTransducinUp = usesTransducinUp;
        parameter("alpha1", numbers.alpha1, "1/s");
        parameter("alpha2", numbers.alpha2, "1/s");
        parameter("alpha3", numbers.alpha3, "1/s");
        parameter("epsilon", 0.5, "1/(s uM)");
        parameter("T_tot", 1000, "uM");
        parameter("beta1", numbers.beta1, "1/s");
        parameter("tau1", numbers.tau1, "1/(s uM)");
        parameter("tau2", numbers.tau2, "1/s");
        parameter("PDE_tot", 100, "uM");
        parameter("sigma", 1, "1/(s uM)");
        parameter("gamma_Ca", 50, "1/s");
        parameter("C0", 0.1, "uM");
        parameter("b", 0.25, "uM/(s pA)");
        parameter("k1", 0.2, "1/(s uM)");
        parameter("k2", 0.8, "1/s");
        parameter("eT", 500, "uM");
        parameter("V_max", 0.4, "1/s");
        parameter("A_max", 65.6, "uM/s");
        parameter("K", 10, "uM");
        parameter("K_c", 0.1, "uM");
        parameter("J_max", 5040, "pA");
        state("Rh", 0, "uM");
        state("Rhi", 0, "uM");
        state("Tr", 0, "uM");
        state("PDE", 0, "uM");
        state("Ca", 0.3, "uM");
        state("Cab", 34.9, "uM");
        state("cGMP", 2, "uM");
        state("Jhv", 0, "1/s");
    }

    @Override
    public final String currentName() {
        return "iPhoto";
    }

    @Override
    public final Map<String, NDArray> update(Membrane membrane) {
        double seconds = membrane.timeStep() * SECONDS_PER_MILLISECOND;
        return ImplicitEuler.step(membrane, seconds, STATES, states -> rates(membrane, states));
    }

    @Override
    public final Map<String, NDArray> steadyState(Membrane membrane) {
        LocalValues dark = new Dark(membrane, this);
        return ImplicitEuler.step(dark, EVER, STATES, states -> rates(dark, states), STEADY_PASSES);
    }

    @Override
    public final NDArray current(Membrane membrane) {
        NDArray cubed = membrane.get("cGMP").pow(3);
        NDArray open = cubed.div(cubed.add(membrane.get("K").pow(3)));
        NDArray dark = membrane.get("J_max").mul(open);
        NDArray drive = NDArrays.sub(1, Rates.exp(membrane.voltage().sub(8.5).div(17)));
        // 1 pA over 1 um2 is 0.1 mA/cm2.
        return dark.mul(drive).mul(-0.1).div(membrane.get("area"));
    }

    private Map<String, Dual> rates(LocalValues at, Map<String, Dual> y) {
        Dual inactivated = y.get("Rh").mul(at.get("alpha1"));
        Dual restored = y.get("Rhi").mul(at.get("alpha2"));
        Dual activated =
                y.get("Rh").mul(at.get("epsilon")).mul(Dual.of(at.get("T_tot")).sub(y.get("Tr")));
        Dual bound =
                y.get("Tr").mul(at.get("tau1")).mul(Dual.of(at.get("PDE_tot")).sub(y.get("PDE")));
        Dual released = y.get("PDE").mul(at.get("tau2"));
        Dual transducin = activated.sub(y.get("Tr").mul(at.get("beta1"))).add(released);
        Dual cubed = y.get("cGMP").pow(3);
        Dual current = cubed.mul(at.get("J_max")).div(cubed.add(at.get("K").pow(3)));
        Dual buffered = Dual.of(at.get("eT"))
                .sub(y.get("Cab"))
                .mul(y.get("Ca"))
                .mul(at.get("k1"))
                .sub(y.get("Cab").mul(at.get("k2")));
        Dual made = Dual.of(at.get("A_max"))
                .div(y.get("Ca").div(at.get("K_c")).pow(4).add(1));
        Map<String, Dual> rates = new LinkedHashMap<>();
        rates.put("Rh", restored.sub(inactivated).add(at.get("Jhv")));
        rates.put("Rhi", inactivated.sub(restored).sub(y.get("Rhi").mul(at.get("alpha3"))));
        rates.put("Tr", usesTransducinUp ? transducin.sub(bound) : transducin);
        rates.put("PDE", bound.sub(released));
        rates.put(
                "Ca",
                current.mul(at.get("b"))
                        .sub(y.get("Ca").sub(at.get("C0")).mul(at.get("gamma_Ca")))
                        .sub(buffered));
        rates.put("Cab", buffered);
        rates.put(
                "cGMP",
                made.sub(y.get("cGMP").mul(y.get("PDE").mul(at.get("sigma")).add(at.get("V_max")))));
        return rates;
    }

    @Override
    public final String equations() {
        return """
                iPhoto = -0.1 J (1 - exp((v - 8.5) / 17)) / area, J = J_max cGMP^3 / (cGMP^3 + K^3)
                dRh/dt = Jhv - alpha1 Rh + alpha2 Rhi
                dRhi/dt = alpha1 Rh - (alpha2 + alpha3) Rhi
                dTr/dt = epsilon Rh (T_tot - Tr) - beta1 Tr + tau2 PDE"""
                + (usesTransducinUp ? " - tau1 Tr (PDE_tot - PDE)" : "")
                + """

                dPDE/dt = tau1 Tr (PDE_tot - PDE) - tau2 PDE
                dCa/dt = b J - gamma_Ca (Ca - C0) - k1 (eT - Cab) Ca + k2 Cab
                dCab/dt = k1 (eT - Cab) Ca - k2 Cab
                dcGMP/dt = A_max / (1 + (Ca / K_c)^4) - cGMP (V_max + sigma PDE)
                rates in 1/s; Jhv is the light in activated rhodopsins per s, J in pA, area in um2, all else in uM""";
    }
}
