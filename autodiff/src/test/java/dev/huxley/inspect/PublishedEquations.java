package dev.huxley.inspect;

import static dev.huxley.inspect.JetRates.constant;
import static dev.huxley.inspect.JetRates.exponential;
import static dev.huxley.inspect.JetRates.linoid;
import static dev.huxley.inspect.JetRates.relaxed;
import static dev.huxley.inspect.JetRates.remembered;
import static dev.huxley.inspect.JetRates.sigmoid;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The equations of all shipped mechanisms once more, written from the literature's form in numbers of 50 digits and without
 * any limit of exponents, as functions of the voltage. Gates are 0.37 before an update and in a current, states in uM are 2, those in uS 1e-3; what else a function
 * reads has its default.
 *
 * <p>Keys are {@code library.Name/function/state}: {@code "hay.M/steady state/m"}, {@code "hay.M/current"}.
 */
final class PublishedEquations {
    static final double GATE = 0.37;
    static final double MICROMOLAR = 2;
    static final double MICROSIEMENS = 1e-3;
    static final double TIME_STEP = 0.025;

    /** By key; a function of the voltage that is not compared where it gives null. */
    private final Map<String, UnaryOperator<Jet>> functions = new LinkedHashMap<>();

    private final Set<String> mechanisms = new TreeSet<>();
    private String library = "";
    private String name = "";

    private PublishedEquations() {
        squid();
        pospischil();
        extended();
        hay();
        hayOfCalcium();
        fohlmeister();
        new RetinalEquations(this).add();
        new SynapticEquations(this).add();
        new PublishedRetina(this).add();
    }

    /** Tells whether the states are occupancies of a chain, whose updates are given from all gates closed. */
    static boolean isChain(Mechanism mechanism) {
        return mechanism.states().stream().anyMatch(state -> state.name().equals("C2"));
    }

    /** The occupancy with all gates closed: 1 of the first state. */
    static double closed(Mechanism mechanism, Declaration state) {
        return state.equals(mechanism.states().iterator().next()) ? 1 : 0;
    }

    UnaryOperator<Jet> of(String key) {
        return functions.get(key);
    }

    Set<String> keys() {
        return functions.keySet();
    }

    Set<String> mechanisms() {
        return mechanisms;
    }

    // ---- how equations are written ----

    void mechanism(String ofLibrary, String ofName) {
        library = ofLibrary;
        name = ofName;
        mechanisms.add(library + "." + name);
    }

    void put(String function, UnaryOperator<Jet> value) {
        functions.put(library + "." + name + "/" + function, value);
    }

    void current(UnaryOperator<Jet> value) {
        put("current", value);
    }

    void ohmic(double conductance, int gates, double reversal) {
        current(v -> v.plus(-reversal).times(conductance).times(Jet.of(GATE).pow(gates)));
    }

    void rates(String gate, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        relaxation(gate, v -> alpha.apply(v).over(alpha.apply(v).plus(beta.apply(v))), v -> alpha.apply(v)
                .plus(beta.apply(v))
                .inverse());
    }

    void relaxation(String gate, UnaryOperator<Jet> steady, UnaryOperator<Jet> tau) {
        put("steady state/" + gate, steady);
        put("update/" + gate, v -> relaxed(Jet.of(GATE), steady.apply(v), tau.apply(v)));
    }

    // ---- the squid axon and leaks ----

    private static final UnaryOperator<Jet> ALPHA_M = linoid(0.1, -1, -40, 10, 0);
    private static final UnaryOperator<Jet> BETA_M = exponential(4, -65, -18);
    private static final UnaryOperator<Jet> ALPHA_H = exponential(0.07, -65, -20);
    private static final UnaryOperator<Jet> BETA_H = sigmoid(1, -35, 10);
    private static final UnaryOperator<Jet> ALPHA_N = linoid(0.01, -1, -55, 10, 0);
    private static final UnaryOperator<Jet> BETA_N = exponential(0.125, -65, -80);

    /** The number by which the authors' implementation shifts arguments. */
    private static final double SHIFT = 1e-6;

    private static final double Q = Math.pow(2.3, 1.3);

    /** Behind what its constructor reads. */
    static final PublishedEquations ALL = new PublishedEquations();

    private void squid() {
        mechanism("passive", "Leak");
        ohmic(1e-4, 0, -70);
        mechanism("hh", "HH");
        rates("m", ALPHA_M, BETA_M);
        rates("h", ALPHA_H, BETA_H);
        rates("n", ALPHA_N, BETA_N);
        Jet gate = Jet.of(GATE);
        current(v -> v.plus(-50)
                .times(0.12)
                .plus(v.plus(77).times(0.036))
                .times(gate.pow(4))
                .plus(v.plus(54.3).times(0.0003)));
        mechanism("hodgkinhuxley", "Na");
        rates("m", ALPHA_M, BETA_M);
        rates("h", ALPHA_H, BETA_H);
        ohmic(0.04, 4, 55);
        mechanism("hodgkinhuxley", "K");
        rates("n", ALPHA_N, BETA_N);
        ohmic(0.035, 4, -77);
        mechanism("hodgkinhuxley", "Leak");
        ohmic(3e-4, 0, -65);
        mechanism("hodgkinhuxley", "Na8States");
        chain(List.of("C3", "C2", "C1", "O"), v -> Jet.of(1).minus(closed(v, ALPHA_H, BETA_H)));
        chain(List.of("I3", "I2", "I1", "I"), v -> closed(v, ALPHA_H, BETA_H));
        steadyChain(List.of("C3", "C2", "C1", "O"), sum(ALPHA_H, BETA_H, ALPHA_H), ALPHA_M, BETA_M);
        steadyChain(List.of("I3", "I2", "I1", "I"), sum(ALPHA_H, BETA_H, BETA_H), ALPHA_M, BETA_M);
        current(v -> v.plus(-55).times(0.04 * GATE));
        mechanism("hodgkinhuxley", "K5States");
        UnaryOperator<Jet> opens = remembered(v -> opened(v, ALPHA_N, BETA_N));
        List<String> five = List.of("C4", "C3", "C2", "C1", "O");
        for (int k = 0; k < five.size(); k++) {
            int open = k;
            put("update/" + five.get(k), v -> binomial(4, open, opens.apply(v)));
        }
        steadyChain(five, constant(1), ALPHA_N, BETA_N);
        current(v -> v.plus(77).times(0.035 * GATE));
    }

    /** One over the sum of both rates times the third. */
    private static UnaryOperator<Jet> sum(UnaryOperator<Jet> a, UnaryOperator<Jet> b, UnaryOperator<Jet> of) {
        return v -> of.apply(v).over(a.apply(v).plus(b.apply(v)));
    }

    /** From all m gates closed and h open. */
    private void chain(List<String> states, UnaryOperator<Jet> row) {
        for (int k = 0; k < states.size(); k++) {
            int open = k;
            put("update/" + states.get(k), v -> binomial(3, open, opened(v, ALPHA_M, BETA_M))
                    .times(row.apply(v)));
        }
    }

    void steadyChain(List<String> states, UnaryOperator<Jet> row, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        int gates = states.size() - 1;
        for (int k = 0; k <= gates; k++) {
            int open = k;
            put(
                    "steady state/" + states.get(k),
                    v -> binomial(gates, open, sum(alpha, beta, alpha).apply(v)).times(row.apply(v)));
        }
    }

    /** The probability that a closed gate is open after a step. */
    static Jet opened(Jet v, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        return relaxed(
                Jet.of(0),
                sum(alpha, beta, alpha).apply(v),
                alpha.apply(v).plus(beta.apply(v)).inverse());
    }

    /** The probability that an open gate is closed after a step. */
    private static Jet closed(Jet v, UnaryOperator<Jet> alpha, UnaryOperator<Jet> beta) {
        return opened(v, beta, alpha);
    }

    static Jet binomial(int n, int k, Jet p) {
        double ways = 1;
        for (int i = 0; i < k; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return p.pow(k).times(Jet.of(1).minus(p).pow(n - k)).times(ways);
    }

    // ---- libraries ----

    private void pospischil() {
        mechanism("pospischil", "Na");
        rates("m", linoid(0.32, -1, -47, 4, 0), linoid(0.28, 1, -20, 5, 0));
        rates("h", exponential(0.128, -43, -18), sigmoid(4, -20, 5));
        ohmic(0.05, 4, 50);
        mechanism("pospischil", "K");
        rates("n", linoid(0.032, -1, -45, 5, 0), exponential(0.5, -50, -40));
        ohmic(0.005, 4, -90);
        mechanism("pospischil", "Km");
        relaxation("p", sigmoid(1, -35, 10), v -> Jet.of(4000)
                .over(exponential(3.3, -35, 20)
                        .apply(v)
                        .plus(exponential(1, -35, -20).apply(v))));
        ohmic(4e-6, 1, -90);
        mechanism("pospischil", "CaL");
        rates("q", linoid(0.055, -1, -27, 3.8, 0), exponential(0.94, -75, -17));
        rates("r", exponential(4.57e-4, -13, -50), sigmoid(0.0065, -15, 28));
        ohmic(1e-4, 3, 120);
        // vx is 2 mV.
        mechanism("pospischil", "CaT");
        lowThreshold(v -> exponential(1, -115.2, 5)
                .apply(v)
                .plus(30.8 + 211.4)
                .over(exponential(1, -86, 3.2).apply(v).plus(1).times(3.7)));
        mechanism("pospischil", "IT");
        lowThreshold(v -> exponential(1, -115.2, 5)
                .apply(v)
                .plus(211.4)
                .over(exponential(1, -86, 3.2).apply(v).plus(1))
                .plus(30.8)
                .over(3.7));
        mechanism("pospischil", "Leak");
        ohmic(1e-4, 0, -70);
    }

    private void extended() {
        mechanism("extended", "Na");
        rates("m", linoid(0.32, -1, -47, 4, 0), linoid(0.28, 1, -20, 5, 0));
        rates("h", exponential(0.128, -43, -18), sigmoid(4, -20, 5));
        relaxation("s", sigmoid(1, -45, -5), constant(200));
        ohmic(0.05, 5, 50);
        mechanism("extended", "K");
        rates("n", linoid(0.032, -1, -45, 5, 0), exponential(0.5, -50, -40));
        ohmic(0.005, 4, -90);
    }

    private void lowThreshold(UnaryOperator<Jet> tau) {
        relaxation("u", sigmoid(1, -83, -4), tau);
        current(v -> sigmoid(1, -59, 6.2).apply(v).pow(2).times(GATE * 4e-5).times(v.plus(-120)));
    }

    private static UnaryOperator<Jet> faster(UnaryOperator<Jet> rate) {
        return v -> rate.apply(v).times(Q);
    }

    private void hay() {
        for (String transientSodium : List.of("NaTaT", "NaTs2T")) {
            double m = transientSodium.equals("NaTaT") ? -38 : -32;
            double h = transientSodium.equals("NaTaT") ? -66 : -60;
            mechanism("hay", transientSodium);
            rates("m", faster(linoid(0.182, -1, m, 6, -SHIFT)), faster(linoid(0.124, 1, m, 6, -SHIFT)));
            rates("h", faster(linoid(0.015, 1, h, 6, SHIFT)), faster(linoid(0.015, -1, h, 6, SHIFT)));
            ohmic(1e-5, 4, 50);
        }
        mechanism("hay", "NapEt2");
        relaxation("m", sigmoid(1, -52.6, 4.6), v -> linoid(0.182, -1, -38, 6, -SHIFT)
                .apply(v)
                .plus(linoid(0.124, 1, -38, 6, -SHIFT).apply(v))
                .times(Q / 6)
                .inverse());
        relaxation("h", sigmoid(1, -48.8, -10), v -> {
            Jet alpha = linoid(2.88e-6, 1, -17, 4.63, SHIFT).apply(v);
            Jet x = v.plus(64.4);
            Jet below = Jet.of(1).minus(Jet.of(SHIFT).minus(x).over(2.63).exp());
            return alpha.plus(x.plus(SHIFT).times(6.94e-6).over(below)).times(Q).inverse();
        });
        ohmic(1e-5, 4, 50);
        mechanism("hay", "KPst");
        relaxation("m", sigmoid(1, -11, 12), v -> (v.value().doubleValue() < -60
                        ? exponential(175.03, -10, 1 / 0.026).apply(v)
                        : exponential(13, -10, -1 / 0.026).apply(v))
                .plus(1.25)
                .over(Q));
        relaxation("h", sigmoid(1, -64, -11), v -> v.plus(65)
                .times(24)
                .plus(1010)
                .times(v.plus(85).over(48).pow(2).times(-1).exp())
                .plus(360)
                .over(Q));
        ohmic(1e-5, 3, -77);
        mechanism("hay", "KTst");
        relaxation("m", sigmoid(1, -10, 19), v -> v.plus(81)
                .over(59)
                .pow(2)
                .times(-1)
                .exp()
                .times(0.92)
                .plus(0.34)
                .over(Q));
        relaxation("h", sigmoid(1, -76, -10), v -> v.plus(83)
                .over(23)
                .pow(2)
                .times(-1)
                .exp()
                .times(49)
                .plus(8)
                .over(Q));
        ohmic(1e-5, 5, -77);
        mechanism("hay", "SKv3_1");
        relaxation("m", sigmoid(1, 18.7, 9.7), sigmoid(4, -46.56, 44.14));
        ohmic(1e-5, 1, -77);
        mechanism("hay", "M");
        rates("m", faster(exponential(3.3e-3, -35, 10)), faster(exponential(3.3e-3, -35, -10)));
        ohmic(1e-5, 1, -77);
        mechanism("hay", "H");
        rates("m", linoid(0.00643, 1, -154.9, 11.9, SHIFT), exponential(0.193, 0, 33.1));
        ohmic(1e-5, 1, -45);
    }

    private void hayOfCalcium() {
        mechanism("hay", "CaHVA");
        rates(
                "m",
                linoid(0.055, -1, -27, 3.8, SHIFT),
                v -> v.plus(75).times(-1).plus(SHIFT).over(17).exp().times(0.94));
        rates("h", exponential(4.57e-4, -13, -50), sigmoid(0.0065, -15, 28));
        ohmic(1e-5, 3, 0);
        mechanism("hay", "CaLVA");
        relaxation(
                "m",
                sigmoid(1, -40, 6),
                v -> sigmoid(20, -35, -5).apply(v).plus(5).over(Q));
        relaxation(
                "h",
                sigmoid(1, -90, -6.4),
                v -> sigmoid(50, -50, -7).apply(v).plus(20).over(Q));
        ohmic(1e-5, 3, 0);
        mechanism("hay", "SKE2");
        double open = 1 / (1 + Math.pow(0.00043 / 5e-5, 4.8));
        relaxation("z", constant(open), constant(1));
        ohmic(1e-6, 1, -77);
        mechanism("hay", "CaPump");
        mechanism("ion", "CaPump");
        mechanism("ion", "CaFaradayConcentrationChange");
        mechanism("ion", "CaNernstReversal");
    }

    private void fohlmeister() {
        double shift = 1e-9;
        mechanism("fohlmeister", "Leak");
        ohmic(5e-5, 0, -67);
        mechanism("fohlmeister", "Na");
        rates("m", linoid(0.6, -1, -30, 10, shift), exponential(20, -55, -18));
        rates("h", exponential(0.4, -50, -20), sigmoid(6, -20, 10));
        ohmic(0.05, 4, 35);
        mechanism("fohlmeister", "K");
        rates("n", linoid(0.02, -1, -40, 10, shift), exponential(0.4, -50, -80));
        ohmic(0.012, 4, -75);
        mechanism("fohlmeister", "KA");
        rates("A", linoid(0.006, -1, -90, 1, shift), exponential(0.1, -30, -10));
        rates("hA", exponential(0.04, -70, -20), sigmoid(0.6, -40, 10));
        ohmic(0.036, 4, -75);
        mechanism("fohlmeister", "Ca");
        rates("c", linoid(0.3, -1, -13, 10, shift), exponential(10, -38, -18));
        ohmic(2.2e-3, 3, 40);
        mechanism("fohlmeister", "KCa");
        double x = Math.pow(5e-5 / 1e-3, 2);
        current(v -> v.plus(75).times(5e-5 * x / (1 + x)));
        mechanism("fohlmeister", "CaPump");
        mechanism("fohlmeister", "CaNernstReversal");
    }

    void ofPost(double conductance, double reversal) {
        put("current/post", v -> v.plus(-reversal).times(conductance));
    }

    /** Voltages (mV) from -200 to 100 with what is near a 0/0 of some rate, and where exponents once were clipped. */
    static double[] voltages() {
        double[] grid = new double[101];
        Arrays.setAll(grid, i -> -200 + 3 * i);
        double[] others = {
            -154.8, -90.3, -66.3, -65.7, -59.7, -55.3, -54.99, -47.2, -45.1, -40.3, -39.999, -38.5, -37.6, -31.7, -30.2,
            -27.3, -26.7, -22.1, -21.9, -20.4, -19.7, -17.4, -13.2, -12.9, 0.3, 37.7, 62.5, 99.9
        };
        double[] all = Arrays.copyOf(grid, grid.length + others.length);
        System.arraycopy(others, 0, all, grid.length, others.length);
        return all;
    }
}
